// One criterion of the rubric: saved as it is decided, based on the revision that was shown. What the server has not
// acknowledged stays in the page and in this browser's storage until it is.
import { freshToken, sendJson } from "../requests.js";

const AFTER_CHOICE = 400;
const TYPING_PAUSE = 900;
const RETRY_AFTER = [2000, 5000, 10000, 30000];

export class Decision {
  constructor(section, desk) {
    this.section = section;
    this.desk = desk;
    this.form = section.querySelector("form.decision");
    this.reasonField = this.form.elements.reason;
    this.state = this.form.querySelector("[data-state]");
    this.conflictPlace = this.form.querySelector("[data-conflict]");
    this.key = `milepost-mark-${desk.dataset.submission}-${section.dataset.criterion}`;
    this.saved = { level: section.dataset.level, reason: section.dataset.reason };
    this.unsure = null; // sent, but whether it arrived is not known
    this.failures = 0;
    this.form.addEventListener("change", (event) => event.target.name === "level" && this.soon(AFTER_CHOICE));
    this.reasonField.addEventListener("input", () => this.soon(TYPING_PAUSE));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.now();
    });
    this.recover();
  }

  get level() {
    return this.form.elements.level.value;
  }

  get reason() {
    return this.reasonField.value.trim();
  }

  get isDirty() {
    return this.level !== this.saved.level || this.reason !== this.saved.reason;
  }

  /** Choose a level by its place: 1 not yet, 2 pass, 3 distinction. Nothing happens where it is not offered. */
  choose(level) {
    const choice = this.form.querySelector(`input[name=level][value=${level}]`);
    if (!choice) return;
    choice.checked = true;
    choice.focus();
    this.soon(AFTER_CHOICE);
  }

  soon(pause) {
    this.keep();
    clearTimeout(this.timer);
    if (this.isHeld || !(this.unsure || this.isReady())) return;
    this.say("Saving …");
    this.timer = setTimeout(() => this.now(), pause);
  }

  /** Whether there is something that can be sent; if not, say what is still needed. */
  isReady() {
    if (!this.isDirty) {
      this.forget();
      this.say(this.savedWords ?? "");
      return false;
    }
    if (!this.level) {
      this.say("Not saved: choose a level as well.", true);
      return false;
    }
    const { proposed } = this.section.dataset;
    if (proposed && this.level !== proposed && !this.reason) {
      this.form.querySelector("details.reason").open = true;
      this.say("Not saved: give the reason why you differ from the checks.", true);
      return false;
    }
    return true;
  }

  async now() {
    clearTimeout(this.timer);
    while (this.sending) await this.sending;
    if (this.isHeld || !(this.unsure || this.isReady())) return;
    this.say("Saving …");
    this.sending = this.send(this.unsure ?? { level: this.level, reason: this.reason });
    await this.sending;
    this.sending = null;
  }

  async send(typed, isRetry = false) {
    const basedOn = Number(this.form.elements.based_on.value);
    const answer = await sendJson(this.form.action, "PUT", { ...typed, based_on: basedOn });
    const isLost = answer.status === 0 || answer.status >= 500;
    this.unsure = isLost ? typed : null; // goes first, as it was: something newer would clash with it if it did arrive
    if (answer.ok) return this.accept(typed, answer.json);
    if (isLost) return this.retry(answer.status);
    if (answer.status === 400 && !isRetry) return this.sendAsNow(typed);
    if (answer.status === 401) return this.signedOut();
    if (answer.json?.theirs) return this.conflict(typed, answer.json.theirs);
    return this.say(`Not saved: ${answer.json?.message ?? "reload the page to see what is stored. Your choice is kept on this device."}`, true);
  }

  /** The page's token is void: whoever is signed in now sends with theirs. */
  async sendAsNow(typed) {
    const isSignedIn = await freshToken(this.desk.dataset.session);
    if (isSignedIn === null) return this.retry(0);
    return isSignedIn ? this.send(typed, true) : this.signedOut();
  }

  accept(typed, answer) {
    this.failures = 0;
    this.isSignedOut = false;
    this.saved = typed;
    this.take(answer);
    this.desk.tally(answer);
    if (this.isDirty) this.soon(TYPING_PAUSE);
    else this.forget();
  }

  /** What the server says this criterion now is. */
  take(answer) {
    this.form.elements.based_on.value = answer.revision;
    this.section.querySelector("[data-standing]").textContent = answer.standing_words;
    this.section.classList.toggle("is-open", answer.level === null);
    this.form.classList.remove("has-error");
    this.form.querySelector(".error")?.remove();
    this.savedWords = answer.saved_words ? `Saved ${answer.saved_words}` : "";
    this.say(this.savedWords);
  }

  retry(status) {
    const pause = RETRY_AFTER[Math.min(this.failures, RETRY_AFTER.length - 1)];
    this.failures += 1;
    const why = status === 0 ? "no connection" : "the server has a problem";
    this.say(`Not saved: ${why}. Kept on this device; trying again.`, true);
    this.timer = setTimeout(() => this.now(), pause);
  }

  signedOut() {
    this.isSignedOut = true;
    this.say("Not saved: you are signed out. Your choice and your words are kept here.", true);
    const link = Object.assign(document.createElement("a"), {
      href: this.desk.dataset.signIn,
      target: "_blank",
      rel: "noopener",
      textContent: "Sign in (new tab)",
    });
    const again = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: "Try again" });
    again.addEventListener("click", () => this.comeBack());
    this.state.append(" ", link, " ", again);
  }

  /** After signing in elsewhere: take the new session's token and go on from here. */
  async comeBack() {
    if (!this.isSignedOut) return;
    if (await freshToken(this.desk.dataset.session)) this.now();
  }

  /** Somebody decided since: show both and let the tutor choose. Nothing is sent until then. */
  conflict(typed, theirs) {
    this.isHeld = true;
    this.say("Not saved: decided elsewhere since you opened this.", true);
    const panel = document.getElementById("conflict-template").content.cloneNode(true);
    const who = theirs.by ? `${theirs.by} decided` : "Decided";
    panel.querySelector("[data-theirs]").textContent = `${who} ${theirs.level_words} at ${theirs.saved_words}.`;
    panel.querySelector("[data-theirs-reason]").textContent = theirs.reason ? ` “${theirs.reason}”` : "";
    const words = this.form.querySelector(`input[value=${typed.level}]`).closest("label").querySelector("[data-word]").textContent;
    panel.querySelector("[data-yours]").textContent = words + (typed.reason ? `: “${typed.reason}”` : "");
    panel.querySelector("[data-keep=theirs]").addEventListener("click", () => this.keepTheirs(theirs));
    panel.querySelector("[data-keep=yours]").addEventListener("click", () => this.keepMine(theirs));
    this.conflictPlace.replaceChildren(panel);
  }

  keepTheirs(theirs) {
    this.settle();
    this.form.elements.level.value = theirs.level;
    this.reasonField.value = theirs.reason;
    this.saved = { level: theirs.level, reason: theirs.reason };
    this.take(theirs);
    this.forget();
  }

  keepMine(theirs) {
    this.settle();
    this.saved = { level: theirs.level, reason: theirs.reason };
    this.form.elements.based_on.value = theirs.revision;
    this.now();
  }

  settle() {
    this.isHeld = false;
    this.conflictPlace.replaceChildren();
    this.section.focus();
  }

  say(words, isBad = false) {
    this.state.textContent = words;
    this.state.classList.toggle("is-bad", isBad);
  }

  keep() {
    try {
      const basedOn = Number(this.form.elements.based_on.value);
      localStorage.setItem(this.key, JSON.stringify({ level: this.level, reason: this.reasonField.value, basedOn }));
    } catch {
      this.say("This device has no room to keep a copy.", true);
    }
  }

  /** What a lost connection or a closed page left behind is put back, and saved unless it clashes. */
  recover() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key));
      if (!kept) return;
      if (kept.level) this.form.elements.level.value = kept.level;
      this.reasonField.value = kept.reason;
      this.form.elements.based_on.value = kept.basedOn;
    } catch {
      this.forget();
      return;
    }
    if (this.reason) this.form.querySelector("details.reason").open = true;
    if (this.isDirty) this.soon(0);
    else this.forget();
  }

  forget() {
    localStorage.removeItem(this.key);
  }
}
