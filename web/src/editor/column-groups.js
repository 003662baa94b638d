// Columns that belong together are folded away while nothing is in them, and come back at the press of a button.

export class ColumnGroups {
  constructor(grid) {
    this.grid = grid;
    this.bar = grid.section.querySelector("[data-column-groups]");
    this.folded = new Set();
    if (!this.bar) return;
    this.bar.hidden = false;
    for (const button of this.buttons) {
      if (!this.isUsed(button.dataset.showGroup)) this.folded.add(button.dataset.showGroup);
      button.addEventListener("click", () => this.toggle(button.dataset.showGroup));
    }
    this.apply();
  }

  get buttons() {
    return [...this.bar.querySelectorAll("[data-show-group]")];
  }

  isUsed(group) {
    const cells = this.grid.body.querySelectorAll(`[data-group="${CSS.escape(group)}"] [data-cell]`);
    return [...cells].some((cell) => cell.value.trim() !== "");
  }

  toggle(group) {
    if (!this.folded.delete(group)) this.folded.add(group);
    this.apply();
  }

  open(group) {
    if (this.folded.delete(group)) this.apply();
  }

  /** Hide and show what belongs to each group, in rows that were just made too. */
  apply() {
    if (!this.bar) return;
    for (const part of this.grid.section.querySelectorAll("[data-group]")) part.hidden = this.folded.has(part.dataset.group);
    for (const button of this.buttons) {
      button.setAttribute("aria-pressed", String(!this.folded.has(button.dataset.showGroup)));
    }
  }
}
