"""Risk registers as CSV, in our own columns or those of somebody else's register."""

from __future__ import annotations

from collections.abc import Mapping

from app.kinds import csv_files
from app.kinds.base import Unreadable
from app.kinds.editor import CellKind
from app.kinds.risks.columns import GRID
from app.kinds.risks.payload import Response, RiskRegister, RiskRow

#: As the payload has it, which would refuse the whole file without saying where.
LONGEST_CELL, LONGEST_TEXT = 1000, 10_000
LONGEST_REF = 20
#: What other registers call the same things: among them the four Ts (terminate, transfer, treat, tolerate).
_OTHER_WORDS: Mapping[str, Mapping[str, str]] = {
    "type": {"risk": "threat", "t": "threat", "negative": "threat", "o": "opportunity", "positive": "opportunity"},
    "response": {
        "terminate": Response.AVOID,
        "treat": Response.REDUCE,
        "mitigate": Response.REDUCE,
        "mitigation": Response.REDUCE,
        "tolerate": Response.ACCEPT,
        "retain": Response.ACCEPT,
    },
}


def read_csv(content: bytes, keep: RiskRegister) -> RiskRegister:
    """A register from a CSV, with the contingency of `keep`, which a CSV has no place for. Raises `Unreadable`."""
    rows = csv_files.read_rows(GRID, content)
    for line, row in enumerate(rows, start=2):
        row["ref"] = _plain(row["ref"], line)
        for column in GRID.columns:
            most = LONGEST_TEXT if column.kind is CellKind.LONG else LONGEST_CELL
            if (length := len(row[column.key])) > most:
                raise Unreadable(f"{row['ref']}, {column.label}: {length:,} characters; there can be {most:,}", line)
        for key, others in _OTHER_WORDS.items():
            row[key] = others.get(row[key].lower(), row[key])
    refs = [row["ref"] for row in rows]
    if twice := next((ref for ref in refs if refs.count(ref) > 1), ""):
        raise Unreadable(f"reference {twice} is there twice; give each row its own", refs.index(twice) + 2)
    return keep.model_copy(update={"risks": tuple(RiskRow(**row) for row in rows)})


def _plain(ref: str, line: int) -> str:
    """`R-01` as `R01`: a reference is part of addresses on the page, so only letters and figures are kept."""
    plain = "".join(letter for letter in ref if letter.isalnum())
    if not plain or len(plain) > LONGEST_REF:
        raise Unreadable(f"“{ref[:40]}” cannot be a reference; use letters and figures, such as R1", line)
    return plain


def write_csv(register: RiskRegister) -> bytes:
    """The rows, with choices as the words on the page."""
    return csv_files.write_rows(GRID, ({**row.model_dump(), **_choices(row)} for row in register.risks))


def _choices(row: RiskRow) -> dict[str, str]:
    columns = [column for column in GRID.columns if column.kind is CellKind.CHOICE]
    typed = {column.key: getattr(row, column.key) for column in columns}
    labels = {column.key: {each.key: each.label for each in column.choices} for column in columns}
    return {key: labels[key].get(text, text) for key, text in typed.items()}
