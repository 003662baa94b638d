"""Each check both ways: what it leaves alone, what it tells, and where."""

from __future__ import annotations

import pytest

from app.engines.rubric import Severity
from app.kinds.budget import KIND
from app.kinds.budget.payload import Budget, BudgetBrief
from tests.kinds.budget.hall import BRIEF, brief, cause, findings, line, report, told

EMPTY = (("L4", "Electrics"), ("L5", "Management"))


def test_a_report_without_fault_is_told_nothing():
    marked = KIND.mark(Budget.model_validate(report()), BRIEF)
    assert {result.key: result.findings for result in marked.results if not result.is_clean} == {}


def test_a_report_of_nothing_known_is_judged_by_its_arithmetic_alone():
    marked = KIND.mark(Budget.model_validate(report()), BudgetBrief())
    assert all(result.is_clean for result in marked.results)


class TestLines:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"data_date": "31 May 2028"}, "data_date: The data date is not the day"),
            ({"data_date": ""}, "data_date: The data date is missing"),
            ({"L2.planned": ""}, "L2.planned: L2 “Roof”: fill in what was planned"),
            ({"L2.planned": "96,000"}, "that is its whole budget"),
            ({"L2.planned": "61,000"}, "Add up its months"),
            ({"L1.planned": "20,000"}, "an approved change has added"),
            ({"L2.package": "Cellar"}, "“Cellar” is not a package of the baseline"),
            ({"L2.package": ""}, "L2.package: L2: say which package it is"),
        ],
    )
    def test_they_agree_with_the_papers(self, changes, words):
        assert words in told("lines_agree", **changes)

    def test_missing_ones_are_named_but_not_all_of_many(self):
        said = told("lines_agree", lines=[line("L1", "Design", *[""] * 7)])
        assert "no row for Roof, Heating, Electrics and 1 more" in said

    @pytest.mark.parametrize(
        "key",
        [
            "lines_agree",
            "approved_changes_only",
            "accruals_included",
            "commitments_once",
            "earned_by_rule",
            "forecast_realistic",
        ],
    )
    def test_rows_with_nothing_but_a_name_are_told_once_by_each(self, key):
        lines = [*report()["lines"][:3], *(line(ref, name, *[""] * 7) for ref, name in EMPTY)]
        (finding,) = findings(key, lines=lines)
        assert (finding.where, finding.message) == ("L4", "Rows L4 and L5: no figure has been filled in yet.")

    def test_contingency_is_left_to_the_check_that_is_for_it(self):
        lines = [*report()["lines"], line("L6", "Contingency", "18,000", "0", "0", "", "", "", "0")]
        assert told("lines_agree", lines=lines) == ""
        assert "contingency is not a package" in told("contingency_apart", lines=lines)

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"L1.budget": ""}, "fill in its budget"),
            ({"L1.budget": "20,000"}, "has been changed since, by an approved change"),
            ({"L2.budget": "105,000"}, "asked for and not approved"),
            ({"L2.budget": "90,000"}, "nothing else changes a budget"),
        ],
    )
    def test_budgets_move_by_approved_change_alone(self, changes, words):
        assert words in told("approved_changes_only", **changes)


class TestCost:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"L2.accrual": ""}, "the ledger does not show all"),
            ({"L2.accrual": "66,600"}, "covers what has been invoiced as well"),
            ({"L2.invoiced": "50,000", "L2.accrual": ""}, "posted to the wrong package, or is not accrued"),
            ({"L2.accrual": "30,000"}, "£72,000 is not what the papers give"),
            ({"L1.invoiced": "30,000"}, "£30,000 is not what the papers give"),
        ],
    )
    def test_it_is_what_the_work_has_cost(self, changes, words):
        assert words in told("accruals_included", **changes)

    def test_all_of_it_called_invoiced_is_a_weakness(self):
        (finding,) = findings("accruals_included", **{"L2.invoiced": "66,600", "L2.accrual": ""})
        assert (finding.severity, finding.where) == (Severity.WEAKNESS, "L2.accrual")

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"L3.committed": "56,000"}, "accrued already, so it is counted twice"),
            ({"L3.committed": "1,000"}, "does not agree with the orders"),
            ({"L1.committed": "5,000"}, "does not agree with the orders"),
        ],
    )
    def test_orders_are_counted_once(self, changes, words):
        assert words in told("commitments_once", **changes)

    def test_an_order_counted_with_the_rest_is_a_weakness(self):
        (finding,) = findings("commitments_once", **{"L3.committed": "", "L3.rest": "49,000"})
        assert finding.severity is Severity.WEAKNESS
        assert not findings("forecast_realistic", **{"L3.committed": "", "L3.rest": "49,000"})


