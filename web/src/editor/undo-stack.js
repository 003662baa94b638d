// What the artefact said before and after each change, as whole payloads: small, and always right.

const KEPT = 200;

export class UndoStack {
  constructor(payload) {
    this.past = [];
    this.future = [];
    this.current = payload;
  }

  get canUndo() {
    return this.past.length > 0;
  }

  get canRedo() {
    return this.future.length > 0;
  }

  /** Remember a new state; one that is the same as now is no change. */
  push(payload) {
    if (JSON.stringify(payload) === JSON.stringify(this.current)) return;
    this.past.push(this.current);
    if (this.past.length > KEPT) this.past.shift();
    this.current = payload;
    this.future = [];
  }

  undo() {
    if (!this.canUndo) return null;
    this.future.push(this.current);
    this.current = this.past.pop();
    return this.current;
  }

  redo() {
    if (!this.canRedo) return null;
    this.past.push(this.current);
    this.current = this.future.pop();
    return this.current;
  }
}
