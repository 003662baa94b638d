"""Performance report: measures worked out from raw records, with the faults in the data and what they mean, marked by
working them out again."""

from __future__ import annotations

from pathlib import Path

from app.kinds import sheets
from app.kinds.base import ArtefactKind
from app.kinds.performance.analysis import Report, analyse
from app.kinds.performance.checks import CHECKS
from app.kinds.performance.columns import EDITOR
from app.kinds.performance.figures import facts, figures, measures, row_outputs
from app.kinds.performance.files import read_csv, read_xlsx
from app.kinds.performance.key import PerformanceBrief
from app.kinds.performance.payload import PerformanceReport
from app.kinds.performance.pictures import pictures

KIND: ArtefactKind[PerformanceReport, PerformanceBrief, Report] = ArtefactKind(
    key="performance",
    title="Performance report",
    duty=11,
    version=1,
    engine_version="1",
    payload=PerformanceReport,
    brief=PerformanceBrief,
    editor=EDITOR,
    analyse=analyse,
    checks=CHECKS,
    measures=measures,
    row_outputs=row_outputs,
    facts=facts,
    pictures=pictures,
    figures=figures,
    importers={"csv": read_csv, "xlsx": read_xlsx},
    exporters={"xlsx": sheets.writer(EDITOR)},
    folder=Path(__file__).parent,
)
