"""Each check both ways: what it lets pass, and what it says where."""

from __future__ import annotations

import pytest

from app.kinds.base import Source
from app.kinds.changes import KIND
from tests.kinds.changes.logs import (
    BRIEF,
    FIELDS,
    GULLEY,
    KEY,
    PORCH,
    SERIES,
    SIGNAL,
    brief_with,
    findings,
    log,
    places,
)

KEYS = [check.key for check in KIND.checks]
EXTRA = PORCH | {"ref": "C3", "title": "Blue door", "reason": "It is nicer", "days": "0", "opening_days": "0"}


def test_a_sound_log_has_nothing_said_of_it():
    marked = KIND.mark(log(), BRIEF)
    assert [(each.key, each.findings) for each in marked.results if not each.is_clean] == []
    assert [each.key for each in marked.results] == KEYS


def test_without_a_brief_a_sound_log_has_only_its_baseline_to_judge():
    marked = KIND.mark(log(), brief_with(schedule=None, **{key: empty(KEY[key]) for key in KEY if key != "position"}))
    assert {each.key for each in marked.results if not each.is_clean} == set()


def empty(value: object) -> object:
    return type(value)() if isinstance(value, list | str) else None


def row(**changes: str) -> dict[str, str]:
    return GULLEY | changes


def porch(**changes: str) -> dict[str, str]:
    return PORCH | changes


