// <artefact-editor>: the fields and grids of an artefact, edited by keyboard, saved as it is typed, and checked by the server.
//
// The server's HTML is the truth: rows are real inputs, and everything worked out (dates, findings, pictures) comes
// back from the server with each save. Nothing is judged here.
import { bindKeyboard } from "../editor/keyboard.js";
import { bindPaste } from "../editor/paste.js";
import { Saver } from "../editor/saver.js";
import { Sheet } from "../editor/sheet.js";
import { Trouble } from "../editor/trouble.js";
import { UndoStack } from "../editor/undo-stack.js";

const TYPING_PAUSE = 600;
const AFTER_CHANGE = 150;

class ArtefactEditor extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.sheet = new Sheet(this.form);
    this.undoStack = new UndoStack(this.sheet.read());
    this.trouble = new Trouble(document.querySelector("[data-trouble]"));
    this.status = this.appendChild(statusLine());
    this.saver = new Saver({
      address: this.dataset.address,
      attempt: this.dataset.attempt,
      revision: Number(this.dataset.revision),
      session: this.dataset.session,
      signIn: this.dataset.signIn,
      trouble: this.trouble,
      read: () => this.sheet.read(),
      write: (payload) => this.replace(payload),
      show: (answer) => this.show(answer),
      words: (text, isBad) => this.say(text, isBad),
    });
    this.form.addEventListener("input", () => this.saver.soon(TYPING_PAUSE));
    this.form.addEventListener("change", () => this.commit());
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.addEventListener("click", (event) => this.click(event));
    bindKeyboard(this);
    bindPaste(this);
    for (const hidden of this.querySelectorAll("[data-undo], [data-redo], [data-hint]")) hidden.hidden = false;
    this.buttons();
    this.saver.recover();
  }

  /** A change is complete: remember it for undo, and save. */
  commit() {
    this.undoStack.push(this.sheet.read());
    this.buttons();
    this.saver.soon(AFTER_CHANGE);
  }

  /** Do what a row button says, and put the cursor where one would go on. */
  operate(operation, cell) {
    const ref = this.sheet.operate(operation);
    if (ref === null) return;
    this.commit();
    if (ref) this.sheet.focus(ref, cell);
    this.announce(operation, ref);
  }

  announce(operation, ref) {
    const [verb, row] = operation.split(":");
    const done = { add: "added", insert: "added", delete: "deleted", up: "moved up", down: "moved down" }[verb];
    this.status.textContent = `Row ${verb === "add" || verb === "insert" ? ref : row} ${done}.`;
  }

  undo() {
    this.travel(this.undoStack.undo(), "Undone.");
  }

  redo() {
    this.travel(this.undoStack.redo(), "Redone.");
  }

  travel(payload, words) {
    if (payload === null) return;
    this.replace(payload);
    this.saver.soon(AFTER_CHANGE);
    this.status.textContent = words;
  }

  replace(payload) {
    const place = this.sheet.place();
    this.sheet.write(payload);
    this.undoStack.push(payload);
    this.buttons();
    if (place) this.sheet.focus(place.ref, place.cell);
  }

  buttons() {
    this.querySelector("[data-undo]").disabled = !this.undoStack.canUndo;
    this.querySelector("[data-redo]").disabled = !this.undoStack.canRedo;
  }

  click(event) {
    if (event.target.closest("[data-undo]")) this.undo();
    if (event.target.closest("[data-redo]")) this.redo();
    const link = event.target.closest("[data-go-to]");
    if (link) {
      event.preventDefault();
      const [ref, cell] = link.dataset.goTo.split(".");
      this.sheet.focus(ref, cell);
    }
  }

  async submit(event) {
    event.preventDefault();
    const wish = event.submitter?.value ?? "check";
    if (wish !== "check" && wish !== "hand-in") {
      event.submitter.closest("details.menu")?.removeAttribute("open");
      this.operate(wish);
      return;
    }
    this.undoStack.push(this.sheet.read());
    const isSaved = await this.saver.now();
    if (isSaved && wish === "hand-in") location.assign(this.dataset.handIn);
  }

  /** Put what the server worked out beside what was typed. */
  show(answer) {
    this.sheet.show(answer);
    replaceHtml(document.querySelector("[data-findings]"), answer.html.findings);
    replaceHtml(document.querySelector("[data-pictures]"), answer.html.pictures);
  }

  say(text, isBad) {
    const state = document.querySelector("[data-save-state]");
    state.textContent = text;
    state.classList.toggle("is-bad", Boolean(isBad));
  }
}

/** Replace the inside of an element and keep which of its details were open and how far its boxes were scrolled. */
function replaceHtml(element, html) {
  if (element.dataset.html === html) return;
  const opened = [...element.querySelectorAll("details")].map((each) => each.open);
  const scrolled = [...element.querySelectorAll(".picture-scroll")].map((each) => each.scrollLeft);
  element.innerHTML = html;
  element.dataset.html = html;
  element.querySelectorAll("details").forEach((each, place) => (each.open = opened[place] ?? each.open));
  element.querySelectorAll(".picture-scroll").forEach((each, place) => (each.scrollLeft = scrolled[place] ?? 0));
}

function statusLine() {
  const line = document.createElement("p");
  line.className = "visually-hidden";
  line.setAttribute("role", "status");
  return line;
}

customElements.define("artefact-editor", ArtefactEditor);
