"""Risk register: threats and opportunities with their responses, marked by working out what they are worth."""

from __future__ import annotations

from pathlib import Path

from app.kinds import sheets
from app.kinds.base import ArtefactKind
from app.kinds.risks.analysis import Register, analyse
from app.kinds.risks.checks import CHECKS
from app.kinds.risks.columns import EDITOR
from app.kinds.risks.figures import facts, figures, measures, row_outputs
from app.kinds.risks.files import read_csv, write_csv
from app.kinds.risks.payload import RiskRegister, RisksBrief, from_version_1
from app.kinds.risks.pictures import pictures

KIND: ArtefactKind[RiskRegister, RisksBrief, Register] = ArtefactKind(
    key="risks",
    title="Risk register",
    duty=8,
    version=2,
    engine_version="2",
    payload=RiskRegister,
    brief=RisksBrief,
    editor=EDITOR,
    analyse=analyse,
    checks=CHECKS,
    measures=measures,
    row_outputs=row_outputs,
    facts=facts,
    pictures=pictures,
    figures=figures,
    importers={"csv": read_csv, "xlsx": sheets.reader(EDITOR)},
    exporters={"csv": write_csv, "xlsx": sheets.writer(EDITOR)},
    folder=Path(__file__).parent,
    upgrades={1: from_version_1},
)
