"""Whatever is typed, in whatever combination, a report is read, marked and drawn."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.kinds.base import Unreadable
from app.kinds.budget import KIND
from app.kinds.budget.payload import Budget, BudgetBrief, Cause, Measure, Method, ReportAs
from tests.engines.properties import steadily
from tests.kinds.budget.hall import BRIEF, report

CELLS = st.sampled_from(
    [
        "",
        " ",
        "0",
        "1",
        "-1",
        "(250)",
        "24,000",
        "1,000,000,000",
        "50%",
        "100%",
        "0.97",
        "n/a",
        "NaN",
        "1e400",
        "1" + "0" * 30,
        "=1+1",
        "<b>x</b>",
        "1753-01-01",
        "9999-12-31",
        "30 Apr 2028",
        "Jan 2000",
        "Dec 2199",
        "Roof",
        "design and roof",
        "L1",
        "Contingency",
        "opening balance",
        *Cause,
        *Method,
        *ReportAs,
        *Measure,
        "CPI is 3.2 and the forecast outturn is £5, with £7 a day. " * 8,
    ]
)


@st.composite
def payloads(draw: st.DrawFn) -> dict[str, Any]:
    """The report of the hall with some of its cells, rows and tables put out of order."""
    content = report()
    for key, value in content.items():
        if isinstance(value, str):
            content[key] = draw(CELLS) if draw(st.booleans()) else value
            continue
        rows = value[: draw(st.integers(0, len(value)))]
        for row in rows:
            for column in row:
                if draw(st.integers(0, 3)) == 0:
                    row[column] = draw(CELLS)
    return content


@steadily
@given(payloads())
def test_nothing_that_can_be_typed_stops_it(content):
    payload = Budget.model_validate(content)
    for brief in (BRIEF, BudgetBrief()):
        analysis = KIND.analyse(payload, brief)
        KIND.judge(analysis, brief)
        KIND.row_outputs(analysis)
        KIND.facts(analysis, brief)
        KIND.measures(analysis, brief)
        assert all(picture.rows for picture in KIND.pictures(analysis, brief))
    with suppress(Unreadable):
        KIND.figures(payload)
