// Everything of an artefact that can be typed, as it stands in the page: its fields, and its grids of rows.
import { ColumnGroups } from "./column-groups.js";
import { Grid, markCell } from "./grid.js";

export class Sheet {
  constructor(form) {
    this.form = form;
    this.grids = [...form.querySelectorAll("[data-grid]")].map((section) => new Grid(section));
    this.groups = this.grids.map((grid) => new ColumnGroups(grid));
  }

  get fields() {
    return [...this.form.querySelectorAll("[data-field]")];
  }

  /** The grid that has a row of this reference. */
  gridOf(ref) {
    return this.grids.find((grid) => grid.row(ref));
  }

  /** The payload: fields by name, and of each grid the rows in the order of the page. */
  read() {
    const payload = {};
    for (const field of this.fields) payload[field.dataset.field] = field.value;
    for (const grid of this.grids) payload[grid.key] = grid.read();
    return payload;
  }

  write(payload) {
    for (const field of this.fields) field.value = payload[field.dataset.field] ?? "";
    for (const grid of this.grids) grid.write(payload[grid.key] ?? []);
    for (const groups of this.groups) groups.apply();
  }

  /** Do `add:grid`, `insert:ref`, `delete:ref`, `up:ref` or `down:ref`; the ref to go to, "" for none, null for no change. */
  operate(operation) {
    const [verb, name] = operation.split(":");
    const grid = verb === "add" ? this.grids.find((each) => each.key === name) ?? this.grids[0] : this.gridOf(name);
    if (!grid) return null;
    const next = verb === "add" ? grid.operate("add") : grid.operate(verb, name);
    for (const groups of this.groups) groups.apply();
    return next;
  }

  row(ref) {
    return this.gridOf(ref)?.row(ref);
  }

  /** Where the cursor is: a row's ref and a cell's key, or null. */
  place(element = document.activeElement) {
    for (const grid of this.grids) {
      const place = grid.place(element);
      if (place) return place;
    }
    return null;
  }

  /** Go to a cell of a row, or to a field; columns that are folded away are opened first. */
  focus(ref, cell) {
    const target = this.gridOf(ref)?.cell(ref, cell) ?? this.form.querySelector(`[data-field="${CSS.escape(ref)}"]`);
    const group = target?.closest("[data-group]")?.dataset.group;
    if (group) for (const groups of this.groups) groups.open(group);
    target?.focus();
    target?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Worked-out cells, what is wrong in a cell, and which rows have findings. */
  show(answer) {
    for (const grid of this.grids) grid.show(answer);
    for (const field of this.fields) markCell(field, answer.cell_errors[field.dataset.field]);
  }
}
