"""Each check both ways: silent on sound work, and alone in speaking of the one thing that is wrong."""

from __future__ import annotations

import pytest

from app.kinds.base import Severity
from app.kinds.risks import KIND
from tests.kinds.risks.registers import BRIEF, CRANE, brief_with, faulty, register, results, row, severities

NESTS = row(
    ref="R3",
    cause="Birds were seen in the hedge in April",
    event="An active nest is found on the bank",
    effect="Clearing stops for four weeks",
    cost="2000",
    residual_cost="0",
    response_cost="300",
)
SOUND = (row(), CRANE, NESTS)


def messages(key: str, *rows, **given) -> list[str]:
    return [finding.message for finding in results(*rows, **given)[key].findings]


def test_sound_work_has_no_finding_at_all():
    found = results(*SOUND)
    assert {key: result.findings for key, result in found.items() if not result.is_clean} == {}
    assert list(found) == [check.key for check in KIND.checks]


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        ("readable", {"impact": "severe"}),
        ("readable", {"type": ""}),
        ("statements_complete", {"cause": ""}),
        ("statements_complete", {"effect": "Delay"}),
        ("statements_complete", {"effect": "The works has one free welding bay"}),
        ("not_issues", {"probability": "100%", "residual_probability": "20%"}),
        ("not_issues", {"event": "The spans are already late at the works"}),
        (
            "scores_sound",
            {"residual_probability": "5", "residual_impact": "5", "residual_cost": "1882", "response": "escalate"},
        ),
        ("scores_sound", {"residual_impact": ""}),
        ("responses_fit", {"response": "exploit"}),
        ("responses_fit", {"response": ""}),
        ("responses_fit", {"action": ""}),
        ("responses_fit", {"action": "Monitor the works closely"}),
        ("owners_named", {"owner": "Site team"}),
        ("owners_named", {"owner": "Tom Reid / Buyer"}),
        ("owners_named", {"owner": "Sam Smith"}),
        ("responses_worth_it", {"response_cost": ""}),
        ("high_risks_escalated", {"residual_probability": "4", "residual_impact": "5", "residual_cost": "2666.67"}),
    ],
)
def test_one_mistake_is_told_by_one_check(key, changes):
    assert faulty(row(**changes), CRANE, NESTS) == {key}


@pytest.mark.parametrize("contingency", ["", "1279", "2401", "0"])
def test_contingency_out_of_proportion_is_told(contingency):
    assert faulty(*SOUND, contingency=contingency) == {"contingency_proportionate"}


@pytest.mark.parametrize("contingency", ["1280", "1600", "£2,400"])
def test_contingency_is_measured_against_the_threats_left(contingency):
    assert faulty(*SOUND, contingency=contingency) == set()


def test_opportunities_are_not_set_against_what_contingency_covers():
    large = CRANE | {"cost": "900000", "residual_cost": "900000"}
    assert faulty(row(), large, NESTS, contingency="1600") == set()
    assert faulty(row(), large, NESTS, contingency="0") == {"contingency_proportionate"}


def test_without_threats_left_no_contingency_is_needed():
    assert faulty(CRANE, contingency="0", brief=brief_with(expected=[])) == set()
    assert faulty(CRANE, contingency="1", brief=brief_with(expected=[])) == {"contingency_proportionate"}


def test_contingency_is_not_called_too_much_while_a_threat_lacks_figures():
    unknown = NESTS | {"residual_cost": ""}
    assert faulty(row(), CRANE, unknown, contingency="9000") == {"responses_worth_it"}
    assert faulty(row(), CRANE, unknown, contingency="100") == {"responses_worth_it", "contingency_proportionate"}


def test_what_needs_figures_waits_until_all_can_be_read():
    found = results(row(impact="severe", owner="TBC"), CRANE)
    waiting = {key for key, result in found.items() if result.blocked_by}
    assert waiting == {
        "risks_found",
        "opportunities_included",
        "scores_sound",
        "responses_fit",
        "responses_worth_it",
        "high_risks_escalated",
        "contingency_proportionate",
        "timing_sound",
        "high_risks_planned",
    }
    assert found["owners_named"].findings


