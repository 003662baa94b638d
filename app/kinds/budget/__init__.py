"""Budget: packages with their costs and earned value, marked by working out where they lead."""

from __future__ import annotations

from pathlib import Path

from app.kinds import csv_files, sheets
from app.kinds.base import ArtefactKind
from app.kinds.budget import figures
from app.kinds.budget.analysis import BudgetAnalysis, analyse
from app.kinds.budget.checks import CHECKS
from app.kinds.budget.columns import EDITOR
from app.kinds.budget.payload import Budget, BudgetBrief
from app.kinds.budget.pictures import pictures


def read_csv(content: bytes, keep: Budget) -> Budget:
    """The table that a CSV's headings fit best, in place of the one in `keep`. Raises `Unreadable`."""
    return sheets.validated(keep, csv_files.read_into(EDITOR, content, keep.model_dump(mode="json")))


KIND: ArtefactKind[Budget, BudgetBrief, BudgetAnalysis] = ArtefactKind(
    key="budget",
    title="Budget report",
    duty=10,
    version=1,
    engine_version="1",
    payload=Budget,
    brief=BudgetBrief,
    editor=EDITOR,
    analyse=analyse,
    checks=CHECKS,
    measures=figures.measures,
    row_outputs=figures.row_outputs,
    facts=figures.facts,
    pictures=pictures,
    figures=figures.figures,
    importers={"csv": read_csv, "xlsx": sheets.reader(EDITOR)},
    exporters={"xlsx": sheets.writer(EDITOR)},
    folder=Path(__file__).parent,
)
