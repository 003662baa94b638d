"""What the runs say of a register: vectors worked by hand, the exact distribution, the finish of a small schedule."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engines import risk_exposure
from app.kinds.risks import KIND, simulation
from app.kinds.risks.figures import figures, percent
from tests.kinds.risks.plans import ROWS, brief_on, linked, schedule
from tests.kinds.risks.registers import BRIEF, CRANE, analysed, register, row
from tests.kinds.risks.test_figures import bare

R1 = bare("R1", ("30%", "80k"), "6k", ("10%", "60k")) | {"secondary_probability": "5%", "secondary_cost": "40k"}
R2 = bare("R2", ("20%", "50k"), "0", ("20%", "50k"))


UNDATED = ROWS[3] | {"must_finish_by": ""}


class TestYardsticks:
    def test_vector_8_1_a_secondary_risk_counts_in_the_net_gain(self):
        [risk] = figures(register(R1))["risks"]
        assert (risk["residual_emv"], risk["secondary_emv"], risk["net_gain"]) == ("8000.00", "2000.00", "10000.00")

    def test_vector_8_2_percentiles_by_simulation(self):
        before = bare("R1", ("30%", "80k"), "0", ("30%", "80k"))
        found = figures(register(before, R2, contingency="50,000"))
        assert (found["threats_left_p50"], found["threats_left_p80"], found["runs"], found["seed"]) == (
            "0.00",
            "80000.00",
            10_000,
            1,
        )
        assert abs(Decimal(found["contingency_enough"]) - Decimal("0.70")) <= Decimal("0.01")
        assert found["threats_left"] == "34000.00"


class TestThreatsLeft:
    def test_opportunities_are_not_set_against_them(self):
        alone = analysed(row())
        assert analysed(row(), CRANE).left == alone.left
        assert alone.left.mean == 1600

    def test_without_threats_there_is_nothing_to_draw(self):
        assert analysed(CRANE).left is None
        assert figures(register(CRANE))["threats_left_p80"] is None
        assert figures(register(CRANE))["runs"] is None
        assert analysed(row(residual_cost="")).left is None

    def test_the_chance_that_contingency_is_enough(self):
        assert analysed(row(), contingency="0").enough == Decimal("0.8")
        assert analysed(row(), contingency="8000").enough == 1
        assert analysed(row(), contingency="").enough is None
        assert figures(register(row(), contingency=""))["contingency_enough"] is None

    def test_rows_that_share_a_reference_are_drawn_apart(self):
        twice = analysed(row(), row(), row(ref=""))
        assert [key for key, _ in twice.effects_left] == ["R1#0", "R1#1", "#2"]
        assert twice.left.mean == 4800

    def test_too_many_or_too_much_is_not_simulated(self):
        assert analysed(*(row(ref=f"R{n}") for n in range(simulation.MOST_RISKS + 1))).left is None
        effect = risk_exposure.Effect(Fraction(10**17), Fraction(1, 2))
        assert simulation.spread((("R1", (effect,)),)) is None

    @settings(max_examples=15, deadline=None)
    @given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 90)), min_size=1, max_size=6))
    def test_it_agrees_with_the_exact_percentile(self, drawn):
        rows = [
            row(ref=f"R{n}", residual_probability=str(band), residual_cost=str(cost * 1000))
            for n, (band, cost) in enumerate(drawn)
        ]
        found = analysed(*rows)
        assert abs(found.left.mean - Decimal(int(found.threats_left))) <= 1
        effects = [effect for _, each in found.effects_left for effect in each]
        low, high = (risk_exposure.percentile(effects, Fraction(share, 100)) for share in (77, 83))
        assert low <= found.left.percentile(80) <= high


class TestFinish:
    def test_a_delay_on_the_critical_path_moves_the_finish(self):
        found = analysed(linked(), brief=brief_on()).finishes
        assert (found.before.planned, found.after.percentile(50)) == (15, 15)
        assert found.after.moves == (("R1", 10),)
        assert (found.until.ref, str(found.deadline), found.by) == ("4", "2027-04-23", 15)
        assert (found.before.chance(15), found.after.chance(15)) == (Decimal("0.4"), Decimal("0.8"))

    def test_float_takes_a_delay_up(self):
        found = analysed(linked(activity="3", delay="6"), brief=brief_on()).finishes
        assert found.after.moves == (("R1", 0),)
        assert found.before.chance(15) == 1

    def test_an_accepted_threat_stays_as_likely_and_blank_after_means_unchanged(self):
        for changes in ({"response": "accept"}, {}):
            found = analysed(linked(residual_probability="", **changes), brief=brief_on()).finishes
            assert found.after == found.before

    def test_the_brief_s_date_goes_before_the_schedule_s(self):
        found = analysed(linked(), brief=brief_on(finish_by="2027-04-30")).finishes
        assert (found.until, str(found.deadline)) == (None, "2027-04-30")
        assert [each.row.ref for each in found.imposed] == ["4"]
        same = analysed(linked(), brief=brief_on(finish_by="2027-04-23")).finishes
        assert (same.until.ref, same.imposed) == ("4", ())

    def test_without_any_imposed_date_the_whole_schedule_is_measured(self):
        free = brief_on(schedule(*ROWS[:3], UNDATED))
        found = analysed(linked(), brief=free).finishes
        assert (found.until, found.deadline, found.by, found.imposed) == (None, None, None, ())

    def test_a_schedule_without_dates_is_counted_in_days(self):
        register_, brief = analysed(linked(), brief=brief_on(schedule(*ROWS[:3], UNDATED, start_on=""))), BRIEF
        assert register_.finishes.deadline is None
        finish = {each.label: each for each in KIND.facts(register_, brief)}["P80 of the finish"]
        assert finish.value == "day 15"
        assert register_.finishes.imposed == ()

    @pytest.mark.parametrize(
        "brief",
        [
            BRIEF,
            brief_on(schedule(*ROWS[:3], ROWS[3] | {"predecessors": "2; 9"})),
            brief_on(schedule(*ROWS[:3], {"ref": "4", "name": "Lift", "duration": "2", "predecessors": "4"})),
        ],
    )
    def test_without_a_schedule_that_is_whole_there_is_no_finish(self, brief):
        assert analysed(linked(), brief=brief).finishes is None

    def test_without_a_link_there_is_no_finish(self):
        assert analysed(row(), brief=brief_on()).finishes is None
        assert analysed(linked(activity="9"), brief=brief_on()).finishes is None
        assert analysed(linked(activity="spans"), brief=brief_on()).finishes is None
        assert analysed(linked(probability=""), brief=brief_on()).finishes is None

    def test_too_large_a_register_or_schedule_is_not_simulated(self):
        many = [linked(ref=f"R{n}") for n in range(simulation.MOST_RISKS + 1)]
        assert analysed(*many, brief=brief_on()).finishes is None
        rows = [{"ref": str(n), "name": f"Work {n}", "duration": "1"} for n in range(1, simulation.MOST_ACTIVITIES + 2)]
        assert analysed(linked(), brief=brief_on(schedule(*rows))).finishes is None

    def test_the_headline_says_whose_schedule_and_the_chance_of_the_date(self):
        brief = brief_on(source="reference")
        fact = {each.label: each for each in KIND.facts(analysed(linked(), brief=brief), brief)}["P80 of the finish"]
        assert fact.value == "23 Apr 2027"
        assert fact.note == (
            "with the threats left; 23 Apr 2027 in the reference schedule; 23 Apr 2027 is kept in 80% of 2,000 runs"
        )


def test_there_are_never_more_than_six_headlines():
    brief = brief_on()
    assert len(KIND.facts(analysed(linked(), CRANE, brief=brief), brief)) == 6


def test_new_cells_are_in_the_figures_ready_for_json():
    found = figures(register(linked(secondary_probability="5%", secondary_cost="1000"), CRANE))
    assert json.loads(json.dumps(found)) == found
    first, second = found["risks"]
    assert (first["proximity"], first["activity"], first["delay"], first["secondary_emv"]) == (
        "12 Apr 2027", "2", [5, 10], "50.00",
    )  # fmt: skip
    assert (second["proximity"], second["activity"], second["delay"], second["secondary_emv"]) == (None,) * 4
    assert found["threats_left"] == "1650.00"


@pytest.mark.parametrize(
    ("share", "shown"),
    [("0", "0%"), ("0.0001", "under 1%"), ("0.435", "44%"), ("0.9999", "over 99%"), ("1", "100%")],
)
def test_none_and_all_are_said_only_when_it_is_so(share, shown):
    assert percent(Decimal(share)) == shown
