"""From typed rows to options, flows, faults and tests."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.engines.discount_rates import LOWER
from app.kinds.business_case import KIND
from app.kinds.business_case.payload import BusinessCase, StreamType
from app.kinds.business_case.reading import find_option
from tests.kinds.business_case.cases import BRIEF, FLOWS, analysed, content, with_row


def problem_places(made):
    return [each.where for each in analysed(made).problems]


def test_the_sound_review_is_read_whole():
    review = analysed(content())
    assert review.problems == ()
    assert not review.is_blank
    assert [len(each) for each in (review.options, review.flows, review.faults, review.tests)] == [3, len(FLOWS), 4, 1]
    assert review.known == {"pump": "O3", "repair": "O2", "nothing": "O1"}
    assert review.found == {"sunk": 0, "fuel": 1, "pride": 2, "sum": 3}


def test_nothing_and_choices_alone_are_blank():
    assert KIND.analyse(BusinessCase(), BRIEF).is_blank
    bare = {"options": [{"ref": "O1", "type": "do_nothing"}], "faults": [{"ref": "X1", "nature": "other"}]}
    assert analysed(bare | {"rates": "green_book_2026", "flows": [{"ref": "F1", "type": "benefit"}]}).is_blank
    assert not analysed({"reasons": "Because."}).is_blank


@pytest.mark.parametrize(
    ("grid", "ref", "cells", "where"),
    [
        ("options", "O1", {"type": "odd"}, "O1.type"),
        ("options", "O1", {"npv": "lots"}, "O1.npv"),
        ("options", "O1", {"bcr": "good"}, "O1.bcr"),
        ("options", "O1", {"meets": "perhaps"}, "O1.meets"),
        ("flows", "F1", {"option": "O9"}, "F1.option"),
        ("flows", "F1", {"option": ""}, "F1.option"),
        ("flows", "F1", {"type": ""}, "F1.type"),
        ("flows", "F1", {"years": ""}, "F1.years"),
        ("flows", "F1", {"amount": ""}, "F1.amount"),
        ("flows", "F1", {"amount": "-7400"}, "F1.amount"),
        ("flows", "F1", {"growth": "lots"}, "F1.growth"),
        ("faults", "X1", {"place": "somewhere"}, "X1.place"),
        ("faults", "X1", {"nature": "odd"}, "X1.nature"),
        ("sensitivities", "S1", {"varies": "the weather"}, "S1.varies"),
        ("sensitivities", "S1", {"change": "much"}, "S1.change"),
        ("sensitivities", "S1", {"npv": "less"}, "S1.npv"),
        ("sensitivities", "S1", {"switching": "soon"}, "S1.switching"),
        ("sensitivities", "S1", {"option": "O2"}, "S1.varies"),
        ("sensitivities", "S1", {"option": "", "varies": "all costs"}, "S1.option"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_cell(grid, ref, cells, where):
    assert problem_places(with_row(grid, ref, **cells)) == [where]


@pytest.mark.parametrize(
    ("key", "text"),
    [("base_year", "soon"), ("rates", "3.5"), ("basis", "both"), ("inflation", "high"), ("optimism_bias", "some")],
)
def test_terms_that_cannot_be_read_are_told_at_their_field(key, text):
    [problem] = analysed(content(**{key: text})).problems
    assert problem.where == key


def test_rates_may_be_called_by_their_title():
    assert analysed(content(rates="Green Book lower-rate sensitivity")).terms.rates is LOWER


def test_two_rows_of_one_reference_and_rows_without_one():
    made = content()
    made["options"].append(dict(made["options"][0]))
    made["faults"][0]["ref"] = ""
    assert sorted(problem_places(made)) == ["", "O1"]


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("O3", "O3"),
        ("o3", "O3"),
        ("heat  PUMP", "O3"),
        ("O3 Heat pump", "O3"),
        ("O 3: the pump", "O3"),
        ("O9", ""),
        ("pump", ""),
        ("", ""),
    ],
)
def test_options_are_meant_by_reference_or_name(text, ref):
    assert find_option(text, analysed(content()).options) == ref


@pytest.mark.parametrize(
    ("varies", "streams", "kinds"),
    [
        ("F9", ("F9",), set()),
        ("f9, F10 lettings", ("F9", "F10"), set()),
        ("Winter lettings", ("F10",), set()),
        ("All benefits", (), {StreamType.BENEFIT}),
        ("all costs", (), {StreamType.CAPITAL, StreamType.RUNNING}),
        ("capital costs", (), {StreamType.CAPITAL}),
        ("Running cost", (), {StreamType.RUNNING}),
    ],
)
def test_what_a_test_varies(varies, streams, kinds):
    [test] = analysed(with_row("sensitivities", "S1", varies=varies)).tests
    assert (test.streams, set(test.kinds)) == (streams, kinds)


def test_a_test_is_of_the_option_whose_flows_it_varies():
    [test] = analysed(with_row("sensitivities", "S1", option="", varies="F6")).tests
    assert test.option == "O2"


@pytest.mark.parametrize("text", ["capital", "Capital cost", "CAPITAL COSTS"])
def test_a_type_may_be_written_out(text):
    assert analysed(with_row("flows", "F2", type=text)).flows[1].type is StreamType.CAPITAL


def test_a_flow_grows_from_the_first_of_its_years():
    review = analysed(with_row("flows", "F4", years="2, 4", amount="100", growth="10%"))
    flow = next(each for each in review.flows if each.ref == "F4")
    assert flow.by_year() == {2: 100, 4: 121}
    assert flow.by_year(growing=False, last=3) == {2: 100}
    assert flow.growth == Fraction(1, 10)
    assert not analysed(with_row("flows", "F4", years="")).flows[3].by_year()


def test_rows_are_called_by_their_names_where_they_have_one():
    review = analysed(with_row("options", "O1", name=""))
    assert [each.called for each in review.options] == ["O1", "O2 “Repair the boiler”", "O3 “Heat pump”"]
    assert analysed(with_row("flows", "F1", stream="")).flows[0].called == "F1"
