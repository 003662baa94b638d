// Paste from a spreadsheet: a block of cells fills the grid from the cell it is pasted into, adding rows as needed.
import { setValue } from "./grid.js";

const MOST_CHARACTERS = 1_000_000;

export function bindPaste(editor) {
  editor.form.addEventListener("paste", (event) => {
    const cell = event.target.closest("[data-cell]");
    const text = event.clipboardData.getData("text/plain");
    if (text.length > MOST_CHARACTERS) {
      event.preventDefault();
      editor.trouble.say(tooLong(text));
      return;
    }
    if (!cell || !/[\t\n]/.test(text.trimEnd())) return;
    if (cell.tagName === "TEXTAREA" && !("line" in cell.dataset) && !text.includes("\t")) return; // a paragraph, not a block of cells
    event.preventDefault();
    const grid = editor.sheet.gridOf(cell.closest("[data-row]").dataset.row);
    const problem = paste(grid, cell, text);
    if (problem) editor.trouble.say(problem);
    else {
      editor.trouble.clear();
      editor.commit();
      editor.status.textContent = "Pasted.";
    }
  });
}

function tooLong(text) {
  const size = (text.length / 1_000_000).toFixed(0);
  return `That is ${size} million characters, more than one artefact can hold. Nothing was pasted. Copy fewer rows.`;
}

/** Fill the grid; an explanation, with nothing changed, when the block does not fit. */
function paste(grid, cell, text) {
  const lines = parse(text);
  const first = grid.rows.indexOf(cell.closest("[data-row]"));
  if (first + lines.length > grid.mostRows) {
    const rows = lines.length.toLocaleString("en-GB");
    return `That is ${rows} rows; there can be ${grid.mostRows} ${grid.nouns} here. Nothing was pasted. Copy fewer rows.`;
  }
  const keys = [...cell.closest("[data-row]").querySelectorAll("[data-cell]")]
    .filter((each) => !each.closest("[hidden]"))
    .map((each) => each.dataset.cell);
  const start = keys.indexOf(cell.dataset.cell);
  while (grid.rows.length < first + lines.length) grid.operate("add");
  lines.forEach((values, index) => {
    const row = grid.rows[first + index];
    values.slice(0, keys.length - start).forEach((value, offset) => {
      fill(row.querySelector(`[data-cell="${keys[start + offset]}"]`), value.trim());
    });
  });
  return "";
}

function fill(cell, value) {
  if (cell.tagName === "SELECT") {
    const option = [...cell.options].find((each) => each.text.toLowerCase() === value.toLowerCase());
    setValue(cell, option ? option.value : value.toLowerCase());
  } else cell.value = value;
}

/** Spreadsheets quote a cell that holds a line break or a tab, and double the quotes inside it. */
export function parse(text) {
  const lines = [[""]];
  let isQuoted = false;
  const body = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  for (let at = 0; at < body.length; at += 1) {
    const letter = body[at];
    const line = lines.at(-1);
    if (isQuoted && letter === '"' && body[at + 1] === '"') {
      line[line.length - 1] += '"';
      at += 1;
    } else if (isQuoted && letter === '"') isQuoted = false;
    else if (!isQuoted && letter === '"' && line.at(-1) === "") isQuoted = true;
    else if (!isQuoted && letter === "\t") line.push("");
    else if (!isQuoted && letter === "\n") lines.push([""]);
    else line[line.length - 1] += letter;
  }
  return lines;
}
