"""Schedule: activities, links and a calendar, marked by working out the critical path."""

from __future__ import annotations

from pathlib import Path

from app.kinds import sheets
from app.kinds.base import ArtefactKind
from app.kinds.schedule import figures, files
from app.kinds.schedule.analysis import ScheduleAnalysis, analyse
from app.kinds.schedule.checks import CHECKS
from app.kinds.schedule.columns import EDITOR
from app.kinds.schedule.mspdi import analysis as mspdi_analysis
from app.kinds.schedule.mspdi.importing import from_xml
from app.kinds.schedule.mspdi.writing import to_xml
from app.kinds.schedule.payload import Schedule, ScheduleBrief, from_version_1
from app.kinds.schedule.pictures import pictures

KIND: ArtefactKind[Schedule, ScheduleBrief, ScheduleAnalysis] = ArtefactKind(
    key="schedule",
    title="Schedule",
    duty=5,
    version=2,
    engine_version="2",
    payload=Schedule,
    brief=ScheduleBrief,
    editor=EDITOR,
    analyse=analyse,
    checks=CHECKS,
    measures=figures.measures,
    row_outputs=figures.row_outputs,
    facts=figures.facts,
    pictures=pictures,
    figures=figures.figures,
    importers={"csv": files.from_csv, "xlsx": sheets.reader(EDITOR), "xml": from_xml},
    exporters={"csv": files.to_csv, "xlsx": sheets.writer(EDITOR), "xml": to_xml},
    analysers={"xml": mspdi_analysis.analyser, "mpp": mspdi_analysis.analyser},
    folder=Path(__file__).parent,
    upgrades={1: from_version_1},
)
