"""From typed cells to figures, and what is said of cells that cannot be read."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from app.engines.risk_exposure import ProbabilityScale, RiskType
from app.kinds.risks.payload import USUAL_SCALE, Response
from app.kinds.risks.reading import Entry, read_probability, shortened
from tests.kinds.risks.registers import analysed, row

SCALE = ProbabilityScale(USUAL_SCALE)


def entry(**changes: object) -> Entry:
    return analysed(row(**changes)).entries[0]


def problems(**changes: object) -> list[tuple[str, str]]:
    return [(each.where, each.message) for each in analysed(row(**changes)).problems]


@pytest.mark.parametrize(
    ("typed", "probability", "band"),
    [
        ("1", Fraction(1, 20), 1),
        ("5", Fraction(17, 20), 5),
        (" 3 ", Fraction(2, 5), 3),
        ("30%", Fraction(3, 10), 3),
        ("29.9 %", Fraction(299, 1000), 2),
        ("12.5 per cent", Fraction(1, 8), 2),
        ("0%", Fraction(0), 1),
        ("100%", Fraction(1), 5),
        ("3%", Fraction(3, 100), 1),
    ],
)
def test_a_probability_is_a_band_or_a_percentage(typed, probability, band):
    likelihood = entry(probability=typed).probability
    assert (likelihood.probability, likelihood.band) == (probability, band)


def test_a_percentage_half_way_between_two_bands_scores_as_the_higher():
    assert read_probability("50%", SCALE).band == 4


@pytest.mark.parametrize(
    "typed", ["0", "6", "0.3", "high", "101%", "-5%", "3.0", "NaN", "1e2%", "٣", "３", "½", "%", "3 4"]
)
def test_other_probabilities_are_a_problem_of_their_cell(typed):
    [(where, message)] = problems(probability=typed)
    assert where == "R1.probability"
    assert message.endswith(f"“{typed}” is not a probability. Type 1 to 5, or a percentage such as 30%.")
    assert message.startswith("R1 “The spans leave the works late”: Probability: ")


@pytest.mark.parametrize("typed", ["0", "6", "£5k", "2.5", "severe", "４"])
def test_an_impact_is_a_whole_number_from_1_to_5(typed):
    [(where, message)] = problems(residual_impact=typed)
    assert where == "R1.residual_impact"
    assert "is not an impact. Type a whole number from 1 to 5." in message


@pytest.mark.parametrize(
    ("typed", "pounds"),
    [("12000", "12000"), ("£12,000", "12000"), ("12k", "12000"), ("1,250.50", "1250.50"), ("0", "0"), ("", None)],
)
def test_a_cost_is_pounds(typed, pounds):
    assert entry(cost=typed).cost == (None if pounds is None else Decimal(pounds))


@pytest.mark.parametrize(
    "typed", ["tbc", "NaN", "Infinity", "1e9", "£", "12,00", "=1+1", "99999999999", "12 000 000 000 0"]
)
def test_other_costs_are_a_problem_of_their_cell(typed):
    [(where, message)] = problems(residual_cost=typed)
    assert where == "R1.residual_cost"
    assert typed.replace("  ", " ") in message


def test_a_negative_cost_is_sent_back_with_the_reason():
    [(where, message)] = problems(cost="-500")
    assert where == "R1.cost"
    assert "Type a positive figure: the type says whether it is lost or saved." in message


def test_a_long_cell_is_not_read_back_at_length():
    [(_, message)] = problems(cost="pounds and pence " * 50)
    assert "…" in message
    assert len(message) < 250


@pytest.mark.parametrize(("typed", "read"), [("threat", RiskType.THREAT), (" Opportunity ", RiskType.OPPORTUNITY)])
def test_a_type_is_read_in_any_case(typed, read):
    assert entry(type=typed).type is read


def test_an_unknown_type_or_response_says_what_to_choose():
    found = dict(problems(type="hazard", response="cross fingers"))
    assert "Choose Threat or Opportunity." in found["R1.type"]
    assert "Choose avoid, transfer, reduce (threats), exploit, share, enhance (opportunities)" in found["R1.response"]
    assert entry(response="Accept").response is Response.ACCEPT


def test_a_row_with_content_needs_a_type():
    assert problems(type="") == [("R1.type", "R1 “The spans leave the works late”: Choose Threat or Opportunity.")]


def test_a_type_chosen_on_its_own_is_not_a_row_yet():
    register = analysed(row(), {"ref": "R2", "type": "threat", "response": "reduce", "cost": " – "})
    assert [each.ref for each in register.entries] == ["R1"]
    assert not register.problems


@pytest.mark.parametrize("rows", [(), ({"ref": "R1"},), ({"ref": "R1", "type": "threat"}, {"ref": "R2"})])
def test_a_register_is_blank_until_somebody_writes_in_a_row(rows):
    assert analysed(*rows, contingency="25000").is_blank
    assert not analysed({"ref": "R1", "owner": "Buyer"}).is_blank


def test_every_problem_of_a_row_is_told_and_the_rest_is_read():
    register = analysed(row(probability="often", cost="lots"))
    assert [each.where for each in register.problems] == ["R1.probability", "R1.cost"]
    assert register.entries[0].impact == 5


def test_contingency_that_cannot_be_read_is_a_problem_of_its_field():
    [problem] = analysed(row(), contingency="some").problems
    assert problem.where == "contingency"
    assert problem.message.startswith("Contingency asked for: Amount: “some” is not an amount.")


def test_rows_that_share_a_reference_or_lack_one_are_told():
    register = analysed(row(), row(), row(ref=""))
    assert [(each.where, each.message.split(".")[0]) for each in register.problems] == [
        ("R1", "2 rows are called R1"),
        ("", "A row has no reference"),
    ]


def test_a_row_is_called_by_what_it_has():
    assert entry(event="").name == "R1 “The works has one welding bay free”"
    assert analysed({"ref": "R7", "cost": "5"}).entries[0].name == "R7"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Spans late", "Spans late"),
        ("Spans\n arrive   late", "Spans arrive late"),
        ("The spans arrive late on site", "The spans arrive…"),
        ("Spanslateandnospacesatall", "Spanslateandnospace…"),
    ],
)
def test_long_names_are_cut_at_a_word(text, short):
    assert shortened(text, 20) == short


def test_what_is_blank_after_an_accepted_risk_stays_as_it_was():
    accepted = entry(response="accept", residual_probability="", residual_impact="", residual_cost="")
    assert (accepted.score, accepted.residual_score) == (20, 20)
    assert accepted.is_complete
    assert accepted.risk.net_gain == -2400


def test_what_is_blank_after_another_response_claims_nothing():
    draft = entry(residual_probability="", residual_impact="", residual_cost="", response_cost="")
    assert draft.residual_score is None
    assert not draft.is_complete
    assert draft.risk.emv_after == draft.risk.emv_before == 7200


@pytest.mark.parametrize("key", ["type", "probability", "cost"])
def test_exposure_needs_type_probability_and_cost(key):
    assert entry(**{key: ""}).risk is None


def test_numbers_in_a_file_stand_for_what_was_typed():
    assert entry(probability=3, impact=4, cost=1500.5).cost == Decimal("1500.5")
