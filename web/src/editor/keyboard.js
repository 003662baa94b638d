// Keys of the editor. Tab always leaves a cell; nothing traps the keyboard.

export function bindKeyboard(editor) {
  editor.form.addEventListener("keydown", (event) => {
    const cell = event.target.closest("[data-cell]");
    const undoes = (event.ctrlKey || event.metaKey) && !event.altKey && /^[zy]$/i.test(event.key);
    if (undoes && !isBeingTyped(editor, cell)) {
      event.preventDefault();
      if (event.key.toLowerCase() === "y" || event.shiftKey) editor.redo();
      else editor.undo();
      return;
    }
    if (!cell) return;
    const wish = wishOf(event, cell);
    if (!wish) return;
    event.preventDefault();
    wish(editor, editor.sheet.place(cell));
  });
}

/** While the words of one cell are being typed, the browser's own undo is the better one. */
function isBeingTyped(editor, cell) {
  return Boolean(cell) && JSON.stringify(editor.sheet.read()) !== JSON.stringify(editor.undoStack.current);
}

function wishOf(event, cell) {
  const isLine = cell.tagName === "INPUT" || "line" in cell.dataset;
  const control = event.ctrlKey || event.metaKey;
  if (event.key === "Enter" && control) return (editor, { ref }) => operate(editor, `insert:${ref}`);
  if (event.key === "Enter" && isLine && !event.altKey) return goDownOrAdd;
  if (event.altKey && event.key === "ArrowUp") return (editor, place) => operate(editor, `up:${place.ref}`, place.cell);
  if (event.altKey && event.key === "ArrowDown") return (editor, place) => operate(editor, `down:${place.ref}`, place.cell);
  if (event.altKey && event.key === "Delete") return (editor, place) => operate(editor, `delete:${place.ref}`, place.cell);
  if (event.key === "ArrowUp" && isLine) return (editor, place) => go(editor, place, "previousElementSibling");
  if (event.key === "ArrowDown" && isLine) return (editor, place) => go(editor, place, "nextElementSibling");
  return null;
}

function operate(editor, operation, cell) {
  editor.operate(operation, cell);
}

function go(editor, { ref, cell }, direction) {
  const other = editor.sheet.row(ref)[direction];
  if (other) editor.sheet.focus(other.dataset.row, cell);
  return Boolean(other);
}

function goDownOrAdd(editor, place) {
  if (!go(editor, place, "nextElementSibling")) editor.operate(`add:${editor.sheet.gridOf(place.ref).key}`);
}
