"""Stakeholders: a register on the power and interest grid, and the plan of who hears what, from whom and how often."""

from __future__ import annotations

from pathlib import Path

from app.kinds import sheets
from app.kinds.base import ArtefactKind
from app.kinds.stakeholders.analysis import Plan, analyse
from app.kinds.stakeholders.checks import CHECKS
from app.kinds.stakeholders.columns import EDITOR
from app.kinds.stakeholders.figures import facts, figures, measures, row_outputs
from app.kinds.stakeholders.files import read_csv, read_xlsx
from app.kinds.stakeholders.key import StakeholdersBrief
from app.kinds.stakeholders.payload import StakeholderPlan
from app.kinds.stakeholders.pictures import pictures

KIND: ArtefactKind[StakeholderPlan, StakeholdersBrief, Plan] = ArtefactKind(
    key="stakeholders",
    title="Stakeholders and communications",
    duty=3,
    version=1,
    engine_version="1",
    payload=StakeholderPlan,
    brief=StakeholdersBrief,
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