class TestEarned:
    @pytest.mark.parametrize(
        ("cell", "words"),
        [
            ("", "fill in what has been earned"),
            ("66,600", "that is what was spent"),
            ("42,000", "that is what was spent"),
            ("72,000", "that is what was planned"),
            ("50%", "does not follow from the rule"),
        ],
    )
    def test_it_follows_the_rule(self, cell, words):
        assert words in told("earned_by_rule", **{"L2.earned": cell})

    def test_pounds_and_per_cent_are_the_same(self):
        assert not findings("earned_by_rule", **{"L2.earned": "60,000"})
        assert not findings("earned_by_rule", **{"L2.earned": "62.5 per cent"})


class TestForecast:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"L2.rest": ""}, "say what the rest will cost"),
            ({"L2.rest": "9,400"}, "the forecast is the budget"),
            ({"L2.rest": "12,000"}, "£32,000 still to be spent is less"),
            ({"L2.rest": "30,000"}, "£50,000 still to be spent is more"),
            ({"L1.rest": "900"}, "still to be spent is more"),
        ],
    )
    def test_it_fits_what_is_known(self, changes, words):
        assert words in told("forecast_realistic", **changes)

    def test_an_order_counted_twice_is_told_once(self):
        assert not findings("forecast_realistic", **{"L3.committed": "56,000"})

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"method": ""}, "method: Choose how"),
            ({"forecast": ""}, "forecast: State the forecast"),
            ({"forecast": "248,000"}, "not what your figures give by the method"),
            (
                {"method": "trend", "reason": "What made it dear so far goes on, as the same gang stays."},
                "by the method",
            ),
            ({"reason": "It is usual."}, "reason: Say in a sentence"),
            ({"L2.rest": ""}, "method: Your packages do not give a figure by that method"),
        ],
    )
    def test_it_has_a_method_a_figure_and_a_reason(self, changes, words):
        assert words in told("eac_reasoned", **changes)

    @pytest.mark.parametrize(
        ("method", "forecast"), [("trend", "256,678"), ("as_budgeted", "248,200"), ("cost_and_time", "269,950")]
    )
    def test_each_method_has_its_own_figure(self, method, forecast):
        said = told(
            "eac_reasoned", method=method, forecast=forecast, reason="Plain words that speak of nothing at all in it."
        )
        assert said == ""

    def test_a_reason_for_another_method_is_a_weakness(self):
        reason = "The flood was a one-off thing and will not come to us again."
        (finding,) = findings("eac_reasoned", method="trend", forecast="256,678", reason=reason)
        assert finding.severity is Severity.WEAKNESS


class TestCurve:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"M6.planned": ""}, "M6.planned: Fill in what was planned to the end of each month"),
            ({"M6.planned": "36,000"}, "M6.planned: Jun 2028: that is not what the baseline"),
            ({"M8.month": "2028-09"}, "There is no row for Aug 2028"),
            ({"M8.month": "Jul 2028"}, "A month is there twice"),
            ({"M2.earned": "40,000"}, "M2.earned: Feb 2028: that is not what was reported as earned"),
            ({"M5.earned": "150,000"}, "M5.earned: May 2028 is after the data date"),
            ({"M4.earned": ""}, "M4.earned: Apr 2028: fill in the earned figure"),
            ({"M4.actual": "89,200"}, "your packages add up to £126,200 actual"),
        ],
    )
    def test_it_agrees_with_baseline_and_packages(self, changes, words):
        assert words in told("months_agree", **changes)

    def test_months_that_fall_are_told_without_a_baseline(self):
        assert "The planned figures fall" in told("months_agree", BudgetBrief(), **{"M6.planned": "36,000"})

    def test_what_was_reported_and_is_left_out_is_a_weakness(self):
        (finding,) = findings("months_agree", **{"M1.actual": ""})
        assert (finding.severity, finding.where) == (Severity.WEAKNESS, "M1.actual")

    def test_inside_a_month_the_row_of_its_end_is_not_held_against_the_packages(self):
        marking = brief(data_date="2028-04-15")
        assert not findings("months_agree", marking, data_date="15 Apr 2028", **{"M4.actual": "89,200"})
        assert "after" not in told("months_agree", marking, data_date="")


