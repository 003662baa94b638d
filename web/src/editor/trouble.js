// The one place above the editor that says what is wrong and offers what to do about it.

export class Trouble {
  constructor(element) {
    this.element = element;
    this.words = element.querySelector("[data-trouble-words]");
    this.actions = element.querySelector("[data-trouble-actions]");
    this.differences = element.querySelector("[data-trouble-differences]");
  }

  /** Show a message with buttons and links: `[label, what to do]` or `[label, address]`. */
  say(words, choices = [], differences = "") {
    this.words.textContent = words;
    this.actions.replaceChildren(...choices.map(([label, wish]) => this.choice(label, wish)));
    this.differences.innerHTML = differences;
    this.element.hidden = false;
  }

  choice(label, wish) {
    const isLink = typeof wish === "string";
    const element = document.createElement(isLink ? "a" : "button");
    element.className = "btn quiet small";
    element.textContent = label;
    if (isLink) Object.assign(element, { href: wish, target: "_blank", rel: "noopener" });
    else {
      element.type = "button";
      element.addEventListener("click", wish);
    }
    return element;
  }

  clear() {
    this.element.hidden = true;
    this.words.textContent = "";
    this.actions.replaceChildren();
    this.differences.replaceChildren();
  }
}
