// A button that shows what is typed in the password fields named by `for`, and hides it again.
customElements.define(
  "show-password",
  class extends HTMLElement {
    connectedCallback() {
      const fields = this.getAttribute("for").split(" ").map((id) => document.getElementById(id));
      const button = document.createElement("button");
      button.type = "button";
      button.className = "link-button";
      const show = (shown) => {
        for (const field of fields) field.type = shown ? "text" : "password";
        button.textContent = shown ? "Hide what you type" : "Show what you type";
      };
      button.addEventListener("click", () => show(fields[0].type === "password"));
      fields[0].form.addEventListener("submit", () => show(false));
      show(false);
      this.replaceChildren(button);
    }
  },
);
