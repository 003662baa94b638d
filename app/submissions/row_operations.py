"""What the buttons of the editor do to its rows when there is no script: pure functions from payload to payload."""

from __future__ import annotations

from typing import Any

from app.kinds.editor import Editor, Grid


def apply(editor: Editor, payload: dict[str, Any], operation: str) -> tuple[dict[str, Any], str]:
    """The payload after an operation (`add:risks`, `insert:R3`, `delete:R3`, `up:R3`, `down:R3`), and the ref to show.

    An operation on a row that is not there changes nothing: the button was pressed on an old page.
    """
    verb, _, ref = operation.partition(":")
    if verb == "add":
        return _added(editor, payload, ref)
    if (grid := editor.grid_of(payload, ref)) is None:
        return payload, ""
    rows = grid.rows(payload)
    place = next(index for index, row in enumerate(rows) if row["ref"] == ref)
    if verb == "insert":
        new = grid.next_ref(rows)
        return _with(grid, payload, [*rows[: place + 1], grid.blank_row(new), *rows[place + 1 :]]), new
    if verb == "delete":
        left = rows[:place] + rows[place + 1 :]
        neighbour = left[min(place, len(left) - 1)]["ref"] if left else ""
        return _with(grid, payload, left), neighbour
    if verb in {"up", "down"}:
        return _with(grid, payload, _moved(rows, place, -1 if verb == "up" else 1)), ref
    return payload, ""


def _added(editor: Editor, payload: dict[str, Any], key: str) -> tuple[dict[str, Any], str]:
    """A new row at the end of the grid of this key; a key that no grid has changes nothing."""
    if key and key not in {grid.key for grid in editor.grids}:
        return payload, ""
    grid = editor.grid_called(key)
    rows = grid.rows(payload)
    new = grid.next_ref(rows)
    return _with(grid, payload, [*rows, grid.blank_row(new)]), new


def _moved(rows: list[dict[str, str]], place: int, by: int) -> list[dict[str, str]]:
    target = place + by
    if 0 <= target < len(rows):
        rows[place], rows[target] = rows[target], rows[place]
    return rows


def _with(grid: Grid, payload: dict[str, Any], rows: list[dict[str, str]]) -> dict[str, Any]:
    return payload | {grid.key: rows}
