"""The checks of the appraisal, both ways, and fair to answers that are right by another route."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.kinds.business_case.payload import BusinessCase
from tests.kinds.business_case.cases import analysed, brief_with, content, findings, said, with_row, without


def test_the_sound_review_has_nothing_said_of_it():
    assert said(content()) == {}


class TestOptionsComplete:
    @pytest.mark.parametrize("missing", [("O1",), ("O1", "O2")])
    def test_an_option_is_missing(self, missing):
        made = without("options", *missing)
        made["flows"] = [row for row in made["flows"] if row["option"] not in missing]
        [finding] = findings(made, "options_complete")
        assert ("One of the" in finding.message) == (len(missing) == 1)
        assert "nothing" not in finding.message.lower()

    def test_an_option_has_no_flows(self):
        assert said(without("flows", "F1", "F2", "F3"))["options_complete"] == {"fault O1"}

    def test_an_option_is_known_by_a_type_of_its_own(self):
        assert said(with_row("options", "O1", name="Carry on as we are")) == {}

    def test_a_name_that_fits_another_option_is_not_taken_for_the_type(self):
        made = with_row("options", "O2", name="Another heat pump")
        assert said(made)["options_complete"] == {"fault"}

    def test_type_and_fit_are_weaknesses(self):
        made = with_row("options", "O2", type="larger", meets="")
        assert said(made) == {"options_complete": {"weakness O2.type", "weakness O2.meets"}}


class TestTermsRight:
    @pytest.mark.parametrize(
        ("key", "text"), [("base_year", ""), ("base_year", "2027"), ("rates", ""), ("rates", "green_book_2026_health")]
    )
    def test_base_year_and_rates(self, key, text):
        assert f"fault {key}" in said(content(**{key: text}))["terms_right"]

    def test_any_base_year_will_do_where_the_brief_names_none(self):
        assert said(content(base_year="2030"), brief_with(base_year=None)) == {}

    def test_prices_are_of_one_kind(self):
        assert said(content(basis=""))["terms_right"] == {"fault basis"}
        grown = with_row("flows", "F9", growth="3%")
        assert said(grown)["terms_right"] == {"fault F9.growth"}
        assert "flows_agree" not in said(grown)

    def test_nominal_flows_at_the_nominal_rate_are_as_right(self):
        made = content(basis="nominal", inflation="3%")
        for row in made["flows"]:
            row["growth"] = "3%" if "1" in row["years"] and row["years"] != "1" else ""
        inflated = {"F1": ("7,622", None), "F2": ("2,121.80", None), "F3": ("12,360", None)}
        inflated |= {"F5": ("7,622", None), "F6": ("12,360", None), "F8": ("4,635", None)}
        inflated |= {"F9": ("12,360", None), "F10": ("1,854", None)}
        for row in made["flows"]:
            row["amount"] = inflated.get(row["ref"], (row["amount"], None))[0]
        made["flows"][3]["years"] = "0"
        made["flows"].append({"ref": "F11", "option": "O2", "stream": "Boiler again", "type": "capital", "years": "5"})
        made["flows"][-1]["amount"] = "10,433.47"
        assert said(made) == {}

    def test_nominal_prices_need_the_inflation_and_growth(self):
        assert said(content(basis="nominal"))["terms_right"] == {"fault inflation"}
        assert said(content(basis="nominal", inflation="3%"))["terms_right"] == {"fault basis"}


class TestSunkAndBias:
    def test_money_already_spent(self):
        made = content()
        made["flows"].append(
            {"ref": "F11", "option": "O3", "stream": "Survey", "type": "capital", "years": "0", "amount": "1,500"}
        )
        assert said(made)["sunk_left_out"] == {"fault F11.stream"}
        assert "flows_agree" not in said(made)

    @pytest.mark.parametrize("bias", ["", "0%", "20%"])
    def test_the_allowance_is_that_of_the_papers(self, bias):
        made = content(optimism_bias=bias)
        assert said(made)["bias_applied"] == {"fault optimism_bias"}
        assert "flows_agree" not in said(made)

    def test_costs_may_hold_it_already(self):
        made = content(optimism_bias="0%")
        for row, amount in (("F2", "2,300"), ("F4", "10,350"), ("F7", "52,900")):
            next(each for each in made["flows"] if each["ref"] == row)["amount"] = amount
        assert said(made) == {}

    def test_without_an_option_to_judge_by_a_blank_allowance_is_a_fault(self):
        assert "bias_applied" in said({"reasons": "Because."})


class TestPeriodCovered:
    def test_flows_beyond_the_period(self):
        made = with_row("flows", "F9", years="1-12")
        assert said(made)["period_covered"] == {"fault F9.years"}
        assert "flows_agree" not in said(made)

    def test_flows_that_all_stop_early(self):
        made = content()
        for row in made["flows"]:
            row["years"] = "1-8" if row["years"].endswith("10") else row["years"]
        assert said(made)["period_covered"] == {"fault"}

    def test_a_brief_without_a_period_asks_for_none(self):
        brief = brief_with(horizon=None)
        assert "period_covered" not in said(with_row("flows", "F9", years="1-12"), brief)


class TestFlowsAgree:
    def test_any_split_of_a_cost_is_as_good(self):
        made = without("flows", "F9", "F10")
        made["flows"].append(
            {"ref": "F12", "option": "O3", "stream": "All lettings", "type": "benefit", "years": "1-10"}
            | {"amount": "13800", "owner": "Bookings secretary", "measure": "Lettings in the diary"}
        )
        made["sensitivities"][0] |= {"varies": "F12", "npv": "1,491", "switching": "21.3"}
        assert said(made) == {}

    @pytest.mark.parametrize(
        ("ref", "amount", "words"),
        [("F7", "40,000", "less"), ("F7", "50,000", "more"), ("F10", "2,900", "more"), ("F10", "100", "less")],
    )
    def test_too_much_and_too_little(self, ref, amount, words):
        [finding] = findings(with_row("flows", ref, amount=amount), "flows_agree")
        assert finding.where == "O3"
        assert f"come to {words} than" in finding.message
        assert "90" not in finding.message

    def test_within_the_tolerance(self):
        assert "flows_agree" not in said(with_row("flows", "F7", amount="46,300"))

    def test_an_option_without_flows_is_told_elsewhere(self):
        assert "flows_agree" not in said(without("flows", "F1", "F2", "F3"))


class TestFiguresAgree:
    @pytest.mark.parametrize("npv", ["24,444", "24,550", "£24,340"])
    def test_net_present_value_within_a_thousandth_of_the_gross(self, npv):
        assert "figures_agree" not in said(with_row("options", "O3", npv=npv))

    @pytest.mark.parametrize("npv", ["", "24,570", "24,320", "-24,444"])
    def test_net_present_value_that_is_not_that_of_the_flows(self, npv):
        assert said(with_row("options", "O3", npv=npv)) == {"figures_agree": {"fault O3.npv"}}

    @pytest.mark.parametrize("bcr", ["", "n/a", "0.27", "1.28"])
    def test_ratio_that_is_not_that_of_the_flows(self, bcr):
        assert said(with_row("options", "O3", bcr=bcr)) == {"figures_agree": {"fault O3.bcr"}}

    @pytest.mark.parametrize(("bcr", "right"), [("n/a", True), ("", True), ("0", False)])
    def test_without_a_cost_there_is_no_ratio(self, bcr, right):
        made = without("flows", "F1", "F2")
        made["options"][0] |= {"npv": "11,594", "bcr": bcr}
        assert ("figures_agree" in said(made)) is not right

    def test_an_option_without_flows_need_state_nothing(self):
        made = without("flows", "F1", "F2", "F3")
        made["options"][0] |= {"npv": "", "bcr": ""}
        assert "figures_agree" not in said(made)


def test_terms_that_are_not_there_are_taken_as_standard_real_and_without_allowance():
    review = analysed(BusinessCase.model_validate(content(rates="", basis="", optimism_bias="")).model_dump())
    assert review.bias == 0
    assert review.factors[10] == Fraction(str(round(review.factors[10], 30))) or review.factors[10] > 0
