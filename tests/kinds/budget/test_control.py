"""What the board hears: contingency, tolerance and the words, each check both ways."""

from __future__ import annotations

import pytest

from app.engines.rubric import Severity
from app.kinds.budget.prose_checks import MOST_TOLD
from tests.kinds.budget.hall import brief, draw, findings, report, told


class TestContingency:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"contingency_left": ""}, "contingency_left: State what is left"),
            ({"contingency_left": "18,000"}, "not the approved contingency less the movements"),
            ({"D1.amount": ""}, "D1.amount: D1 “Survey”: fill in its amount"),
            ({"D1.amount": "-4,000"}, "a draw is positive here"),
            ({"D1.amount": "9,000"}, "has not been approved, so nothing has been drawn"),
            ({"D1.amount": "3,000"}, "no approved change draws that"),
            ({"D1.approved_by": ""}, "D1.approved_by: D1 “Survey”: say who approved it"),
            ({"D1.approved_by": "The roofer"}, "that is not who approved it"),
            ({"drawdown": []}, "Not every approved draw is listed"),
            ({"D1.approved_on": "1 May 2028"}, "D1.approved_on: D1 “Survey”: that is after the data date"),
        ],
    )
    def test_it_falls_by_approved_draws_alone(self, changes, words):
        assert words in told("contingency_apart", **changes)

    def test_a_draw_without_a_date_is_weak(self):
        (finding,) = findings("contingency_apart", **{"D1.approved_on": ""})
        assert (finding.severity, finding.where) == (Severity.WEAKNESS, "D1.approved_on")

    def test_a_draw_listed_twice_is_told(self):
        twice = [*report()["drawdown"], draw("D2", "", "", "4,000", "Trustees")]
        assert "that draw is there twice" in told("contingency_apart", drawdown=twice, contingency_left="10,000")

    def test_a_row_with_the_opening_sum_is_no_draw(self):
        rows = [draw("D0", "", "Opening balance", "18,000", ""), *report()["drawdown"]]
        assert not findings("contingency_apart", drawdown=rows)


class TestException:
    def test_a_forecast_outside_tolerance_goes_up_as_one(self):
        assert "outside the tolerance" in told("exception_reported", report_as="within")

    def test_one_inside_does_not(self):
        assert "within the tolerance, so there is no exception" in told("exception_reported", brief(tolerance=[10, 10]))
        assert not findings("exception_reported", brief(tolerance=[10, 10]), report_as="within")

    def test_far_below_is_one_too(self):
        assert "outside the tolerance" in told("exception_reported", forecast="200,000", report_as="within")

    def test_it_is_said_in_one_way_or_the_other(self):
        assert "Say how this is reported" in told("exception_reported", report_as="")

    @pytest.mark.parametrize("changes", [{"forecast": ""}, {"L2.rest": ""}, {"lines": []}])
    def test_without_the_figures_it_cannot_be_said(self, changes):
        assert "forecast: A tolerance needs every package's figures" in told("exception_reported", **changes)

    def test_a_statement_that_does_not_name_it_is_weak(self):
        (finding,) = findings("exception_reported", statement="All is well with the hall.")
        assert (finding.severity, finding.where) == (Severity.WEAKNESS, "statement")


class TestStatement:
    long = " We ask the trustees on 9 May to accept it or to name a saving, and to say by then which of the two it is."

    @pytest.mark.parametrize(
        ("statement", "words"),
        [
            ("It is dear.", "Write the statement"),
            ("CPI is 1.02 and the forecast outturn is £250,200.", "1.02 is not what your tables give for “CPI”"),
            ("The forecast outturn is £243,000.", "£243,000 is not what your tables give"),
            ("Contingency left is £18,500. The forecast is £250,200.", "£18,500 is not what"),
        ],
    )
    def test_it_quotes_the_tables(self, statement, words):
        text = statement if len(statement) < 20 else statement + self.long
        assert words in told("prose_agrees", statement=text)

    @pytest.mark.parametrize(
        "statement",
        [
            "The forecast outturn is £10,200 over the current budget, at £250,200.",
            "The forecast outturn of £250,200 follows from it. The outturn rises as the gang costs £75 a day more.",
            "The forecast outturn is about £250k; CPI 0.94, SPI 0.91, SPI(t) 0.94.",
            "Cost variance is £8,200 adverse, the roof £6,600 of it. The forecast outturn of £250,200 passes £247,200.",
        ],
    )
    def test_sums_between_the_tables_are_true(self, statement):
        assert not findings("prose_agrees", statement=statement + self.long)

    def test_of_very_many_wrong_figures_some_are_told(self):
        said = [each for each in findings("prose_agrees", statement="CPI is 9.9. " * 200) if "CPI" in each.message]
        assert len(said) == MOST_TOLD

    def test_another_sum_in_place_of_the_forecast_is_wrong(self):
        (finding,) = findings("prose_agrees", statement="The outturn will be £240,000, as approved." + self.long)
        assert (finding.severity, finding.where) == (Severity.FAULT, "statement")

    def test_the_budget_beside_the_forecast_is_no_slip(self):
        statement = "The outturn is £250,200. Against it the outturn that was approved is £240,000." + self.long
        assert not findings("prose_agrees", statement=statement)

    def test_how_far_the_forecast_lies_above_the_budget_is_true_by_itself(self):
        (finding,) = findings("prose_agrees", statement="The outturn is £10,200 over what was approved." + self.long)
        assert finding.severity is Severity.WEAKNESS

    def test_a_statement_without_the_forecast_is_weak(self):
        (finding,) = findings("prose_agrees", statement="The hall goes on." + self.long)
        assert finding.severity is Severity.WEAKNESS

    def test_without_totals_only_what_is_stated_is_held_against_it(self):
        said = told("prose_agrees", statement="CPI is 1.02. The forecast outturn is £1." + self.long, **{"L2.rest": ""})
        assert "1.02" not in said
        assert "£1 is not" in told(
            "prose_agrees", statement="The forecast outturn is £1." + self.long, **{"L2.budget": ""}
        )
        assert "£1 is not" in said
