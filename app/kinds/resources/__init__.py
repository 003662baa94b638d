"""Resource plan: who and what the schedule takes, levelled, costed, and with one who answers for each piece of work."""

from __future__ import annotations

from pathlib import Path

from app.kinds import sheets
from app.kinds.base import ArtefactKind
from app.kinds.resources import figures, files
from app.kinds.resources.analysis import PlanAnalysis, analyse
from app.kinds.resources.checks import CHECKS
from app.kinds.resources.columns import EDITOR
from app.kinds.resources.payload import ResourcePlan, ResourcesBrief
from app.kinds.resources.pictures import pictures

KIND: ArtefactKind[ResourcePlan, ResourcesBrief, PlanAnalysis] = ArtefactKind(
    key="resources",
    title="Resource plan",
    duty=6,
    version=1,
    engine_version="1",
    payload=ResourcePlan,
    brief=ResourcesBrief,
    editor=EDITOR,
    analyse=analyse,
    checks=CHECKS,
    measures=figures.measures,
    row_outputs=figures.row_outputs,
    facts=figures.facts,
    pictures=pictures,
    figures=figures.figures,
    importers={"csv": files.from_csv, "xlsx": sheets.reader(EDITOR)},
    exporters={"xlsx": sheets.writer(EDITOR)},
    analysers={"sm": files.from_psplib},
    folder=Path(__file__).parent,
)
