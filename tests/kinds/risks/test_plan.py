"""The register held against the schedule: each rule both ways, and whose schedule it is."""

from __future__ import annotations

import pytest

from app.kinds.base import Severity
from app.kinds.risks import KIND
from app.kinds.risks.plan import plan
from tests.kinds.risks.plans import ROWS, brief_on, linked, schedule
from tests.kinds.risks.registers import BRIEF, CRANE, analysed, brief_with, faulty, register, results, row, severities


def findings(key: str, *rows, brief):
    return results(*rows, brief=brief)[key].findings


class TestFinding:
    PLAN = plan(brief_on())

    @pytest.mark.parametrize(
        ("typed", "refs"),
        [
            ("2", ["2"]),
            ("row 2", ["2"]),
            ("Activity 2", ["2"]),
            ("#2", ["2"]),
            ("2 Weld", ["2"]),
            ("2: weld the spans", ["2"]),
            ("2 Lift the spans", []),
            ("weld", ["2"]),
            ("the spans", ["2", "4"]),
            ("Survey the site", ["1"]),
            ("SURVEY the   site", ["1"]),
            ("the site", ["1", "3"]),
            ("22", []),
            ("2; 3", []),
            ("paint", []),
            ("—", []),
            ("|", []),
        ],
    )
    def test_an_activity_is_named_by_number_or_by_words(self, typed, refs):
        assert [each.ref for each in self.PLAN.find(typed)] == refs

    def test_without_a_schedule_there_is_no_plan(self):
        assert plan(BRIEF) is None
        assert plan(brief_on(schedule({"ref": "1", "name": "Start", "duration": "0"}) | {"activities": []})) is None
        assert plan(brief_on({"colour": "red"})) is None

    def test_a_schedule_of_version_1_is_read_too(self):
        old = brief_on()
        item = old.dossier["schedule"].model_copy(update={"version": 1})
        assert plan(old.model_copy(update={"dossier": {"schedule": item}})) is not None


class TestLinks:
    def test_a_sound_link_has_no_finding(self):
        assert findings("timing_sound", linked(), CRANE, brief=brief_on(today="2027-03-17")) == ()

    @pytest.mark.parametrize(("source", "whose"), [("own", "your schedule"), ("reference", "the reference schedule")])
    def test_an_activity_that_does_not_exist_says_whose_schedule(self, source, whose):
        [found] = findings("timing_sound", linked(activity="9"), brief=brief_on(source=source))
        assert (found.severity, found.where) == (Severity.FAULT, "R1.activity")
        assert f"{whose} has no activity “9”. Type the number of one, or words of its name." in found.message
        assert "Weld" not in found.message

    def test_an_activity_that_could_be_several_is_told(self):
        [found] = findings("timing_sound", linked(activity="spans"), brief=brief_on())
        assert "“spans” may be several activities of your schedule: 2, 4. Type the number of one." in found.message

    def test_without_a_schedule_links_are_taken_on_trust(self):
        assert findings("timing_sound", linked(activity="9"), brief=BRIEF) == ()

    @pytest.mark.parametrize("delay", ["", "0"])
    def test_no_delay_is_no_delay(self, delay):
        assert findings("timing_sound", linked(delay=delay), brief=brief_on()) == ()

    def test_a_delay_needs_an_activity(self):
        [found] = findings("timing_sound", linked(activity=""), brief=brief_on())
        assert (found.where, found.severity) == ("R1.activity", Severity.FAULT)

    def test_a_delay_of_more_than_a_year_is_told_and_not_simulated(self):
        [found] = findings("timing_sound", linked(delay="261"), brief=brief_on())
        assert "261 working days is more than a year of work" in found.message
        assert findings("timing_sound", linked(delay="52w"), brief=brief_on()) == ()
        assert analysed(linked(delay="261"), brief=brief_on()).finishes is None

    def test_an_opportunity_delays_nothing(self):
        result = results(linked(), CRANE | {"activity": "2", "delay": "5"}, brief=brief_on())["timing_sound"]
        assert severities(result) == {Severity.WEAKNESS}
        assert result.findings[0].where == "R2.delay"

    def test_a_summary_is_no_work_of_its_own(self):
        rows = (
            {"ref": "5", "name": "The works", "level": "1"},
            *({**each, "level": "2"} for each in ROWS),
        )
        brief = brief_on(schedule(*rows))
        [found] = findings("timing_sound", linked(activity="5"), brief=brief)
        assert "“5” sums up other rows of your schedule" in found.message
        assert analysed(linked(activity="5"), brief=brief).finishes is None

    def test_a_register_without_any_link_is_weak_where_there_is_a_schedule(self):
        result = results(row(), CRANE, brief=brief_on())["timing_sound"]
        assert severities(result) == {Severity.WEAKNESS}
        assert severities(results(row(), CRANE)["timing_sound"]) == set()
        assert severities(results(CRANE, brief=brief_on())["timing_sound"]) == set(), (
            "without threats nothing is missing"
        )


