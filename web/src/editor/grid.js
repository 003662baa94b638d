// One grid of an editor as it stands in the page: its rows read, written, added, moved, deleted and marked.

export class Grid {
  constructor(section) {
    this.section = section;
    this.key = section.dataset.grid;
    this.prefix = section.dataset.prefix;
    this.mostRows = Number(section.dataset.mostRows);
    this.nouns = section.dataset.nouns;
    this.body = section.querySelector("[data-rows]");
    this.template = section.querySelector("[data-row-template]").innerHTML;
  }

  get rows() {
    return [...this.body.children];
  }

  row(ref) {
    return this.rows.find((row) => row.dataset.row === ref);
  }

  /** The rows in the order of the page, each as its cells by name. */
  read() {
    return this.rows.map((row) => {
      const cells = { ref: row.dataset.row };
      for (const cell of row.querySelectorAll("[data-cell]")) cells[cell.dataset.cell] = cell.value;
      return cells;
    });
  }

  write(rows) {
    this.body.replaceChildren(...rows.map((cells) => this.make(cells)));
    this.number();
  }

  make(cells) {
    const holder = document.createElement(this.body.tagName);
    holder.innerHTML = this.template.replaceAll("__ref__", escape(cells.ref));
    const row = holder.firstElementChild;
    for (const cell of row.querySelectorAll("[data-cell]")) setValue(cell, cells[cell.dataset.cell] ?? "");
    return row;
  }

  /** Names follow the order of the page, so that a plain post says the same as a save. */
  number() {
    this.rows.forEach((row, index) => {
      row.querySelector("input[type=hidden]").name = `${this.key}-${index}-ref`;
      for (const cell of row.querySelectorAll("[data-cell]")) {
        cell.name = `${this.key}-${index}-${cell.dataset.cell}`;
        cell.id = `${this.key}-${index}-${cell.dataset.cell}`;
      }
    });
  }

  nextRef() {
    const numbers = this.rows.map((row) => Number(row.dataset.row.slice(this.prefix.length))).filter(Number.isInteger);
    return `${this.prefix}${Math.max(0, ...numbers) + 1}`;
  }

  /** Add, insert, delete or move a row; the ref to go to, "" for none, null for no change. */
  operate(verb, ref = "") {
    const row = ref && this.row(ref);
    if (verb === "add" || verb === "insert") return this.insert(row || null);
    if (!row) return null;
    const next = verb === "delete" ? this.remove(row) : this.move(row, verb);
    if (next !== null) this.number();
    return next;
  }

  insert(after) {
    if (this.rows.length >= this.mostRows) return null;
    const made = this.make({ ref: this.nextRef() });
    if (after) after.after(made);
    else this.body.append(made);
    this.number();
    return made.dataset.row;
  }

  remove(row) {
    const neighbour = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    return neighbour?.dataset.row ?? "";
  }

  move(row, verb) {
    const other = verb === "up" ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return null;
    if (verb === "up") other.before(row);
    else other.after(row);
    return row.dataset.row;
  }

  /** Where the cursor is: a row's ref and a cell's key, or null. */
  place(element = document.activeElement) {
    const row = element?.closest?.("[data-row]");
    return row && this.body.contains(row) ? { ref: row.dataset.row, cell: element.dataset.cell } : null;
  }

  /** The cell of a row by its name, or else its first. */
  cell(ref, name) {
    const row = this.row(ref);
    return row && (row.querySelector(`[data-cell="${name || ""}"]`) ?? row.querySelector("[data-cell]"));
  }

  /** Worked-out cells, what is wrong in a cell, and which rows have findings. */
  show({ outputs, cell_errors: errors, row_flags: flags }) {
    for (const row of this.rows) {
      const ref = row.dataset.row;
      const output = outputs[ref];
      row.classList.toggle("critical", output?.flag === "critical");
      for (const cell of row.querySelectorAll("[data-output]")) {
        cell.textContent = output?.cells[cell.dataset.output] ?? "";
      }
      for (const cell of row.querySelectorAll("[data-cell]")) markCell(cell, errors[`${ref}.${cell.dataset.cell}`]);
      markRow(row, flags[ref] ?? "");
    }
  }
}

export function markCell(cell, message = "") {
  const line = cell.parentElement.querySelector(".cell-error");
  line.textContent = message;
  line.hidden = !message;
  if (message) {
    cell.setAttribute("aria-invalid", "true");
    cell.setAttribute("aria-describedby", line.id);
  } else {
    cell.removeAttribute("aria-invalid");
    cell.removeAttribute("aria-describedby");
  }
}

function markRow(row, flag) {
  const place = row.querySelector("[data-flag]");
  if (place.dataset.flag === flag) return;
  place.dataset.flag = flag;
  place.replaceChildren();
  if (!flag) return;
  const mark = document.createElement("span");
  mark.className = `mark ${flag}`;
  mark.setAttribute("aria-hidden", "true");
  mark.textContent = flag === "fault" ? "✕" : "!";
  const words = document.createElement("span");
  words.className = "visually-hidden";
  words.textContent = `has a ${flag}`;
  place.append(mark, words);
}

/** A value that is not among a list's choices is added to it, so nothing that was typed or imported is lost. */
export function setValue(cell, value) {
  if (cell.tagName === "SELECT" && ![...cell.options].some((option) => option.value === value)) {
    cell.add(new Option(`${value} (not on the list)`, value));
  }
  cell.value = value;
}

function escape(text) {
  const holder = document.createElement("i");
  holder.textContent = text;
  return holder.innerHTML.replaceAll('"', "&quot;");
}
