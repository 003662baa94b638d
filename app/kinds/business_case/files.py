"""Reviews as spreadsheets: a sheet for each grid, the fields, and an appraisal whose figures are live formulas."""

from __future__ import annotations

import io

from app.kinds import csv_files, sheets
from app.kinds.business_case import appraisal_sheet
from app.kinds.business_case.analysis import analyse
from app.kinds.business_case.columns import EDITOR
from app.kinds.business_case.payload import BusinessCase, BusinessCaseBrief


def to_xlsx(case: BusinessCase) -> bytes:
    """The rows as text, as typed, and the appraisal beside them. Nothing typed can run as a formula."""
    content = io.BytesIO()
    with sheets.workbook(content) as book:
        sheets.add_sheets(book, EDITOR, case.model_dump(mode="json"))
        appraisal_sheet.add_sheet(book, analyse(case, BusinessCaseBrief()))
    return content.getvalue()


def from_xlsx(content: bytes, case: BusinessCase) -> BusinessCase:
    """The grids and fields of a workbook; its appraisal is worked out again, so what stands there is not read."""
    return sheets.validated(case, sheets.read(EDITOR, content, case.model_dump(mode="json")))


def from_csv(content: bytes, case: BusinessCase) -> BusinessCase:
    """The rows of one grid, the one whose headings fit best; all else is kept. Raises `Unreadable` with the line."""
    return sheets.validated(case, csv_files.read_into(EDITOR, content, case.model_dump(mode="json")))
