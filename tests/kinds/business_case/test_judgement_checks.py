"""The checks of judgement: owners of benefits, tests of the answer, and the recommendation."""

from __future__ import annotations

import pytest

from tests.kinds.business_case.cases import brief_with, content, findings, said, with_row, without

LONG = "It keeps the hall open for the next ten years at the lowest price of all, and everybody likes it."


def test_row(**cells: str):
    return content(sensitivities=[{"ref": "S1", "option": "O3"} | cells])


test_row.__test__ = False  # type: ignore[attr-defined]


class TestBenefitsOwned:
    @pytest.mark.parametrize("owner", ["", "TBC", "The project team", "everyone", "the community"])
    def test_nobody_in_particular(self, owner):
        assert said(with_row("flows", "F10", owner=owner)) == {"benefits_owned": {"fault F10.owner"}}

    def test_no_measure(self):
        assert said(with_row("flows", "F10", measure="yes")) == {"benefits_owned": {"fault F10.measure"}}

    def test_an_owner_who_will_be_gone(self):
        assert said(with_row("flows", "F10", owner="The architect")) == {"benefits_owned": {"weakness F10.owner"}}
        assert said(with_row("flows", "F10", owner="The architect"), brief_with(passing_owners=())) == {}

    def test_a_benefit_has_its_owner_from_any_row_of_its_name(self):
        told = said(with_row("flows", "F6", owner="", measure=""))
        assert told == {"benefits_owned": {"fault F9.owner", "fault F9.measure"}}

    def test_while_nothing_is_recommended_every_option_counts(self):
        told = said(with_row("flows", "F6", owner="") | {"recommended": ""})
        assert told["benefits_owned"] == {"fault F3.owner", "fault F6.owner", "fault F9.owner"}


class TestTests:
    @pytest.mark.parametrize(
        ("cells", "told"),
        [
            ({"varies": "F9", "change": "-20%", "npv": "", "switching": "24.4%"}, None),
            ({"varies": "F9", "change": "-20%", "npv": "4,484", "switching": ""}, {"weakest_tested"}),
            ({"varies": "F9", "change": "", "npv": "", "switching": "-24.9%"}, None),
            ({"varies": "F9", "change": "", "npv": "", "switching": "-26%"}, {"tests_right"}),
            ({"varies": "F9", "change": "-20%", "npv": "19,555", "switching": "24.5"}, {"tests_right"}),
            ({"varies": "F9", "change": "", "npv": "4,484", "switching": "24.5"}, {"tests_right"}),
            ({"varies": "F9", "change": "-20%", "npv": "", "switching": ""}, {"tests_right", "weakest_tested"}),
        ],
    )
    def test_results(self, cells, told):
        assert set(said(test_row(**cells))) == (told or set())

    def test_costs_that_rise_bring_it_down(self):
        made = content()
        made["sensitivities"].append(
            {"ref": "S2", "option": "O3", "varies": "all costs", "change": "+10%", "npv": "15,412", "switching": "27.1"}
        )
        assert said(made) == {}

    def test_what_varies_nothing_known_is_told_by_reading(self):
        told = said(test_row(varies="the weather", change="-20%", npv="5", switching="20%"))
        assert told["readable"] == {"fault S1.varies"}
        made = content()
        made["sensitivities"].append({"ref": "S2", "option": "O1", "varies": "F9", "npv": "5", "change": "5%"})
        assert said(made)["readable"] == {"fault S2.varies"}
        made["sensitivities"][1] = {"ref": "S2", "option": "O2", "varies": "F9", "switching": "5%", "npv": "3"}
        assert "tests_right" not in said(made)

    def test_an_option_may_have_nothing_of_the_kind(self):
        made = without("flows", "F2")
        made["sensitivities"].append({"ref": "S2", "option": "O1", "varies": "capital costs", "npv": "2,297"})
        assert said(made)["tests_right"] == {"fault S2.varies"}

    @pytest.mark.parametrize(
        ("change", "npv", "where"),
        [
            ("5%", "18,954", ""),
            ("+1.5%", "18,954", ""),
            ("-3.5", "40,100", ""),
            ("5%", "24,444", "fault S2.npv"),
            ("", "18,954", "fault S2.change"),
            ("-4%", "18,954", "fault S2.change"),
            ("101%", "18,954", "fault S2.change"),
        ],
    )
    def test_the_discount_rate_may_be_tested_by_a_new_rate_or_an_addition(self, change, npv, where):
        made = content()
        made["sensitivities"].append({"ref": "S2", "option": "O3", "varies": "Discount rate"})
        made["sensitivities"][1] |= {"change": change, "npv": npv}
        assert said(made) == ({"tests_right": {where}} if where else {})

    @pytest.mark.parametrize(("switching", "right"), [("11.8%", True), ("12.9", False)])
    def test_the_discount_rate_switches_at_the_rate_of_return(self, switching, right):
        made = content()
        made["sensitivities"].append({"ref": "S2", "option": "O3", "varies": "discount rate", "switching": switching})
        assert ("tests_right" in said(made)) is not right
        made["sensitivities"][1]["option"] = "O1"
        assert "tests_right" in said(made)

    def test_the_discount_rate_of_no_option_is_told_by_reading(self):
        made = content()
        made["sensitivities"].append({"ref": "S2", "varies": "discount rate", "npv": "5", "switching": "5"})
        assert said(made)["readable"] == {"fault S2.option"}


