"""Business case: a draft reviewed and its options appraised again, marked by working out what their flows are worth."""

from __future__ import annotations

from pathlib import Path

from app.kinds.base import ArtefactKind
from app.kinds.business_case.analysis import Review, analyse
from app.kinds.business_case.checks import CHECKS
from app.kinds.business_case.columns import EDITOR
from app.kinds.business_case.figures import facts, figures, measures, row_outputs
from app.kinds.business_case.files import from_csv, from_xlsx, to_xlsx
from app.kinds.business_case.payload import BusinessCase, BusinessCaseBrief
from app.kinds.business_case.pictures import pictures

KIND: ArtefactKind[BusinessCase, BusinessCaseBrief, Review] = ArtefactKind(
    key="business_case",
    title="Business case review",
    duty=2,
    version=1,
    engine_version="1",
    payload=BusinessCase,
    brief=BusinessCaseBrief,
    editor=EDITOR,
    analyse=analyse,
    checks=CHECKS,
    measures=measures,
    row_outputs=row_outputs,
    facts=facts,
    pictures=pictures,
    figures=figures,
    importers={"csv": from_csv, "xlsx": from_xlsx},
    exporters={"xlsx": to_xlsx},
    folder=Path(__file__).parent,
)
