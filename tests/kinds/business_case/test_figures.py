"""Measures, facts, worked-out cells, and the figures of the command line: the lesson's village hall, by hand."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from app.kinds.base import Unreadable
from app.kinds.business_case import KIND
from app.kinds.business_case.figures import show_share
from app.kinds.business_case.payload import BusinessCase
from tests.kinds.business_case.cases import BRIEF, analysed, content, with_row, without


def figures(made):
    return KIND.figures(BusinessCase.model_validate(made))


def one_option(*flows: tuple[str, str, str], **changes: str):
    """A review of one option O1 from (type, years, amount)."""
    rows = [
        {"ref": f"F{number}", "option": "O1", "type": kind, "years": years, "amount": amount}
        for number, (kind, years, amount) in enumerate(flows, 1)
    ]
    return {"options": [{"ref": "O1", "name": "It"}], "flows": rows} | changes


def test_measures():
    assert KIND.measures(analysed(content()), BRIEF) == {
        "faults_found": 4,
        "faults_expected": 4,
        "false_alarms": 0,
        "options": 3,
        "tests": 1,
        "npv_recommended": Decimal("24444.43"),
    }
    assert KIND.measures(analysed(content(recommended="")), BRIEF)["npv_recommended"] == 0


def test_facts_of_the_option_recommended():
    facts = {fact.label: fact.value for fact in KIND.facts(analysed(content()), BRIEF)}
    assert facts == {
        "Recommended": "O3",
        "Net present value": "£24,444",
        "Benefit-cost ratio": "1.27",
        "Benefits may change by": "−21.3%",
        "Costs may change by": "+27.1%",
        "Faults found": "4",
    }


def test_facts_while_there_is_little():
    assert [fact.label for fact in KIND.facts(analysed(content(recommended="", faults=[])), BRIEF)] == ["Options"]
    bare = analysed({"options": [{"ref": "O1", "name": "It"}], "recommended": "O1"})
    assert [fact.value for fact in KIND.facts(bare, BRIEF)] == ["O1", "£0", "not defined", "–", "–"]


def test_cells_beside_what_was_typed():
    outputs = KIND.row_outputs(analysed(content()))
    assert outputs["O3"].cells == {
        "pv_costs": "£90,325",
        "pv_benefits": "£114,769",
        "npv": "£24,444",
        "bcr": "1.27",
        "payback": "5.7 years",
    }
    assert outputs["O1"].cells["payback"] == "none"
    assert outputs["F4"].cells == {"pv": "£19,064"}
    assert outputs["S1"].cells == {"npv": "£4,485"}


def test_cells_stay_empty_until_they_can_be_worked_out():
    outputs = KIND.row_outputs(analysed(with_row("flows", "F1", amount="lots")))
    assert outputs["F1"].cells == {"pv": ""}
    outputs = KIND.row_outputs(analysed(without("flows", "F1", "F2", "F3")))
    assert set(outputs["O1"].cells.values()) == {""}
    outputs = KIND.row_outputs(analysed(with_row("sensitivities", "S1", option="O1", varies="capital costs", npv="")))
    assert outputs["S1"].cells["npv"] == "£2,727"
    made = without("flows", "F2") | {"sensitivities": [{"ref": "S1", "option": "O1", "varies": "capital costs"}]}
    assert KIND.row_outputs(analysed(made))["S1"].cells == {"npv": ""}
    free = KIND.row_outputs(analysed(one_option(("benefit", "1", "100"))))
    assert free["O1"].cells["bcr"] == "not defined"


def test_vectors_2_4_and_2_5():
    flows = [("capital", "0", "100"), ("benefit", "1", "30"), ("benefit", "2", "40"), ("benefit", "3", "50")]
    flows.append(("benefit", "4", "20"))
    [option] = figures(one_option(*flows))["options"]
    assert option["pv_benefits"] == "128.85"
    assert (option["npv"], option["bcr"], option["internal_rates"]) == ("28.85", "1.2885", ["0.1532"])
    assert (option["payback"], option["discounted_payback"]) == ("2.60", "2.75")
    assert (option["switching_benefits"], option["switching_costs"]) == ("-0.2239", "0.2885")
    [option] = figures(one_option(*flows, optimism_bias="20%"))["options"]
    assert (option["npv"], option["bcr"]) == ("8.85", "1.0738")


def test_vectors_2_6_and_2_8():
    flows = [("capital", "0", "1,000"), ("benefit", "1-60", "40")]
    [option] = figures(one_option(*flows))["options"]
    assert (option["npv"], option["bcr"]) == ("15.01", "1.0150")
    [option] = figures(one_option(*flows, rates="green_book_2026_lower"))["options"]
    assert (option["npv"], option["bcr"]) == ("125.74", "1.1257")


def test_cash_flows_alone_name_their_options():
    """As from a CSV of them."""
    text = "Option,Type,Years,Amount\n,capital,0,100\n,benefit,1,110\nB,benefit,1,5\n"
    made = KIND.figures(KIND.read_file("csv", text.encode(), BusinessCase()).payload)
    assert [(each["ref"], each["internal_rates"]) for each in made["options"]] == [("O1", ["0.1000"]), ("B", [])]


def test_nominal_and_real_come_to_the_same():
    real = figures(one_option(("benefit", "1-10", "100")))
    nominal = figures(
        one_option(("benefit", "1-10", "102"), basis="nominal", inflation="2%")
        | {"flows": [{"ref": "F1", "option": "O1", "type": "benefit", "years": "1-10", "amount": "102", "growth": "2"}]}
    )
    assert (nominal["inflation"], real["inflation"]) == ("0.0200", "0.0000")
    assert nominal["options"][0]["npv"] == real["options"][0]["npv"]


def test_figures_are_ready_for_json_and_say_why_something_is_missing():
    made = figures(content())
    assert json.loads(json.dumps(made)) == made
    assert made["tests"] == [{"ref": "S1", "option": "O3", "npv": "4484.58", "switching": "-0.2449"}]
    nothing = made["options"][0]
    assert nothing["payback"] is None
    assert "within" not in nothing["undefined"]["payback"] or nothing["undefined"]["payback"]
    assert "internal_rate" in nothing["undefined"] or nothing["internal_rates"]


def test_the_first_cell_that_cannot_be_read_ends_it():
    with pytest.raises(Unreadable, match=r"F1\.amount"):
        figures(with_row("flows", "F1", amount="lots"))
    made = content()
    made["options"][0]["ref"] = ""
    with pytest.raises(Unreadable, match="no reference"):
        figures(made)


@pytest.mark.parametrize(("share", "shown"), [(Fraction(-1, 8), "−12.5%"), (Fraction(2), "+200.0%"), (None, "")])
def test_shares(share, shown):
    assert show_share(share) == shown