class TestWeakest:
    def test_the_option_recommended_has_to_be_tested(self):
        for made in (content(sensitivities=[]), content() | {"recommended": ""}, content() | {"recommended": "O2"}):
            assert "fault" in said(made)["weakest_tested"]

    def test_another_assumption_is_no_test_of_the_weakest(self):
        told = said(test_row(varies="F8", change="+10%", npv="20,702", switching="65.3%"))
        assert told == {"weakest_tested": {"fault"}}

    @pytest.mark.parametrize(("change", "npv"), [("-5%", "19,454"), ("+20%", "44,404")])
    def test_a_change_that_is_too_small_or_for_the_better(self, change, npv):
        made = test_row(varies="F9", change=change, npv=npv)
        made["sensitivities"].append(
            {"ref": "S2", "option": "O3", "varies": "all costs", "change": "", "npv": "", "switching": "27.1"}
        )
        assert said(made) == {"weakest_tested": {"fault S1.change"}}

    def test_all_benefits_at_once_is_a_weakness(self):
        made = test_row(varies="All benefits", change="-20%", npv="1,491", switching="21.3%")
        assert said(made) == {"weakest_tested": {"weakness S1.varies"}}

    def test_a_brief_without_one_asks_for_a_switching_value_only(self):
        made = test_row(varies="F8", change="", npv="", switching="65.3%")
        assert said(made, brief_with(weakest=None)) == {}


class TestRecommendation:
    @pytest.mark.parametrize("recommended", ["", "O9", "the nice one"])
    def test_one_of_the_options_is_recommended(self, recommended):
        assert said(content(recommended=recommended))["recommendation_sound"] == {"fault recommended"}

    @pytest.mark.parametrize("key", ["recommendation", "reasons"])
    def test_it_is_put_in_words(self, key):
        assert said(content(**{key: ""}))["recommendation_sound"] == {f"fault {key}"}

    def test_how_it_meets_the_objective_is_said(self):
        assert said(content(reasons=LONG)) == {"recommendation_sound": {"weakness reasons"}}

    def test_it_is_not_said_to_miss_the_objective(self):
        told = said(with_row("options", "O3", meets="no"))
        assert told["recommendation_sound"] == {"fault recommended"}

    def test_an_option_that_misses_the_objective_is_not_recommended_in_silence(self):
        made = content(recommended="O2", reasons=LONG)
        assert "fault recommended" in said(made)["recommendation_sound"]
        made = with_row("options", "O2", meets="yes") | {"recommended": "O2"}
        assert "fault recommended" in said(made)["recommendation_sound"]

    def test_said_openly_it_is_a_weakness(self):
        made = content(recommended="O2", reasons=f"{LONG} It still burns oil, and O3 is worth more.")
        assert said(made)["recommendation_sound"] == {"weakness recommended"}

    def test_an_option_worth_more_has_to_be_spoken_of(self):
        dear = with_row("flows", "F7", amount="60,000")
        dear["options"][2] |= {"npv": "8,344", "bcr": "1.08"}
        [finding] = findings(dear | {"reasons": f"{LONG} No oil."}, "recommendation_sound")
        assert finding.where == "reasons"
        assert "O2" in finding.message
        for words in ("O2 burns oil", "To repair the boiler burns oil", "Without oil, although dearer than most"):
            assert findings(dear | {"reasons": f"{LONG} {words}."}, "recommendation_sound") == []

    def test_an_option_that_no_paper_knows_may_be_recommended(self):
        made = content(recommended="O4")
        made["options"].append({"ref": "O4", "name": "Biomass", "type": "larger", "npv": "", "meets": "yes"})
        told = said(made, brief_with(objective=()))
        assert told["recommendation_sound"] == {"weakness reasons"}
        assert said(without("options", "O3") | {"recommended": "O2"})["options_complete"] == {"fault"}


class TestQuotedFigures:
    REASONS = "It is the only option that no longer burns oil, and it is worth more than the others by far. "

    @pytest.mark.parametrize(
        "words",
        [
            "Its net present value is £24,444.",
            "NPV £24k, ratio 1.27.",
            "The net present value of the repair is £19,192 and its BCR 1.24.",
            "With a fifth fewer lettings the NPV is £4,485.",
            "Its NPV is £5,252 above that of the repair.",
            "The draft has a ratio of 5.94.",
            "There is no ratio that has to be reached.",
        ],
    )
    def test_borne_out_or_not_ours(self, words):
        assert said(content(reasons=self.REASONS + words)) == {}

    @pytest.mark.parametrize(("key", "words"), [("reasons", "Its NPV is £42,444."), ("recommendation", "BCR: 1.72.")])
    def test_figures_that_no_flow_gives(self, key, words):
        told = said(content(**{key: self.REASONS + words}))
        assert told == {"recommendation_sound": {f"weakness {key}"}}

    def test_an_option_without_cost_has_no_ratio_to_quote(self):
        made = without("flows", "F7", "F8")
        made["options"][2] |= {"npv": "114,769", "bcr": "n/a"}
        made["reasons"] = f"{self.REASONS} Its ratio is 1.24."
        assert "recommendation_sound" not in said(made)