def test_blank_work_passes_nothing():
    marked = KIND.mark(register({"ref": "R1", "type": "threat"}), BRIEF)
    assert marked.is_blank
    assert all(result.blocked_by for result in marked.results)


class TestFinding:
    def test_too_little_found_names_documents_and_no_risk(self):
        [message] = messages("risks_found", row(event="The order is placed too late for it", cause="It is long"), CRANE)
        assert "holds 3 risks and opportunities that matter; your register has 1 of them" in message
        assert "document 2, “quotation”, document 7, “survey note”." in message
        assert "nest" not in message.lower()

    def test_half_is_enough(self):
        assert not messages("risks_found", row(), CRANE)

    def test_a_row_of_the_wrong_type_is_no_find(self):
        measures = KIND.mark(register(*SOUND[:2], NESTS | {"type": "opportunity"}), BRIEF).measures
        assert (measures["risks_found"], measures["opportunities_found"]) == (2, 1)

    def test_one_row_stands_for_one_risk_and_two_rows_may_stand_for_the_same(self):
        both = row(cause="A nest may make the span late here")
        measures = KIND.mark(register(both, row(ref="R5")), BRIEF).measures
        assert measures["risks_found"] == 2
        assert KIND.mark(register(both), BRIEF).measures["risks_found"] == 1

    def test_a_document_without_a_number_is_named_too(self):
        brief = brief_with(
            expected=[
                {"id": "one", "title": "One", "type": "threat", "match": ["zebra"], "source": "site-diary"},
            ]
        )
        [message] = messages("risks_found", row(), brief=brief)
        assert message.endswith("“site diary”.")

    def test_a_register_without_opportunities_is_weak(self):
        result = results(row(), NESTS)["opportunities_included"]
        assert severities(result) == {Severity.WEAKNESS}


class TestStatements:
    def test_each_missing_part_has_its_finding(self):
        found = results(row(cause="", event="", effect=""))["statements_complete"].findings
        assert [each.where for each in found] == ["R1.cause", "R1.event", "R1.effect"]
        assert {each.why for each in found} == {"cause-event-effect"}

    def test_an_effect_in_place_of_an_event_is_named_as_such(self):
        [message] = messages("statements_complete", row(event="Risk of delay to the project"))
        assert "that is an effect, not an event" in message

    def test_effects_should_touch_an_objective_when_the_brief_has_some(self):
        brief = brief_with(objectives=["closure", "date"])
        assert not messages("statements_complete", row(), brief=brief)
        result = results(row(effect="People will be very unhappy"), brief=brief)["statements_complete"]
        assert severities(result) == {Severity.WEAKNESS}


class TestIssues:
    def test_an_event_that_has_happened_says_why(self):
        [message] = messages("not_issues", row(event="The second borehole overran its budget"))
        assert "this has already happened. It was paid in March. If something uncertain may follow" in message

    def test_a_fact_in_the_cause_is_where_it_belongs(self):
        assert not messages("not_issues", row(cause="The second borehole overran its budget"))

    def test_an_issue_without_a_reason_is_sent_to_the_log(self):
        brief = brief_with(issues=[{"title": "Hole", "match": ["borehole"]}])
        [message] = messages("not_issues", row(event="The borehole costs more"), brief=brief)
        assert "An issue belongs in the issue log." in message


class TestScores:
    def test_an_opportunity_is_worse_when_its_score_falls(self):
        found = results(row(), CRANE | {"residual_probability": "20%"})["scores_sound"].findings
        assert [each.where for each in found] == ["R2.residual_probability"]
        assert "leaves an opportunity lower" in found[0].message

    def test_no_chance_is_no_risk(self):
        [message] = messages("scores_sound", row(probability="0%"))
        assert "0% says that it cannot happen" in message

    def test_an_accepted_risk_needs_no_score_after(self):
        accepted = row(
            probability="2",
            response="accept",
            residual_probability="",
            residual_impact="",
            residual_cost="",
            response_cost="",
        )
        assert not messages("scores_sound", accepted)
        assert not messages("responses_worth_it", accepted)

    def test_missing_scores_are_listed_together(self):
        [message] = messages("scores_sound", row(probability="", residual_impact=""))
        assert message.endswith("fill in probability, impact after.")


