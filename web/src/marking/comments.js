// Comments without leaving the page: sent as they are written, listed as the server says, kept when it cannot be reached.
import { freshToken, sendJson } from "../requests.js";

export class Comments {
  constructor(desk) {
    this.desk = desk;
    this.form = desk.querySelector("[data-comment-form]");
    this.list = desk.querySelector("[data-comments]");
    this.state = this.form.querySelector("[data-state]");
    this.form.addEventListener("submit", (event) => this.add(event));
    this.list.addEventListener("submit", (event) => this.withdraw(event));
    this.addRowButtons();
  }

  get isDirty() {
    return this.form.elements.text.value.trim() !== "";
  }

  /** Start a comment on a criterion, a row, or the whole. */
  start({ criterion = "", row = "" }) {
    this.form.elements.criterion_id.value = criterion;
    this.form.elements.where.value = row;
    this.form.elements.text.focus();
  }

  async add(event) {
    event.preventDefault();
    const { text, criterion_id: criterion, where } = this.form.elements;
    const content = { text: text.value, criterion_id: criterion.value, where: where.value };
    if (await this.send(this.form.action, content)) {
      if (text.value === content.text) this.form.reset();
      text.focus();
    }
  }

  async withdraw(event) {
    event.preventDefault();
    if (await this.send(event.target.action, {})) this.form.elements.text.focus();
  }

  async send(address, content, isRetry = false) {
    this.say("Saving …");
    const answer = await sendJson(address, "POST", content);
    if (answer.ok) {
      this.list.innerHTML = answer.json.html;
      this.say(answer.json.message);
      return true;
    }
    const isStale = answer.status === 400 || answer.status === 401;
    const isSignedIn = isStale && !isRetry ? await freshToken(this.desk.dataset.session) : null;
    if (isSignedIn) return this.send(address, content, true);
    this.say(`Not saved: ${reason(isSignedIn === false ? { status: 401 } : answer)}`, true);
    return false;
  }

  say(words, isBad = false) {
    this.state.textContent = words;
    this.state.classList.toggle("is-bad", isBad);
  }

  /** Every row of the artefact that a comment can be pinned to gets a button. */
  addRowButtons() {
    const refs = new Set([...this.form.elements.where.options].map((option) => option.value));
    for (const row of this.desk.querySelectorAll(".desk-work [id^='row-']")) {
      const ref = row.id.slice("row-".length);
      const cell = row.querySelector("th, td");
      if (!cell || !refs.has(ref)) continue;
      const button = Object.assign(document.createElement("button"), { type: "button", className: "link-button row-comment", textContent: "Comment" });
      button.setAttribute("aria-label", `Comment on row ${ref}`);
      button.addEventListener("click", () => this.start({ row: ref }));
      cell.append(button);
    }
  }
}

function reason({ status, json }) {
  if (status === 0) return "no connection. Your comment is still here; try again.";
  if (status === 401) return "you are signed out. Sign in in another tab, then try again; your comment is still here.";
  return json?.message ?? "the server has a problem. Your comment is still here; try again.";
}