@pytest.mark.parametrize(
    ("check", "rows", "expected"),
    [
        ("requests_logged", [GULLEY], ["fault"]),
        ("requests_logged", [row(raised_by="", reason=""), PORCH], ["weakness C1.raised_by"]),
        ("impacts_assessed", [row(benefit="", carbon=""), PORCH], ["fault C1.benefit"]),
        ("impacts_assessed", [row(quality="None."), PORCH], ["weakness C1.quality"]),
        ("impacts_assessed", [row(quality="x"), PORCH], ["fault C1.quality"]),
        ("impacts_assessed", [GULLEY, PORCH, EXTRA], []),
        ("time_right", [row(days="2"), PORCH], ["fault C1.days"]),
        ("time_right", [row(activity="2"), PORCH], ["fault C1.activity"]),
        ("time_right", [row(activity=""), PORCH], ["fault C1.activity"]),
        ("time_right", [row(opening_days="1"), PORCH], ["fault C1.opening_days"]),
        ("time_right", [row(opening_days=""), PORCH], []),
        ("time_right", [GULLEY, PORCH, EXTRA | {"days": "1", "activity": "2"}], ["fault C3.opening_days"]),
        ("time_right", [row(days="soon"), PORCH], ["fault C1.days"]),
        ("cost_right", [row(cost="801"), PORCH], []),
        ("cost_right", [row(cost="802"), PORCH], ["fault C1.cost"]),
        ("cost_right", [row(cost=""), PORCH], []),
        ("cost_right", [row(cost="lots"), PORCH], ["fault C1.cost"]),
        ("effects_right", [row(carbon="some"), PORCH], ["fault C1.carbon"]),
        ("cost_right", [row(package="Roof"), PORCH], ["fault C1.package"]),
        ("cost_right", [row(package=""), PORCH], ["fault C1.package"]),
        ("effects_right", [row(carbon="-0.5"), PORCH], ["fault C1.carbon"]),
        ("effects_right", [row(carbon="0.54"), porch(exposure="-101")], []),
        (
            "effects_right",
            [row(carbon="", exposure="50"), porch(exposure="100")],
            ["fault C1.exposure", "fault C2.exposure"],
        ),
        (
            "authority_right",
            [row(authority="sponsor"), porch(authority="")],
            ["fault C1.authority", "fault C2.authority"],
        ),
        ("authority_right", [row(authority="the king"), PORCH], ["fault C1.authority"]),
        ("approved_before_done", [row(decision=""), PORCH], ["fault C1.decision", "fault C1.started_on"]),
        ("approved_before_done", [row(decision="waiting", started_on=""), PORCH], ["fault C1.decision"]),
        ("approved_before_done", [GULLEY, porch(decision="approved")], ["fault C2.decision"]),
        ("approved_before_done", [row(decided_on=""), PORCH], ["fault C1.decided_on"]),
        ("approved_before_done", [row(decided_on="3 Mar 2027"), PORCH], ["fault C1.decided_on"]),
        ("approved_before_done", [row(decided_on="maybe"), PORCH], ["fault C1.decided_on"]),
        ("approved_before_done", [row(decision="perhaps"), PORCH], ["fault C1.decision"]),
        ("approved_before_done", [row(started_on="1 Mar 2027"), PORCH], ["fault C1.started_on"]),
        ("approved_before_done", [GULLEY, porch(started_on="1 Mar 2027")], ["fault C2.started_on"]),
        ("approved_before_done", [GULLEY, PORCH, EXTRA | {"decision": "rejected"}], ["fault C3.decision"]),
        (
            "approved_before_done",
            [GULLEY, PORCH, EXTRA | {"decision": "rejected", "decided_on": "2 Mar 2027"}],
            ["fault C3.decision"],
        ),
        ("baselines_raised", [row(baseline_after=""), PORCH], ["fault C1.baseline_after"]),
        ("baselines_raised", [row(baseline_after="1.0"), PORCH], ["fault C1.baseline_after"]),
        ("baselines_raised", [row(baseline_after="next"), PORCH], ["fault C1.baseline_after"]),
        ("baselines_raised", [row(baseline_after="v2"), PORCH], []),
        ("baselines_raised", [GULLEY, porch(baseline_after="1.2")], ["fault C2.baseline_after"]),
        ("baselines_raised", [GULLEY, porch(baseline_after="1.1")], []),
        ("baselines_raised", [GULLEY, porch(baseline_after="unchanged")], []),
        ("advice_grounded", [row(grounds=""), PORCH], ["weakness C1.grounds"]),
        ("advice_grounded", [GULLEY, porch(grounds="No.")], ["fault C2.grounds"]),
        ("advice_grounded", [row(recommendation=""), PORCH], ["fault C1.recommendation"]),
        ("advice_grounded", [row(recommendation="hm"), PORCH], ["fault C1.recommendation"]),
        ("advice_grounded", [GULLEY, porch(recommendation="approve")], ["fault C2.recommendation"]),
        (
            "followed_through",
            [row(communicated_to="", verified="-"), PORCH],
            ["fault C1.communicated_to", "fault C1.verified"],
        ),
    ],
)
def test_rows(check, rows, expected):
    assert places(check, *rows) == expected