class TestResponses:
    def test_a_red_threat_is_not_accepted_but_a_large_opportunity_may_be(self):
        [message] = messages("responses_fit", row(response="accept"))
        assert "a threat that scores 20 is red, and is not accepted" in message
        assert not messages("responses_fit", CRANE | {"response": "accept", "probability": "5", "impact": "5"})

    def test_accepting_needs_to_say_what_is_done_if_it_happens(self):
        [message] = messages("responses_fit", row(probability="2", response="accept", action="Keep an eye on it"))
        assert "Say what you will do if it happens" in message

    def test_an_unfit_response_says_which_fit(self):
        [message] = messages("responses_fit", CRANE | {"response": "avoid"})
        assert message.endswith(
            "avoid is not a response to an opportunity. Choose from exploit, share, enhance, accept, escalate."
        )

    @pytest.mark.parametrize(
        ("changes", "told"),
        [
            ({"impact": "3", "residual_impact": "2", "response_cost": "5601"}, True),
            ({"impact": "3", "residual_impact": "2", "response_cost": "5600"}, False),
            ({"response_cost": "9000"}, False),
            ({"impact": "3", "residual_impact": "2", "response": "escalate", "response_cost": "9000"}, False),
            ({"impact": "3", "residual_impact": "2", "response": "accept", "response_cost": "9000"}, False),
        ],
    )
    def test_a_response_that_costs_more_than_it_gains_is_weak_unless_red_or_passed_on(self, changes, told):
        result = results(row(**changes))["responses_worth_it"]
        assert severities(result) == ({Severity.WEAKNESS} if told else set())

    def test_an_opportunity_gains_by_growing(self):
        assert not messages("responses_worth_it", CRANE | {"response_cost": "6000"})
        [message] = messages("responses_worth_it", CRANE | {"response_cost": "6000.01"})
        assert "costs £6,000.01 and improves the exposure by £6,000." in message

    def test_a_response_that_improves_nothing_says_so(self):
        [message] = messages("responses_worth_it", CRANE | {"residual_probability": "40%"})
        assert "and does not improve the exposure" in message


class TestEscalation:
    STUCK = {"residual_probability": "4", "residual_impact": "5"}

    @pytest.mark.parametrize(
        "changes",
        [
            {"response": "escalate"},
            {"action": "Escalate to the sponsor with two options"},
            {"action": "Ask Mercy Okafor to order a second bay"},
            {"residual_impact": "4"},
            {"probability": "3", "residual_probability": "3"},
            {"probability": ""},
        ],
    )
    def test_passing_it_up_or_bringing_it_down_will_do(self, changes):
        assert not messages("high_risks_escalated", row(**self.STUCK | changes))

    def test_keeping_it_will_not(self):
        [message] = messages("high_risks_escalated", row(**self.STUCK))
        assert "it scores 20, and 20 after your response. From 20 it is more than you may carry yourself." in message

    def test_a_large_opportunity_may_be_kept(self):
        assert not messages("high_risks_escalated", CRANE | {"probability": "5", "impact": "5", **self.STUCK})


def test_findings_name_their_row_and_a_section_of_the_lesson():
    wrong = row(cause="", action="", owner="", cost="", probability="", response="share")
    found = [each for result in results(wrong, contingency="").values() for each in result.findings]
    anchors = {
        "cause-event-effect", "finding-risks", "risk-or-issue", "scales", "responses", "owners", "exposure",
        "opportunities", "contingency", "escalation", "timing", "plan",
    }  # fmt: skip
    assert len(found) > 6
    assert {each.why for each in found} <= anchors
    assert all(each.where.split(".")[0] in ("R1", "contingency", "") for each in found)
