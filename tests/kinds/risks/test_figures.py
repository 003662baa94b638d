"""Figures worked by hand, in exact money: the yardsticks of duty 8 through the whole kind."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from app.kinds.base import Unreadable
from app.kinds.risks import KIND
from app.kinds.risks.figures import figures
from app.kinds.risks.payload import RiskRegister
from tests.kinds.risks.registers import BRIEF, CRANE, analysed, register, row


def bare(ref: str, before: tuple[str, str], cost: str, after: tuple[str, str], kind: str = "threat") -> dict[str, str]:
    """A row with nothing but its figures."""
    return {
        "ref": ref,
        "type": kind,
        "probability": before[0],
        "cost": before[1],
        "response_cost": cost,
        "residual_probability": after[0],
        "residual_cost": after[1],
    }


def by_ref(found: dict) -> dict[str, dict]:
    return {each["ref"]: each for each in found["risks"]}


class TestYardstick81:
    """Two threats and an opportunity; the first response brings a secondary risk, which is a row of its own."""

    FOUND = figures(
        register(
            bare("R1", ("30%", "80k"), "6k", ("10%", "60k")),
            bare("R1s", ("0%", "40k"), "0", ("5%", "40k")),
            bare("R2", ("20%", "50k"), "9k", ("10%", "20k")),
            bare("O1", ("40%", "30k"), "3k", ("60%", "30k"), "opportunity"),
        )
    )

    @pytest.mark.parametrize(
        ("ref", "emv", "after", "gain", "pays"),
        [
            ("R1", "24000.00", "6000.00", "12000.00", True),
            ("R1s", "0.00", "2000.00", "-2000.00", False),
            ("R2", "10000.00", "2000.00", "-1000.00", False),
            ("O1", "-12000.00", "-18000.00", "3000.00", True),
        ],
    )
    def test_each_response_is_worth_what_the_yardstick_says(self, ref, emv, after, gain, pays):
        risk = by_ref(self.FOUND)[ref]
        assert (risk["emv"], risk["residual_emv"], risk["net_gain"], risk["pays"]) == (emv, after, gain, pays)

    def test_the_register_adds_up(self):
        assert self.FOUND["exposure_before"] == "22000.00"
        assert self.FOUND["exposure_after"] == "-8000.00"
        assert self.FOUND["response_cost"] == "18000.00"
        assert self.FOUND["net_gain"] == "12000.00"

    def test_doing_only_what_pays_is_better_by_thirteen_thousand(self):
        chosen = figures(
            register(
                bare("R1", ("30%", "80k"), "6k", ("10%", "60k")),
                bare("R1s", ("0%", "40k"), "0", ("5%", "40k")),
                bare("R2", ("20%", "50k"), "", ("", "")) | {"response": "accept"},
                bare("O1", ("40%", "30k"), "3k", ("60%", "30k"), "opportunity"),
            )
        )
        assert chosen["exposure_after"] == "0.00"
        assert chosen["response_cost"] == "9000.00"
        assert chosen["net_gain"] == "13000.00"


def test_yardstick_82_the_p80_of_two_threats_before_response():
    found = figures(register(bare("R1", ("30%", "80k"), "0", ("", "")), bare("R2", ("20%", "50k"), "0", ("", ""))))
    assert found["exposure_before"] == "34000.00"
    assert found["p80_before"] == "80000.00"


def test_yardstick_83_scores_and_bands():
    [risk] = figures(
        register(
            {
                "ref": "R1",
                "type": "threat",
                "probability": "4",
                "impact": "5",
                "residual_probability": "2",
                "residual_impact": "3",
            }
        )
    )["risks"]
    assert (risk["score"], risk["band"], risk["residual_score"], risk["residual_band"]) == (20, "red", 6, "amber")
    assert (risk["emv"], risk["net_gain"], risk["pays"]) == (None, None, None)


@pytest.mark.parametrize(
    ("probability", "impact", "output"),
    [("1", "5", "5 green"), ("2", "3", "6 amber"), ("4", "3", "12 amber"), ("3", "5", "15 red"), ("5", "5", "25 red")],
)
def test_bands_begin_where_the_yardstick_says(probability, impact, output):
    rows = KIND.row_outputs(analysed(row(probability=probability, impact=impact)))
    assert rows["R1"].cells["score"] == output
    assert rows["R1"].flag == f"risk-{output.split()[1]}"


def test_worked_out_cells_wait_for_what_they_need():
    outputs = KIND.row_outputs(analysed(row(cost="", residual_impact=""), {"ref": "R2", "event": "Something happens"}))
    assert outputs["R1"].cells == {"score": "20 red", "exposure": "", "residual": "", "net_gain": ""}
    assert outputs["R2"].cells == {"score": "", "exposure": "", "residual": "", "net_gain": ""}
    assert outputs["R2"].flag == ""


def test_worked_out_cells_of_an_opportunity_are_a_saving():
    assert KIND.row_outputs(analysed(CRANE))["R2"].cells == {
        "score": "9 amber", "exposure": "−£12,000", "residual": "12 amber", "net_gain": "£5,000",
    }  # fmt: skip


def test_pennies_are_exact():
    found = figures(register(*(row(ref=f"R{n}", probability="10%", cost="0.10") for n in range(1, 4))))
    assert found["exposure_before"] == "0.03"


def test_a_blank_register_has_figures_of_nothing():
    found = figures(RiskRegister())
    assert found["exposure_before"] == "0.00"
    assert found["contingency"] is None
    assert found["p80_before"] is None
    assert found["risks"] == []


def test_figures_are_ready_for_json():
    found = figures(register(row(), CRANE))
    assert json.loads(json.dumps(found)) == found
    assert set(found) >= {"exposure_before", "exposure_after", "response_cost", "net_gain", "contingency", "risks"}


@pytest.mark.parametrize(
    ("changes", "start"),
    [
        ({"cost": "lots"}, "R1.cost: R1 “The spans leave the works late”: Cost if it happens: “lots” is not an amount"),
        ({"type": ""}, "R1.type: "),
        ({"ref": ""}, "A row has no reference"),
    ],
)
def test_what_cannot_be_read_has_no_figures(changes, start):
    with pytest.raises(Unreadable) as error:
        figures(register(row(**changes)))
    assert str(error.value).startswith(start)


def test_measures_are_of_the_whole_register():
    measures = KIND.mark(register(row(), CRANE, {"ref": "R9", "event": "Something", "type": "threat"}), BRIEF).measures
    assert measures == {
        "risks": 3,
        "risks_found": 2,
        "risks_expected": 3,
        "opportunities_found": 1,
        "exposure_before": Decimal("-4800.00"),
        "exposure_after": Decimal("-16400.00"),
        "response_cost": Decimal("3400.00"),
        "net_gain": Decimal("8200.00"),
        "contingency": Decimal("1600"),
    }
    assert all(isinstance(value, Decimal) for value in measures.values())


def test_facts_say_the_same_as_the_measures():
    facts = {fact.label: fact for fact in KIND.facts(analysed(row(), CRANE), BRIEF)}
    assert {label: fact.value for label, fact in facts.items()} == {
        "Exposure before": "−£4,800",
        "Exposure after": "−£16,400",
        "Contingency asked for": "£1,600",
        "P80 of the threats left": "£0",
        "Risks": "2",
    }
    assert facts["Contingency asked for"].note == "100% of the £1,600 to be covered; enough in 80% of the runs"
    assert facts["Risks"].note == "1 opportunity; 1 red before response, 0 after"
    assert facts["P80 of the threats left"].note == "P50 £0; 10,000 runs, seed 1"
    assert facts["Exposure before"].note == "8 times in 10 it is £12,000 or less"


def test_facts_without_contingency_or_figures_still_stand():
    facts = {fact.label: fact for fact in KIND.facts(analysed({"ref": "R1", "event": "X"}, contingency=""), BRIEF)}
    assert facts["Contingency asked for"].value == "Not given"
    assert facts["Exposure before"].note == ""


def test_a_percentile_is_not_worked_out_for_very_many_risks():
    many = analysed(*(row(ref=f"R{n}", cost=str(1000 + n)) for n in range(1, 30)))
    assert many.p80_before is None
