"""The dossier's schedule at the data date, and what the papers' figures lead to on it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.engines.authority import Area
from app.kinds.changes import outlook as module
from app.kinds.changes.outlook import outlook
from app.kinds.changes.payload import Authority, ChangesBrief
from app.kinds.changes.truth import truths
from tests.kinds.changes.logs import BRIEF, GULLEY, KEY, PORCH, SCHEDULE, analysed, brief_with


def dates(brief):
    found = outlook(brief)
    network = found.state(found.plan).network
    return {ref: (each.early_start, each.early_finish) for ref, each in network.dates.items()}


class TestProgress:
    def test_without_a_data_date_it_is_the_plan(self):
        assert dates(BRIEF) == {"1": (0, 5), "2": (5, 15), "3": (5, 9), "4": (15, 20), "5": (20, 20)}

    def test_what_nobody_reports_on_is_where_it_was_planned(self):
        """On Wednesday 10 March, day 8: footings done, walls with seven days left, drains with one."""
        assert dates(brief_with(data_date="2027-03-10")) == dates(BRIEF) | {"2": (8, 15), "3": (8, 9)}

    @pytest.mark.parametrize(
        ("told", "expected"),
        [
            ({"item": "walls", "remaining": 9}, {"2": (8, 17), "4": (17, 22), "5": (22, 22)}),
            ({"item": "walls", "finished_on": "2027-03-09"}, {"2": (0, 7), "4": (9, 14), "5": (14, 14)}),
            ({"item": "drains", "finished_on": "2027-02-01"}, {"3": (0, 0), "2": (8, 15)}),
            ({"item": "drains", "not_before": "2027-03-22"}, {"3": (15, 19), "4": (19, 24), "5": (24, 24)}),
            ({"item": "drains", "days": 9}, {"3": (8, 17), "4": (17, 22), "5": (22, 22)}),
            ({"item": "footings"}, {"1": (8, 13), "2": (8, 15), "3": (8, 9)}),
        ],
    )
    def test_what_is_reported(self, told, expected):
        found = dates(brief_with(data_date="2027-03-10", progress=[told]))
        assert {ref: found[ref] for ref in expected} == expected

    def test_an_item_that_the_schedule_does_not_have_is_left_aside(self):
        lone = {"id": "porch", "title": "Porch", "match": ["porch"], "days": [1, 1]}
        brief = brief_with(items=[*KEY["items"], lone], progress=[{"item": "porch", "remaining": 2}])
        assert dates(brief) == dates(BRIEF)


class TestNoOutlook:
    @pytest.mark.parametrize(
        "schedule",
        [
            None,
            {"nonsense": 1},
            SCHEDULE | {"start_on": ""},
            SCHEDULE | {"activities": []},
            SCHEDULE | {"activities": SCHEDULE["activities"][:4]},
            SCHEDULE | {"activities": [*SCHEDULE["activities"], {"ref": "6", "name": "Path", "duration": "?"}]},
        ],
    )
    def test_a_schedule_that_cannot_carry_one(self, schedule):
        assert outlook(brief_with(schedule=schedule)) is None

    def test_a_brief_without_an_end_date(self):
        assert outlook(brief_with(opening="")) is None

    def test_a_schedule_so_large_that_it_would_take_long(self, monkeypatch):
        monkeypatch.setattr(module, "MOST_ACTIVITIES", 4)
        assert outlook(BRIEF) is None

    def test_a_finish_that_no_calendar_reaches(self):
        assert outlook(BRIEF).day(10_000_000) is None


class TestTruth:
    def test_approved_changes_come_first_and_the_rest_upon_them(self):
        found = truths(BRIEF, outlook(BRIEF))
        assert {key: (each.moved, each.authority, each.broken) for key, each in found.by_id.items()} == {
            "gulley": (0, Authority.PROJECT_MANAGER, ()),
            "porch": (2, Authority.BOARD, (Area.TIME,)),
        }
        stand = found.standing
        assert (stand.budget, stand.contingency, stand.change_budget) == (90_800, 8_200, 1_200)
        assert (stand.carbon, stand.exposure, stand.opening) == (Decimal("0.5"), 6_000, date(2027, 3, 26))

    @pytest.mark.parametrize(
        ("change", "authority", "broken"),
        [
            ({}, Authority.PROJECT_MANAGER, ()),
            ({"cost": 1001}, Authority.SPONSOR, ()),
            ({"days": 3}, Authority.SPONSOR, ()),
            ({"cost": 5001}, Authority.BOARD, (Area.RISK,)),
            ({"cost": 2200}, Authority.SPONSOR, ()),
            ({"cost": -3001, "days": -9}, Authority.PROJECT_MANAGER, ()),
            ({"exposure": 2101}, Authority.BOARD, (Area.RISK,)),
            ({"carbon": 2.6}, Authority.BOARD, (Area.SUSTAINABILITY,)),
            ({"breaks": ["scope"]}, Authority.BOARD, (Area.SCOPE,)),
        ],
    )
    def test_limits_and_tolerances(self, change, authority, broken):
        second = {"id": "x", "title": "X", "match": ["x"], "source": "s", "cost": 100, "item": "drains", "days": 0}
        position = KEY["position"] | {"carbon": 155, "most_carbon": 158}
        brief = brief_with(expected=[KEY["expected"][0], second | change], position=position)
        truth = truths(brief, outlook(brief)).by_id["x"]
        assert (truth.authority, truth.broken) == (authority, broken)

    def test_what_waits_uses_nothing_of_the_change_budget_and_what_is_approved_does(self):
        waits = [{"id": key, "title": key, "match": [key], "source": "s", "cost": 900} for key in ("a", "b", "c")]
        brief = brief_with(expected=waits)
        levels = [each.authority for each in truths(brief, None).by_id.values()]
        assert levels == [Authority.PROJECT_MANAGER] * 3
        paid = [each | {"decision": "approved", "decided_on": f"2027-03-0{n}"} for n, each in enumerate(waits, start=1)]
        found = truths(brief_with(expected=paid[::-1]), None)
        assert [found.by_id[key].authority for key in "abc"] == [*[Authority.PROJECT_MANAGER] * 2, Authority.SPONSOR]
        assert found.standing.change_budget == 200

    def test_a_brief_that_delegates_nothing_judges_no_authority(self):
        found = truths(brief_with(delegation=[]), None)
        assert {each.authority for each in found.by_id.values()} == {None}


class TestEffects:
    def test_rows_as_typed_upon_the_approved_ones(self):
        effects = analysed(GULLEY, PORCH).effects
        gulley, porch = effects["C1"], effects["C2"]
        assert (gulley.activity, gulley.moved, gulley.finish, gulley.float_left, gulley.left) == (
            "Drains",
            0,
            date(2027, 3, 26),
            5,
            Decimal(1200),
        )
        assert (porch.activity, porch.moved, porch.finish, porch.left) == ("Walls", 2, date(2027, 3, 30), None)

    def test_a_row_without_days_says_nothing_of_time(self):
        assert analysed(GULLEY | {"days": ""}).effects["C1"].finish is None


class TestBrief:
    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"expected": [KEY["expected"][0]] * 2}, "gulley is used twice"),
            ({"opening": "roof"}, "opening names roof"),
            ({"progress": [{"item": "roof"}]}, "progress names roof"),
            ({"expected": [KEY["expected"][0] | {"decided_on": None}]}, "give decided_on with a decision"),
            ({"expected": [KEY["expected"][1] | {"decided_on": "2027-03-01"}]}, "give decided_on with a decision"),
            ({"chart": {"values": [1, 2], "baseline": 3}}, "longer than the series"),
            ({"expected": [KEY["expected"][0] | {"match": ["|"]}]}, "no word to look for"),
        ],
    )
    def test_an_author_is_told(self, changes, message):
        with pytest.raises(ValueError, match=message):
            ChangesBrief.model_validate(KEY | changes)
