"""Change log: requests assessed by applying each to schedule and budget, and a control chart with its signals."""

from __future__ import annotations

from pathlib import Path

from app.kinds import sheets
from app.kinds.base import ArtefactKind
from app.kinds.changes.analysis import Log, analyse
from app.kinds.changes.checks import CHECKS
from app.kinds.changes.columns import EDITOR
from app.kinds.changes.figures import facts, figures, measures, row_outputs
from app.kinds.changes.files import read_csv
from app.kinds.changes.payload import ChangeLog, ChangesBrief
from app.kinds.changes.pictures import pictures

KIND: ArtefactKind[ChangeLog, ChangesBrief, Log] = ArtefactKind(
    key="changes",
    title="Change log",
    duty=12,
    version=1,
    engine_version="1",
    payload=ChangeLog,
    brief=ChangesBrief,
    editor=EDITOR,
    analyse=analyse,
    checks=CHECKS,
    measures=measures,
    row_outputs=row_outputs,
    facts=facts,
    pictures=pictures,
    figures=figures,
    importers={"csv": read_csv, "xlsx": sheets.reader(EDITOR)},
    exporters={"xlsx": sheets.writer(EDITOR)},
    folder=Path(__file__).parent,
)