@pytest.mark.parametrize(
    ("check", "fields", "expected"),
    [
        ("position_right", {"opening": "25 Mar 2027"}, ["fault opening"]),
        ("position_right", {"opening": "soon"}, ["fault opening"]),
        ("position_right", {"change_budget_left": ""}, ["fault change_budget_left"]),
        ("position_right", {"change_budget_left": "2,000"}, ["fault change_budget_left"]),
        ("position_right", {"change_budget_left": "lots"}, ["fault change_budget_left"]),
        ("position_right", {"baseline": "1.0"}, ["fault baseline"]),
        ("position_right", {"baseline": "newest"}, ["fault baseline"]),
        ("limits_right", {"limits_from": "10"}, ["fault limits_from"]),
        ("limits_right", {"limits_from": "nine"}, ["fault limits_from"]),
        ("limits_right", {"lower_limit": "8.5", "upper_limit": ""}, ["fault lower_limit", "fault upper_limit"]),
        ("limits_right", {"lower_limit": "low"}, ["fault lower_limit"]),
        ("limits_right", {"series": SERIES[:9]}, ["fault"]),
        ("signals_named", {"signals": []}, ["fault"]),
        ("signals_named", {"signals": [SIGNAL | {"rule": ""}]}, ["fault G1.rule", "fault"]),
        ("signals_named", {"signals": [SIGNAL | {"points": ""}]}, ["fault G1.points", "fault"]),
        ("signals_named", {"signals": [SIGNAL | {"rule": "run"}]}, ["fault G1.points", "fault"]),
        ("signals_named", {"signals": [SIGNAL, SIGNAL | {"ref": "G2", "points": "S5"}]}, ["fault G2.points"]),
        (
            "signals_named",
            {"signals": [SIGNAL | {"meaning": "Wet", "action": ""}]},
            ["weakness G1.meaning", "weakness G1.action"],
        ),
        ("limits_right", {"series": [*SERIES[:9], {"ref": "S10", "value": "wet"}]}, ["fault"]),
        ("note_agrees", {"note": ""}, ["fault note"]),
        ("note_agrees", {"note": "Defer C2. £8,200 and £1,200 remain; it ends on 26/03/2027."}, []),
        (
            "note_agrees",
            {"note": "Defer C2. Contingency left is £9,000, the other sum £1,200, by 26 March."},
            ["fault note"],
        ),
        ("note_agrees", {"note": "Contingency left was £9,000. Now: £8,200, £1,200, 26 March."}, []),
        ("note_agrees", {"note": "Defer C2, please."}, ["fault note"] * 3),
        ("note_agrees", {"note": "£8.2k, 1,200 and March 25th."}, ["fault note"]),
        ("readable", {"opening": "soon"}, ["fault opening"]),
    ],
)
def test_fields(check, fields, expected):
    assert places(check, **fields) == expected


class TestWhoseSchedule:
    def test_findings_say_whose_schedule_they_rest_on(self):
        wrong = row(opening_days="3")
        assert "on your schedule" in findings("time_right", wrong, PORCH)[0].message
        brief = brief_with(source=Source.REFERENCE)
        assert "on the reference schedule" in findings("time_right", wrong, PORCH, brief=brief)[0].message

    def test_without_a_schedule_the_briefs_own_effect_is_asked_for(self):
        brief = brief_with(schedule=None)
        assert places("time_right", brief=brief) == []
        assert places("time_right", GULLEY, porch(opening_days="0"), brief=brief) == ["fault C2.opening_days"]
        assert places("time_right", row(activity="99"), PORCH, brief=brief) == []
        assert places("position_right", brief=brief, opening="1 Jan 2030") == []
        assert places("time_right", GULLEY, PORCH, EXTRA | {"opening_days": "4"}, brief=brief) == []

    def test_another_way_to_plan_the_same_work_has_its_own_right_answer(self):
        """Drains after the walls are critical, so that a day there is a day of the handover and goes to the board."""
        from tests.kinds.changes.logs import SCHEDULE

        rows = [dict(each) for each in SCHEDULE["activities"]]
        rows[2]["predecessors"] = "2"
        brief = brief_with(schedule=SCHEDULE | {"activities": rows})
        moved = row(opening_days="1", authority="board")
        assert places("time_right", moved, PORCH, brief=brief) == []
        assert places("authority_right", moved, PORCH, brief=brief) == []
        assert places("time_right", GULLEY, PORCH, brief=brief) == ["fault C1.opening_days"]

    def test_an_item_that_is_two_rows_may_be_either(self):
        from tests.kinds.changes.logs import SCHEDULE

        rows = [
            *SCHEDULE["activities"],
            {"ref": "6", "name": "Drains, second run", "duration": "1", "predecessors": "1"},
        ]
        rows[3] = rows[3] | {"predecessors": "2; 3; 6"}
        brief = brief_with(schedule=SCHEDULE | {"activities": rows})
        assert places("time_right", row(activity="6"), PORCH, brief=brief) == []


