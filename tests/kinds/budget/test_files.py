from __future__ import annotations

import pytest

from app.kinds.base import Unreadable
from app.kinds.budget import KIND, read_csv
from app.kinds.budget.payload import Budget
from tests.kinds.budget.hall import report

REPORT = Budget.model_validate(report())


def test_a_csv_goes_into_the_table_whose_headings_it_has():
    headings = b"Work package,BAC,PV,% complete,Ledger,Accruals,Commitments,ETC\n"
    content = headings + b"Roof,96000,72000,62.5%,42000,24600,20000,18000\n"
    read = read_csv(content, REPORT)
    assert [(row.package, row.earned, row.rest) for row in read.lines] == [("Roof", "62.5%", "18000")]
    assert read.months == REPORT.months

    read = read_csv(b"Period,PV,EV,AC\nJan 2028,14000,13000,13400\n", REPORT)
    assert [(row.month, row.actual) for row in read.months] == [("Jan 2028", "13400")]
    assert read.lines == REPORT.lines


def test_a_cell_that_is_too_long_is_refused():
    with pytest.raises(Unreadable, match="longer than can be kept"):
        read_csv(b"Period,PV,EV,AC\nJan 2028," + b"9" * 2000 + b",1,1\n", REPORT)


def test_a_workbook_gives_back_what_was_written():
    content = KIND.exporters["xlsx"](REPORT)
    assert KIND.importers["xlsx"](content, Budget()) == REPORT