class TestMeasures:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"measures": []}, "Work out and state: CV, CPI, ES."),
            ({"K1.value": "8,200"}, "K1.value: CV: the sign is the wrong way round"),
            ({"K2.value": "1.0695"}, "K2.value: CPI: that is the fraction upside down"),
            ({"K2.value": "0.92"}, "that does not follow from your totals"),
            ({"K2.value": "n/a"}, "it can be worked out from your totals"),
            ({"K3.value": "3.6"}, "that does not follow"),
            ({"M3.planned": ""}, "the months do not yet give a curve"),
            ({"L2.earned": ""}, "L2: Row L2 lacks a figure"),
        ],
    )
    def test_they_follow_from_the_totals(self, changes, words):
        assert words in told("measures_right", **changes)

    @pytest.mark.parametrize(
        ("value", "is_right"), [("0.935", True), ("0.94", True), ("0.9301", True), ("0.929", False)]
    )
    def test_an_index_may_be_half_a_hundredth_out(self, value, is_right):
        assert bool(findings("measures_right", **{"K2.value": value})) is not is_right

    @pytest.mark.parametrize(
        ("measure", "value"),
        [
            ("sv", "-12,000"),
            ("spi", "0.908"),
            ("eac_trend", "256,678"),
            ("eac_budget", "£248,200"),
            ("eac_cost_and_time", "269,950"),
            ("eac_estimate", "250,200"),
            ("tcpi_budget", "1.072"),
            ("tcpi_forecast", "0.984"),
            ("spi_t", "0.9375"),
            ("tspi", "1.0625"),
        ],
    )
    def test_every_measure_of_the_lesson(self, measure, value):
        stated = [{"ref": "K1", "measure": measure, "value": value}]
        assert not findings("measures_right", brief(measures=[measure]), measures=stated)

    def test_what_is_not_defined_is_stated_as_such(self):
        nothing_spent = [line("L1", "Design", "24,000", "24,000", "0", "", "", "", "24,000")]
        marking = brief(measures=["cpi"])
        for value, words in (("n/a", ""), ("0", "it is not defined here. Type n/a")):
            stated = [{"ref": "K1", "measure": "cpi", "value": value}]
            assert words in told("measures_right", marking, lines=nothing_spent, measures=stated)
            assert bool(words) is bool(told("measures_right", marking, lines=nothing_spent, measures=stated))

    def test_the_pace_to_a_forecast_needs_the_forecast(self):
        stated = [{"ref": "K1", "measure": "tcpi_forecast", "value": "0.98"}]
        assert "not defined here" in told("measures_right", measures=stated, forecast="")


class TestVariances:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"C2.amount": "-4,000"}, "the causes add up to −£6,400, its cost variance is −£6,600"),
            ({"C4.amount": "12,000"}, "C4.amount: L2 “Roof”: the sign is the wrong way round"),
            ({"C4.amount": "-9,000"}, "its schedule variance is −£12,000"),
            ({"C1.cause": "rate"}, "C1.cause: L1 “Design”: the quantities and prices in the papers give another split"),
            ({"C2.amount": "-2,400", "C3.amount": "-4,200"}, "give another split"),
            ({"C1.cause": ""}, "C1.cause: C1: choose the cause"),
            ({"C1.amount": ""}, "C1.amount: C1: say how much"),
            ({"C1.explanation": "Higher than expected."}, "C1.explanation: C1: say in words"),
            ({"C1.package": "the cellar"}, "C1.package: C1: say which package"),
            ({"causes": []}, "explain its cost variance of −£1,200 by rate, volume or scope"),
            ({"causes": []}, "explain its schedule variance of −£12,000 by timing"),
        ],
    )
    def test_large_ones_are_explained(self, changes, words):
        assert words in told("variances_explained", **changes)

    def test_a_cause_of_nothing_changes_nothing(self):
        given = [*report()["causes"], cause("C5", "Roof", "scope", "0", "No work has been added to the roof.")]
        assert not findings("variances_explained", causes=given)

    def test_small_ones_need_not_be(self):
        marking = brief(explain_cost=10_000, explain_schedule=None)
        assert not findings("variances_explained", marking, causes=[])

    def test_a_cause_whose_facts_are_not_in_the_papers_is_left_to_the_tutor(self):
        rest = report()["causes"][1:]
        marking = brief(packages=[each.model_dump() | {"causes": ()} for each in BRIEF.packages])
        given = [cause("C1", "Design", "volume", "-1,200", "More hours than planned were booked."), *rest]
        assert not findings("variances_explained", marking, causes=given)

    def test_a_line_that_is_no_package_is_explained_by_its_sum(self):
        lines = [line("L1", "Cellar", "10,000", "5,000", "5,000", "8,000", "", "", "5,000")]
        given = [cause("C1", "L1", "rate", "-3,000", "The pump costs more than it did.")]
        assert not findings("variances_explained", lines=lines, causes=given)