class TestBegunWithoutApproval:
    BRIEF = brief_with(expected=[KEY["expected"][0], KEY["expected"][1] | {"begun_on": "2027-02-26"}])

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("26 Feb 2027", []),
            ("", ["fault C2.started_on"]),
            ("1 Mar 2027", ["fault C2.started_on"]),
            ("then", ["fault C2.started_on"]),
        ],
    )
    def test_the_log_shows_the_day_it_began(self, day, expected):
        assert places("approved_before_done", GULLEY, porch(started_on=day), brief=self.BRIEF) == expected


def test_a_part_of_a_request_may_be_logged_with_its_own_cost():
    brief = brief_with(expected=[KEY["expected"][0], KEY["expected"][1] | {"other_costs": [650]}])
    assert places("cost_right", GULLEY, porch(cost="650"), brief=brief) == []


def test_approvals_of_one_day_raise_the_baseline_in_the_order_of_the_log():
    later = EXTRA | {"decision": "approved", "decided_on": "2 Mar 2027", "baseline_after": "1.2"}
    assert places("baselines_raised", GULLEY, PORCH, later) == []
    assert places("baselines_raised", later | {"ref": "C0"}, GULLEY, PORCH) == ["fault C1.baseline_after"]


def test_fields_of_the_sound_log_are_those_the_tests_change():
    assert set(FIELDS) == {column.key for column in KIND.editor.fields}


class TestAgainstTheFigures:
    """Advice to approve is a fault only where the figures, on this schedule, speak against it."""

    def test_days_won_that_move_nothing(self):
        overtime = KEY["expected"][1] | {"item": "drains", "days": -2, "opening_days": 0}
        brief = brief_with(expected=[KEY["expected"][0], overtime])
        advice = porch(activity="3", days="-2", opening_days="0", authority="project_manager", recommendation="approve")
        assert places("advice_grounded", GULLEY, advice, brief=brief) == ["fault C2.recommendation"]
        walls = brief_with(expected=[KEY["expected"][0], overtime | {"item": "walls"}])
        assert places("advice_grounded", GULLEY, advice | {"activity": "2", "opening_days": "-2"}, brief=walls) == []

    def test_where_the_brief_leaves_the_advice_open(self):
        brief = brief_with(expected=[KEY["expected"][0], KEY["expected"][1] | {"recommend": []}])
        assert places("advice_grounded", GULLEY, porch(recommendation="approve"), brief=brief) == []

    def test_the_finding_says_what_the_note_gives(self):
        [finding] = findings("note_agrees", note="Contingency left is £9,000; £1,200 remains; 26 March.")
        assert "gives £9,000 as the contingency left" in finding.message


def test_a_brief_that_delegates_nothing_asks_for_no_authority_and_no_sums():
    brief = brief_with(delegation=[])
    assert places("authority_right", row(authority=""), PORCH, brief=brief) == []
    assert places("note_agrees", note="We are done on 26 March.", brief=brief) == []


def test_a_request_may_be_split_and_each_part_has_the_decision_of_the_whole():
    part = GULLEY | {"ref": "C3", "title": "Gulley, the cover", "baseline_after": "1.2"}
    assert places("approved_before_done", GULLEY, PORCH, part) == []
    other_day = part | {"decided_on": "1 Mar 2027"}
    assert places("approved_before_done", GULLEY, PORCH, other_day) == ["fault C3.decided_on"]


def test_a_decision_in_a_log_without_papers_needs_only_its_day():
    brief = brief_with(expected=[])
    door = EXTRA | {"decision": "rejected"}
    assert places("approved_before_done", door, brief=brief) == ["fault C3.decided_on"]
    assert places("approved_before_done", door | {"decided_on": "2 Mar 2027"}, brief=brief) == []


def test_a_row_for_a_change_that_was_closed_before_is_left_aside():
    old = EXTRA | {"title": "Deeper footings", "decision": "approved", "baseline_after": "0.9"}
    brief = brief_with(closed=["footing", "gulley"])
    assert [each.ref for each in KIND.analyse(log(old, GULLEY, PORCH), brief).entries] == ["C1", "C2"]
    assert places("baselines_raised", old, GULLEY, PORCH, brief=brief) == []
