"""What is typed, and what is said of what cannot be read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from time import process_time

import pytest

from app.kinds.budget import KIND, cells
from app.kinds.budget.analysis import months_between
from app.kinds.budget.cells import MonthOf
from app.kinds.budget.payload import Budget
from app.kinds.schedule.cells import NotRead
from tests.kinds.budget.hall import BRIEF, analysis, draw, line, report


@pytest.mark.parametrize(
    ("text", "amount"),
    [("£4,200", 4200), ("-4200", -4200), ("(4,200)", -4200), ("£-4,200", -4200), ("−£4k", -4000), ("+1.50", "1.5")],
)
def test_pounds_with_a_sign(text, amount):
    assert cells.signed_pounds(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["", "=SUM(A1)", "NaN", "inf", "1e400", "1" + "0" * 30, "12,00", "<b>1</b>", "1" * 400, "2,000,000,000"]
)
def test_what_is_no_amount_is_refused_in_a_sentence(text):
    with pytest.raises(NotRead) as refused:
        cells.signed_pounds(text)
    assert len(str(refused.value)) < 140


def test_less_than_nothing_is_refused_where_it_makes_no_sense():
    with pytest.raises(NotRead, match="is negative"):
        cells.pounds("-1")


@pytest.mark.parametrize(
    ("text", "value"),
    [("60%", Fraction(3, 5)), ("62.5 %", Fraction(5, 8)), ("100 per cent", Fraction(1)), ("12,000", Decimal(12000))],
)
def test_earned_is_a_share_or_pounds(text, value):
    read = cells.share_or_pounds(text)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize("text", ["101%", "-5%", "1,0%", "half a per cent", "%"])
def test_what_is_no_share_is_refused(text):
    with pytest.raises(NotRead, match="not a share"):
        cells.share_or_pounds(text)


@pytest.mark.parametrize(
    ("text", "value"), [("0.97", "0.97"), (".97", "0.97"), ("−0.12", "-0.12"), ("5.88 months", "5.88"), ("+2", "2")]
)
def test_an_index(text, value):
    assert cells.index(text) == Decimal(value)


@pytest.mark.parametrize("text", ["0,97", "97%", "1e9", "999999999", "nan", "about 1"])
def test_what_is_no_index_is_refused(text):
    with pytest.raises(NotRead, match="not a number"):
        cells.index(text)


@pytest.mark.parametrize(
    "text",
    ["Jun 2027", "June 2027", "june-27", "Jun '27", "2027-06", "2027-06-30", "06/2027", "30/06/2027", "30 Jun 2027"],
)
def test_a_month_in_many_ways(text):
    assert cells.month(text) == MonthOf(2027, 6)


@pytest.mark.parametrize("text", ["Jun", "2027", "13/2027", "Jux 2027", "Jun 1753", "12/9999", "=1+1", "June" * 300])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(NotRead, match="not a month"):
        cells.month(text)


def test_months_in_words_and_numbers():
    assert str(MonthOf(2027, 9)) == "Sep 2027"
    assert MonthOf(2027, 12).last_day == date(2027, 12, 31)
    assert MonthOf(2028, 2).last_day == date(2028, 2, 29)
    assert months_between(MonthOf(2027, 1), date(2027, 6, 30)) == 6
    assert months_between(MonthOf(2027, 1), date(2027, 6, 15)) == Fraction(11, 2)
    assert months_between(MonthOf(2027, 6), date(2027, 4, 30)) == -1
    assert months_between(None, date(2027, 4, 30)) == 0


@pytest.mark.parametrize(
    ("changes", "where", "words"),
    [
        ({"L2.budget": "lots"}, "L2.budget", "L2, Budget: “lots” is not an amount"),
        ({"L2.earned": "120%"}, "L2.earned", "L2, Earned, £ or %: “120%” is not a share"),
        ({"L2.invoiced": "-5"}, "L2.invoiced", "is negative"),
        ({"M3.month": ""}, "M3.month", "M3, Month: it has no month"),
        ({"M3.month": "March"}, "M3.month", "is not a month"),
        ({"C2.cause": "weather"}, "C2.cause", "“weather” is not on the list"),
        ({"D1.approved_on": "soon"}, "D1.approved_on", "is not a date"),
        ({"K2.value": "high"}, "K2.value", "is not a number"),
        ({"K1.value": "high"}, "K1.value", "is not an amount"),
        ({"K1.measure": ""}, "K1.measure", "say which measure it is"),
        ({"data_date": "1753-01-01"}, "data_date", "Data date:"),
        ({"method": "guess"}, "method", "Estimate at completion by: “guess” is not on the list"),
        ({"contingency_left": "1e400"}, "contingency_left", "Contingency left: “1e400” is not an amount"),
    ],
)
def test_a_problem_stands_at_its_cell(changes, where, words):
    (problem,) = analysis(**changes).problems
    assert problem.where == where
    assert words in problem.message


def test_a_share_of_a_budget_that_is_missing_is_missing():
    assert analysis(**{"L2.budget": ""}).missing == ("L2",)


def test_references_are_needed_and_differ():
    rows = [draw("D1", "", "a", "1", ""), draw("D1", "", "b", "1", ""), draw(" ", "", "c", "1", "")]
    said = [each.message for each in analysis(drawdown=rows).problems]
    assert said == [
        "D1: two rows are called that. Delete one and add it again.",
        "A row of movements of contingency has no reference. Delete it and add it again.",
    ]


class TestBlank:
    def blank(self, **content):
        return analysis(**{key: "" for key in report() if isinstance(report()[key], str)} | TABLES | content).is_blank

    def test_names_months_measures_and_a_date_are_not_a_report(self):
        assert self.blank(
            data_date="30 Apr 2028",
            lines=[line("L1", "Roof", *[""] * 7)],
            months=[{"ref": "M1", "month": "Jan 2028"}],
            measures=[{"ref": "K1", "measure": "cpi", "value": " "}],
        )

    @pytest.mark.parametrize(
        "content",
        [
            {"statement": "We are over."},
            {"lines": [line("L1", "Roof", "1", *[""] * 6)]},
            {"measures": [{"ref": "K1", "measure": "cpi", "value": "1"}]},
        ],
    )
    def test_anything_more_is(self, content):
        assert not self.blank(**content)


TABLES = {"lines": [], "months": [], "causes": [], "drawdown": [], "measures": []}


class TestWhatACauseSpeaksOf:
    @pytest.mark.parametrize("package", ["L2", "l2", "Roof", "roof", "the roof and its bays", "WP2", "wp 02 something"])
    def test_a_row_by_reference_name_code_or_words(self, package):
        read = analysis(**{"C2.package": package, "L2.package": "WP2 Roof" if "wp" in package.lower() else "Roof"})
        assert read.line_of(read.read.causes[1]) is read.lines[1]

    @pytest.mark.parametrize("package", ["", "roof and heating", "WP9"])
    def test_nothing_when_it_could_be_none_or_several(self, package):
        read = analysis(**{"C2.package": package})
        assert read.line_of(read.read.causes[1]) is None


def test_a_curve_with_a_gap_or_a_fall_is_none():
    assert len(analysis().curve) == 8
    for changes in ({"M3.month": ""}, {"M3.planned": "1"}, {"M3.planned": ""}, {"months": []}):
        broken = analysis(**changes)
        assert (broken.curve, broken.schedule) == ((), None)


def test_earned_schedule_needs_a_date_after_the_beginning():
    assert analysis(data_date="").schedule is None
    assert analysis(data_date="30 Nov 2027").schedule is None
    assert analysis(data_date="15 Apr 2028").schedule.at == Fraction(7, 2)


def test_everything_may_be_absurd_at_once():
    cell = "=cmd|' /C calc'!A0 <script>" + "9" * 900
    content = report()
    for table in ("lines", "months", "causes", "drawdown", "measures"):
        content[table] = [
            {key: value if key == "ref" else cell for key, value in row.items()} for row in content[table]
        ]
    read = analysis(**content)
    assert len(read.problems) > 40
    assert all(len(each.message) < 400 for each in read.problems)
    assert Budget.model_validate(content)


def test_a_report_far_too_long_takes_no_time_that_anybody_notices():
    content = report()
    content["lines"] = [line(f"L{n}", f"WP{n} words " * 60, "9", "9", "9", "9", "9", "9", "9") for n in range(1, 201)]
    content["causes"] = [
        {"ref": f"C{n}", "package": "roof " * 100, "cause": "rate", "amount": "-1", "explanation": "why " * 2_000}
        for n in range(200)
    ]
    content["statement"] = "CPI 0.97 and the forecast outturn £1. " * 250
    content["differences"] = content["reason"] = "the trend goes on " * 500
    begun = process_time()
    assert not KIND.mark(Budget.model_validate(content), BRIEF).is_blank
    assert process_time() - begun < 4
