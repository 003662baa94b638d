from __future__ import annotations

from decimal import Decimal

import pytest

from app.kinds.base import Unreadable
from app.kinds.budget.figures import facts, figures, measures, row_outputs
from app.kinds.budget.payload import Budget, BudgetBrief
from tests.kinds.budget.hall import BRIEF, analysis, line, report


def outputs(**changes):
    return {ref: output.cells for ref, output in row_outputs(analysis(**changes)).items()}


class TestRows:
    def test_a_package(self):
        assert outputs()["L2"] == {
            "actual": "£66,600",
            "cv": "−£6,600",
            "cpi": "0.90",
            "forecast": "£104,600",
            "variance": "−£8,600",
            "share": "−9.0%",
        }
        assert row_outputs(analysis())["L2"].flag == "over"
        assert row_outputs(analysis())["L3"].flag == ""

    def test_what_cannot_be_worked_out_is_left_blank(self):
        assert outputs(**{"L2.earned": "", "L2.rest": ""})["L2"] == {"actual": "£66,600", "cv": ""}
        assert "variance" not in outputs(**{"L3.budget": ""})["L3"]

    def test_a_ratio_to_nothing_is_not_applicable(self):
        free = outputs(lines=[line("L1", "Gift", "0", "0", "0", "", "", "", "0")])["L1"]
        assert (free["cpi"], free["share"]) == ("n/a", "n/a")

    def test_a_month_shows_what_was_planned_in_it(self):
        assert outputs()["M3"] == {"in_month": "£42,000"}
        assert "M3" not in outputs(**{"M3.planned": ""})

    def test_causes_count_down(self):
        shown = outputs()
        assert shown["C2"] == {"of": "−£6,600", "left": "−£2,400"}
        assert shown["C3"] == {"of": "−£6,600", "left": "£0"}
        assert shown["C4"] == {"of": "−£12,000", "left": "£0"}

    @pytest.mark.parametrize(
        "changes",
        [{"C2.package": "?"}, {"C2.cause": ""}, {"C2.amount": ""}, {"L2.earned": ""}],
    )
    def test_a_cause_of_nothing_known_shows_nothing(self, changes):
        assert "C2" not in outputs(**changes)

    def test_a_movement_shows_the_balance(self):
        assert outputs()["D1"] == {"balance": "£14,000"}
        without_sum = analysis(BudgetBrief())
        assert "D1" not in row_outputs(without_sum)


def test_facts():
    said = {fact.label: (fact.value, fact.note) for fact in facts(analysis(), BRIEF)}
    assert said == {
        "Current budget": ("£240,000", "5 packages, without contingency"),
        "Actual cost": ("£126,200", "£89,200 invoiced, £37,000 accrued"),
        "Earned": ("£118,000", "£130,000 planned by then"),
        "Forecast by package": ("£250,200", "£10,200 over budget"),
        "Forecast outturn stated": ("£250,200", ""),
        "Contingency left": ("£14,000", "£4,000 drawn by the movements listed"),
    }


def test_facts_of_what_is_not_given():
    bare = analysis(BudgetBrief(), forecast="", contingency_left="", lines=[])
    said = {fact.label: (fact.value, fact.note) for fact in facts(bare, BudgetBrief())}
    assert said["Forecast outturn stated"] == ("Not given", "")
    assert said["Contingency left"] == ("Not given", "")
    assert said["Forecast by package"] == ("£0", "on budget")


def test_measures_leave_out_what_is_not_defined():
    known = measures(analysis(), BRIEF)
    assert (known["cpi"], known["spi_t"], known["forecast"]) == (
        Decimal("0.9350"),
        Decimal("0.9375"),
        Decimal("250200.00"),
    )
    assert "cpi" not in measures(analysis(**{"L2.rest": ""}), BRIEF)


class TestWithoutAScenario:
    def test_every_figure(self):
        worked = figures(Budget.model_validate(report()))
        assert worked["eac"] == {
            "trend": "256677.97",
            "as_budgeted": "248200.00",
            "cost_and_time": "269946.91",
            "estimate": "250200.00",
        }
        assert worked["vac"]["estimate"] == "-10200.00"
        assert (worked["cpi"], worked["spi"], worked["tcpi_to_budget"]) == ("0.9350", "0.9077", "1.0721")
        assert (worked["earned_schedule"], worked["spi_t"], worked["tspi"]) == ("3.7500", "0.9375", "1.0625")
        assert worked["not_applicable"] == {}
        roof = worked["packages"][1]
        assert (roof["cpi"], roof["cost_variance"], roof["variance_percent"]) == ("0.9009", "-6600.00", "-8.96")

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"data_date": ""}, "There is no data date."),
            ({"data_date": "1 Nov 2027"}, "The data date is before the first month."),
            ({"months": []}, "The months give no cumulative curve"),
        ],
    )
    def test_without_earned_schedule_it_says_why(self, changes, reason):
        worked = figures(Budget.model_validate(report(**changes)))
        assert worked["earned_schedule"] is None
        assert worked["not_applicable"]["earned_schedule"].startswith(reason)

    def test_nothing_spent_and_nothing_budgeted(self):
        lines = [line("L1", "Gift", "0", "0", "0", "", "", "", "0")]
        worked = figures(Budget.model_validate(report(lines=lines)))
        assert (worked["cpi"], worked["spi"], worked["eac"]["trend"]) == (None, None, None)
        assert set(worked["not_applicable"]) >= {"cpi", "spi", "eac_trend", "tcpi_to_budget", "tcpi_to_estimate"}
        assert (worked["packages"][0]["cpi"], worked["packages"][0]["variance_percent"]) == (None, None)

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"L2.budget": "lots"}, "L2.budget: L2, Budget"),
            ({"drawdown": [{"ref": "", "amount": "1"}]}, "A row of movements"),
            ({"L2.rest": ""}, "L2: a package needs"),
            ({"lines": []}, "lines: a package needs"),
        ],
    )
    def test_what_cannot_be_worked_out_is_refused(self, changes, words):
        with pytest.raises(Unreadable) as refused:
            figures(Budget.model_validate(report(**changes)))
        assert str(refused.value).startswith(words)
