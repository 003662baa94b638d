"""A small editor of no kind, for tests of what all kinds share."""

from __future__ import annotations

from app.kinds.editor import CellKind, Choice, Column, Editor, Grid

GRID = Grid(
    key="boats",
    noun="boat",
    nouns="boats",
    ref_prefix="B",
    most_rows=4,
    columns=(
        Column("name", "Name", aliases=("Vessel", "Boat name")),
        Column("length", "Length in metres", CellKind.WHOLE),
        Column(
            "berth", "Berth", CellKind.CHOICE, choices=(Choice("north", "North quay"), Choice("south", "South quay"))
        ),
        Column("notes", "Notes", CellKind.LONG),
    ),
)
EDITOR = Editor((GRID,), fields=(Column("harbour", "Harbour"), Column("rules", "Rules", CellKind.LONG)))


def boat(ref: str = "B1", **cells: str) -> dict[str, str]:
    return GRID.blank_row(ref) | cells
