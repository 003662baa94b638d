// Saves a draft as it is typed. What has not been acknowledged stays in this browser's storage until it is.
import { freshToken, sendJson } from "../requests.js";

const RETRY_AFTER = [2000, 5000, 10000, 20000, 30000];

export class Saver {
  constructor(options) {
    Object.assign(this, options);
    this.key = `milepost-draft-${this.attempt}`;
    this.acknowledged = JSON.stringify(this.read());
    this.timer = null;
    this.sending = null;
    this.unsure = null; // sent, but whether it arrived is not known
    this.failures = 0;
    this.isStopped = false;
    window.addEventListener("online", () => this.now());
    window.addEventListener("focus", () => this.isSignedOut && this.now());
    window.addEventListener("pagehide", () => this.leave());
  }

  get isDirty() {
    return this.unsure !== null || JSON.stringify(this.read()) !== this.acknowledged;
  }

  soon(pause) {
    this.keep();
    if (this.isStopped) return;
    if (!this.failures) this.words("Saving …");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), pause);
  }

  /** Save at once; true when everything on the page is saved. */
  async now() {
    clearTimeout(this.timer);
    while (this.sending) await this.sending;
    if (this.isStopped) return false;
    if (!this.isDirty) {
      this.words(this.savedWords ?? "✓ Saved");
      return true;
    }
    this.sending = this.send(this.unsure ?? this.read());
    const isSaved = await this.sending;
    this.sending = null;
    if (isSaved && this.isDirty) return this.now();
    return isSaved;
  }

  async send(payload, { isRetry = false } = {}) {
    const answer = await sendJson(this.address, "PUT", { based_on: this.revision, payload });
    // What may have arrived is sent again as it was before anything newer: saving the same twice does no harm, but
    // something newer on the old revision would look as if another window had changed the draft.
    this.unsure = answer.status === 0 || answer.status >= 500 ? payload : null;
    if (answer.ok) return this.accept(payload, answer.json);
    if (answer.status === 0) return this.retry("Not saved: no connection. Kept on this device; trying again");
    if (answer.status >= 500) return this.retry("Not saved: the server has a problem. Kept on this device; trying again");
    if (answer.status === 400 && !isRetry) return this.sendAsNow(payload);
    if (answer.status === 401) return this.signedOut();
    if (answer.status === 409 && answer.json?.error === "conflict") return this.conflict(answer.json);
    return this.refuse(answer);
  }

  /** The page's token is void: whoever is signed in now sends with theirs. */
  async sendAsNow(payload) {
    const isSignedIn = await freshToken(this.session);
    if (isSignedIn === null) return this.retry("Not saved: no connection. Kept on this device; trying again");
    return isSignedIn ? this.send(payload, { isRetry: true }) : this.signedOut();
  }

  accept(payload, answer) {
    this.failures = 0;
    this.isSignedOut = false;
    this.revision = answer.revision;
    this.acknowledged = JSON.stringify(payload);
    this.followForm();
    this.trouble.clear();
    this.savedWords = `✓ Saved ${answer.saved_at}`;
    if (this.isDirty) {
      this.keep(); // what was typed meanwhile is not saved yet, and the page does not say that it is
      this.words("Saving …");
    } else {
      this.forget();
      this.words(this.savedWords);
    }
    this.show(answer);
    return true;
  }

  /** The plain form, should it ever be posted, is based on the same revision. */
  followForm() {
    const field = document.querySelector("#artefact input[name=based_on]");
    if (field) field.value = this.revision;
  }

  retry(words) {
    const pause = RETRY_AFTER[Math.min(this.failures, RETRY_AFTER.length - 1)];
    this.failures += 1;
    this.words(words, true);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), pause);
    return false;
  }

  signedOut() {
    this.isSignedOut = true;
    this.words("Not saved: you are signed out. Kept on this device", true);
    const words = "You have been signed out. Sign in again in a new tab and come back: this page goes on from here. Nothing you typed is lost.";
    this.trouble.say(words, [["Sign in", this.signIn], ["Try again now", () => this.tryAgain()]]);
    return false;
  }

  async tryAgain() {
    await freshToken(this.session);
    return this.now();
  }

  conflict({ message, revision, html }) {
    this.isStopped = true;
    this.words("Not saved: changed elsewhere", true);
    const keepMine = () => {
      this.isStopped = false;
      this.revision = revision;
      this.now();
    };
    const useOther = () => {
      this.forget();
      location.reload();
    };
    this.trouble.say(message, [["Keep what is on this page", keepMine], ["Use the other version", useOther]], html);
    return false;
  }

  refuse(answer) {
    this.words("Not saved", true);
    const words = answer.json?.message ?? "This could not be saved. It is kept on this device; reload the page to see what is stored.";
    this.trouble.say(words, [["Try again", () => this.now()]]);
    return false;
  }

  /** What a crash, a closed lid or a lost connection left behind is put back and saved, or offered when it clashes. */
  recover() {
    const kept = this.kept();
    if (!kept || JSON.stringify(kept.payload) === this.acknowledged) return this.forget();
    if (kept.base === this.revision) {
      this.write(kept.payload);
      return this.now();
    }
    this.isStopped = true;
    const restore = () => {
      this.isStopped = false;
      this.write(kept.payload);
      this.trouble.clear();
      this.now();
    };
    const discard = () => {
      this.isStopped = false;
      this.forget();
      this.trouble.clear();
    };
    const words = "This device kept changes that were never saved, and the draft has been changed elsewhere since.";
    return this.trouble.say(words, [["Use what this device kept", restore], ["Discard it", discard]]);
  }

  leave() {
    if (!this.isDirty || this.isStopped) return;
    this.keep();
    sendJson(this.address, "PUT", { based_on: this.revision, payload: this.read() }, { keepalive: true });
  }

  keep() {
    try {
      localStorage.setItem(this.key, JSON.stringify({ base: this.revision, payload: this.read() }));
    } catch {
      this.words("Saving … (this device has no room to keep a copy)", true);
    }
  }

  kept() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  forget() {
    localStorage.removeItem(this.key);
  }
}
