// <marking-desk>: decisions saved as they are made, comments without leaving the page, keys, and panes that resize.
//
// Nothing is judged here: what the decisions add up to comes back from the server with each save.
import { Comments } from "../marking/comments.js";
import { Decision } from "../marking/decision.js";
import { bindKeys } from "../marking/keys.js";
import { bindPanes } from "../marking/panes.js";

class MarkingDesk extends HTMLElement {
  connectedCallback() {
    bindPanes(this);
    if (!this.querySelector("[data-comment-form]")) return; // reading, not marking
    this.comments = new Comments(this);
    this.decisions = new Map();
    for (const section of this.querySelectorAll(".criterion")) this.decisions.set(section, new Decision(section, this));
    bindKeys(this);
    this.classList.add("is-live");
    window.addEventListener("online", () => this.unsaved.forEach((each) => each.now()));
    window.addEventListener("focus", () => this.unsaved.forEach((each) => each.comeBack()));
    window.addEventListener("beforeunload", (event) => {
      if (this.unsaved.length || this.comments.isDirty) event.preventDefault();
    });
  }

  get unsaved() {
    return [...this.decisions.values()].filter((each) => each.isDirty);
  }

  commentOn(place) {
    this.comments.start(place);
  }

  /** What the decisions now add up to, in the server's words. */
  tally(answer) {
    const put = (name, words) => (this.querySelector(`[data-${name}]`).textContent = words);
    put("decided", answer.decided);
    put("heading", answer.outcome ? ` · heading for ${answer.outcome_words}` : "");
    put("percent", answer.percent);
    put("undecided", answer.undecided_words);
    this.querySelector(".decided-bar.wide").value = answer.decided;
  }
}

customElements.define("marking-desk", MarkingDesk);