class TestProximity:
    def test_a_high_threat_says_when(self):
        [found] = findings("timing_sound", row(proximity=""), brief=BRIEF)
        assert (found.where, found.why) == ("R1.proximity", "timing")
        assert "it scores 20; say how soon it could strike" in found.message

    @pytest.mark.parametrize("changes", [{"impact": "3"}, {"type": "opportunity"}, {"probability": ""}])
    def test_others_need_not(self, changes):
        assert findings("timing_sound", row(proximity="", **changes), brief=BRIEF) == ()

    @pytest.mark.parametrize(("typed", "is_past"), [("16 Mar 2027", True), ("17 Mar 2027", False), ("now", False)])
    def test_what_is_past_is_no_risk(self, typed, is_past):
        assert bool(findings("timing_sound", row(proximity=typed), brief=brief_with(today="2027-03-17"))) is is_past

    def test_without_a_day_nothing_is_past(self):
        assert findings("timing_sound", row(proximity="now"), brief=BRIEF) == ()
        assert findings("timing_sound", row(proximity="16 Mar 2001"), brief=BRIEF) == ()

    @pytest.mark.parametrize(("typed", "is_after"), [("21 Apr 2027", False), ("22 Apr 2027", True), ("8 weeks", True)])
    def test_a_risk_that_strikes_after_the_work_is_done_is_weak(self, typed, is_after):
        brief = brief_on(today="2027-03-17")
        found = findings("timing_sound", linked(proximity=typed), brief=brief)
        assert [each.severity for each in found] == ([Severity.WEAKNESS] if is_after else [])

    def test_a_schedule_without_dates_cannot_say_when_it_is_done(self):
        assert findings("timing_sound", linked(proximity="1 Dec 2027"), brief=brief_on(schedule(start_on=""))) == ()

    def test_a_cell_that_cannot_be_read_is_told_by_one_check(self):
        assert faulty(row(proximity="soon"), CRANE) == {"readable"}
        assert faulty(row(delay="ages"), CRANE) == {"readable"}


class TestPlanned:
    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"response_cost": "0", "activity": "2"},
            {"response_cost": "0", "response": "escalate"},
            {"response_cost": "0", "action": "Ask Mercy Okafor for a second bay by 30 March"},
            {"response_cost": "0", "impact": "3"},
            {"response_cost": "0", "type": "opportunity"},
            {"response_cost": "0", "probability": ""},
            {"response_cost": ""},
        ],
    )
    def test_a_cost_an_activity_or_escalation_will_do(self, changes):
        assert findings("high_risks_planned", row(**changes), brief=brief_on()) == ()

    @pytest.mark.parametrize(
        ("brief", "whose"),
        [
            (BRIEF, "the schedule"),
            (brief_on(), "your schedule"),
            (brief_on(source="reference"), "the reference schedule"),
        ],
    )
    def test_a_wish_will_not(self, brief, whose):
        [found] = findings("high_risks_planned", row(response_cost="0"), brief=brief)
        assert f"it scores 20, and {whose} and the budget hold nothing of its response" in found.message

    def test_an_activity_that_is_not_there_is_no_plan_but_without_a_schedule_it_is_trusted(self):
        wish = row(response_cost="0", activity="99")
        assert findings("high_risks_planned", wish, brief=brief_on())
        assert not findings("high_risks_planned", wish, brief=BRIEF)

    def test_the_score_from_which_it_holds_is_the_brief_s(self):
        assert findings("high_risks_planned", row(response_cost="0", impact="3"), brief=brief_with(planned_from=12))


class TestSecondary:
    BRINGS = {"secondary_probability": "20%", "secondary_cost": "20000"}

    def test_it_counts_against_the_response(self):
        amber = row(impact="3", residual_impact="2", response_cost="3000")
        assert not findings("responses_worth_it", amber, brief=BRIEF)
        [found] = findings("responses_worth_it", amber | self.BRINGS, brief=BRIEF)
        assert (
            "costs £3,000, brings a risk of its own expected to cost £4,000, and improves the exposure by £5,600."
            in (found.message)
        )

    @pytest.mark.parametrize(
        ("cell", "other"),
        [("secondary_probability", "secondary_cost")] * 1 + [("secondary_cost", "secondary_probability")],
    )
    def test_half_of_it_is_a_fault(self, cell, other):
        result = results(row(**{cell: "2"}), CRANE)["responses_worth_it"]
        assert [each.where for each in result.findings] == [f"R1.{other}"]

    def test_it_is_covered_by_contingency_whatever_it_is_a_response_to(self):
        assert analysed(row(**self.BRINGS)).threats_left == 1600 + 4000
        assert analysed(row(), CRANE | self.BRINGS).threats_left == 1600 + 4000
        assert analysed(row(secondary_cost="5")).threats_left == 0, "half of it leaves the threat unknown"


def test_a_register_of_version_1_is_one_with_empty_cells():
    new = {"proximity", "activity", "delay", "secondary_probability", "secondary_cost"}
    stored = {"contingency": "1600", "risks": [{key: value for key, value in row().items() if key not in new}]}
    payload = KIND.load(stored, 1)
    assert payload == register(row(proximity=""))
    assert all(getattr(payload.risks[0], key) == "" for key in new)
    before = {each.key: each.findings for each in KIND.mark(payload, BRIEF).results}
    assert [key for key, found in before.items() if found and key not in ("risks_found", "opportunities_included")] == [
        "timing_sound"
    ]
