"""What is drawn of a typed schedule: dates, progress, other calendars, and what figures say of it."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from app.kinds.schedule import KIND
from app.kinds.schedule.chances import day_of, percent
from app.kinds.schedule.simulation import MOST_ROWS
from tests.kinds.schedule.build import analysed, brief, row, schedule
from tests.kinds.schedule.update import key, update

CERTAIN = {"optimistic": 5, "pessimistic": 5}


def simulated(made, asked=None):
    return analysed(made, asked or brief()).simulation


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        ([row(1, "Dig", 5, **CERTAIN), row(2, "Lay", 2, "1FS+2d", start_no_earlier="25 Mar 2027")], {}),
        ([row(1, "Dig", 5, **CERTAIN), row(2, "Lay", 2, "", constraint="mso", constraint_date="25 Mar 2027")], {}),
        ([row(1, "Dig", 5, **CERTAIN), row(2, "Lay", 2, "", constraint="fnet", constraint_date="25 Mar 2027")], {}),
        ([row(1, "Dig", 5, **CERTAIN), row(2, "Lay", 2, "", constraint="mfo", constraint_date="25 Mar 2027")], {}),
        ([row(1, "Dig", 5, **CERTAIN), row(2, "Lift", 4, "1", calendar="w")], {"calendars": "W: Sat Sun"}),
        ([row(1, "Dig", 5, **CERTAIN), row(2, "Cure", "3ed", "1"), row(3, "Strip", 1, "2")], {}),
        ([row(1, "Dig", 5, **CERTAIN), row(2, "Half", "4h", "1"), row(3, "Strip", "4h", "2")], {}),
    ],
)
def test_without_spread_the_runs_are_the_plan(rows, fields):
    made = schedule(*rows, **fields)
    found, network = simulated(made), analysed(made).network
    assert found.mean == pytest.approx(Decimal(network.finish.numerator) / network.finish.denominator)
    assert found.standard_deviation == 0


def test_what_has_happened_does_not_vary_and_what_is_left_does():
    found = simulated(update(_4={"optimistic": "", "pessimistic": ""}), key(confidence=None))
    # Of six days two are done; four are left, three at best and eight at worst, and then four more.
    assert Decimal(found.finishes[0]) / 1000 == pytest.approx(Decimal(12), abs=Decimal("0.2"))
    assert Decimal(found.finishes[-1]) / 1000 == pytest.approx(Decimal(17), abs=Decimal("0.2"))
    assert found.sensitivity["2"] is None
    assert found.likely_finish == 13


def test_nothing_starts_before_the_data_date():
    made = schedule(row(1, "Dig", 1, optimistic=1, pessimistic=2), data_date="12 Mar 2027")
    assert simulated(made).finishes[0] >= 6000


def test_the_item_of_the_deadline_is_measured():
    made = schedule(row(1, "Dig", 5, **CERTAIN), row(2, "Open", 0, "1"), row(3, "Tidy", 20, "2"))
    items = [{"id": "open", "title": "Open", "match": ["open"], "days": [0, 0]}]
    asked = brief(items=items, deadline={"item": "open", "finish_by": "2027-03-12"})
    assert simulated(made, asked).mean == 5
    assert simulated(made).mean == 25


@pytest.mark.parametrize(
    "made",
    [
        schedule(row(1, "Dig", 5)),
        schedule(row(1, "Dig", 5, **CERTAIN), row(2, "Lay", "soon")),
        schedule(row(1, "Dig", "soon", **CERTAIN)),
        schedule(row(1, "Phase", "", level=1, **CERTAIN), row(2, "Dig", 5, level=2)),
        schedule(*(row(ref, "Dig", 5, **CERTAIN) for ref in range(1, MOST_ROWS + 2))),
    ],
)
def test_there_is_nothing_to_draw(made):
    assert simulated(made) is None


def test_work_that_may_take_no_time_or_more_is_in_days():
    found = simulated(schedule(row(1, "Wait for the tide", 0, optimistic=0, pessimistic=2)))
    assert found.likely_finish == 0
    assert 1900 < found.finishes[-1] <= 2000


@pytest.mark.parametrize(
    ("share", "words"),
    [("0", "0%"), ("0.0004", "under 1%"), ("0.426", "43%"), ("0.425", "43%"), ("0.9999", "over 99%"), ("1", "100%")],
)
def test_a_share_is_never_none_or_all_unless_it_is(share, words):
    assert percent(Decimal(share)) == words


def test_worst_cases_beyond_the_calendar_are_told_in_days():
    made = analysed(schedule(row(1, "Dig", 5)))
    assert [day_of(made, Decimal(days)) for days in ("4.2", "9000000")] == ["12 Mar 2027", "d9000000"]


class TestFigures:
    def test_they_say_what_the_pictures_say(self):
        figures = KIND.figures(update())
        assert json.loads(json.dumps(figures)) == figures
        drawn = figures["monte_carlo"]
        assert (drawn["runs"], drawn["seed"], drawn["shape"]) == (10_000, 1, "triangular")
        assert set(drawn["percentiles"]) == {"P10", "P50", "P80", "P90"}
        assert drawn["percentiles"]["P80"]["day"] == "30 Mar 2027"
        assert drawn["chance_of_deadline"] is None
        assert 0.4 < drawn["latest_dates_kept"]["5"] < 0.6
        assert [each["number"] for each in figures["dcma"]][:3] == ["1", "1b", "2"]
        assert figures["critical_path"][-1] == "5"

    def test_parts_of_days_summaries_and_notes(self):
        rows = (
            row(1, "Phase", "", "", level=1, constraint="alap"),
            row(2, "Dig", "4h", "", level=2),
            row(3, "Cure", "36eh", "2"),
            row(4, "Rest", "2ed", "3"),
            row(5, "Mix", "90m", "4"),
        )
        figures = KIND.figures(schedule(*rows))
        assert figures["activities"][0]["early_finish"] == 0.5
        assert figures["summaries"][0]["name"] == "Phase"
        assert figures["summaries"][0]["start"] == "2027-03-08"
        assert figures["notes"][0].startswith("Row 1 (Phase): A summary task cannot be held to")
        (picture,) = [each for each in KIND.pictures(analysed(schedule(*rows)), brief()) if each.key == "gantt"]
        assert [each[4] for each in picture.rows][1:] == ["4 h", "36 eh", "2 ed", "90 min"]

    def test_measures_of_parts_of_days_have_two_places(self):
        made = schedule(row(1, "Dig", "100m"))
        assert KIND.measures(analysed(made), brief())["finish_offset"] == Decimal("0.21")


class TestForOtherKinds:
    def test_whole_days_for_levelling(self):
        made = schedule(
            row(1, "Dig", "2.5d"),
            row(2, "Lay", 1, "1FS+4h", start_no_earlier="17 Mar 2027", must_finish_by="19 Mar 2027"),
            row(3, "Phase", "", level=1),
            row(4, "Test", 1, "2", level=2),
        )
        found = [
            (each.ref, each.duration, [(link.predecessor, link.lag) for link in each.links], each.start_no_earlier)
            for each in analysed(made).activities
        ]
        assert found == [("1", 3, [], None), ("2", 1, [("1", 1)], 7), ("4", 1, [("2", 0)], None)]
        assert analysed(made).activities[1].finish_no_later == 10
        assert [each.start_no_earlier for each in analysed(made.model_copy(update={"start_on": ""})).activities] == [
            None
        ] * 3

    def test_rows_of_a_loop_are_left_out_with_their_links(self):
        rows = (
            row(1, "Phase", "", "4", level=1),
            row(2, "A", 1, "", level=2),
            row(3, "B", 1, "2", level=1),
            row(4, "C", 1, "3"),
            row(5, "D", 1, "3"),
        )
        found = analysed(schedule(*rows))
        assert found.problems
        assert [(each.ref, each.links) for each in found.activities] == [("5", ())]

    def test_without_a_network_there_are_no_dates(self):
        assert analysed(schedule(row(1, "Dig", "soon"))).dates("1") is None
