"""Each check both ways: silent on sound work, and alone in speaking of the one thing that is wrong."""

from __future__ import annotations

import pytest

from app.kinds.stakeholders import KIND
from app.kinds.stakeholders.key import StakeholdersBrief
from tests.kinds.stakeholders.plans import BRIEF, C1, C2, C3, S1, S2, S3, changed, plan, results, said

OWN = S3 | {"ref": "S4", "name": "Florist", "power": "1", "interest": "1", "strategy": "monitor", "wanted": "unaware"}

NURSES = C3 | {"ref": "C4", "audience": "Nurses", "message": "Your lockers move on the ninth; take the new keys."}


def test_sound_work_has_no_finding_at_all():
    assert said(plan()) == {}
    assert list(results(plan())) == [check.key for check in KIND.checks]


@pytest.mark.parametrize(
    ("row", "changes", "check", "where"),
    [
        (S1, {"power": "6"}, "readable", "S1.power"),
        (S1, {"need": ""}, "entries_whole", "S1.need"),
        (S1, {"side": ""}, "entries_whole", "S1.side"),
        (S1, {"owner": ""}, "entries_whole", "S1.owner"),
        (S1, {"owner": "Project team"}, "entries_whole", "S1.owner"),
        (S3, {"owner": "TBC"}, "entries_whole", "S3.owner"),
        (S3, {"power": "", "interest": ""}, "scores_fit", "S3.power"),
        (S3, {"interest": "2", "strategy": "monitor"}, "scores_fit", "S3.interest"),
        (S1, {"interest": "2", "strategy": "keep_satisfied"}, "scores_fit", "S1.interest"),
        (S1, {"strategy": ""}, "strategy_follows", "S1.strategy"),
        (S2, {"strategy": "keep_informed"}, "strategy_follows", "S2.strategy"),
        (S1, {"wanted": ""}, "stances_moved", "S1.wanted"),
        (S2, {"present": "neutral", "wanted": "supportive"}, "stances_moved", "S2.present"),
        (S2, {"wanted": "resistant"}, "stances_moved", "S2.wanted"),
        (S2, {"action": "Keep informed and monitor closely"}, "stances_moved", "S2.action"),
        (C1, {"method": "virtual", "channel": "Newsletter"}, "closely_two_way", "C1.method"),
        (C1, {"audience": "The board"}, "closely_two_way", "S1.strategy"),
        (C3, {"owner": ""}, "communications_whole", "C3.owner"),
        (C3, {"first_on": ""}, "communications_whole", "C3.first_on"),
        (C3, {"feedback": "none"}, "communications_whole", "C3.feedback"),
        (C3, {"owner": "Everybody"}, "communications_whole", "C3.owner"),
        (C3, {"message": "Update"}, "messages_differ", "C3.message"),
        (C1, {"frequency": "Twice a week"}, "load_realistic", "C1.owner"),
        (C3, {"accessibility": "In English"}, "access_met", "C3.accessibility"),
        (C2, {"accessibility": "A room upstairs"}, "access_met", "C2.accessibility"),
        (C2, {"first_on": "17 May 2027"}, "order_kept", "C2.first_on"),
        (C2, {"purpose": "To tell", "message": "Here is the new corridor, with doors."}, "order_kept", ""),
        (C3, {"message": "The clinic moves to the new house. Bring a coat."}, "order_kept", "C3.message"),
        (C1, {"message": "It is settled. We open on 20  June for everybody."}, "promises_kept", "C1.message"),
        (C3, {"feedback": "Ring 0770900"}, "private_kept_out", "C3.feedback"),
        (C2, {"message": "mr finch was nearly dropped. Which doors are too heavy?"}, "private_kept_out", "C2.message"),
    ],
)
def test_one_mistake_in_a_row_is_told_by_one_check(row, changes, check, where):
    assert said(changed(row, **changes), "fault") == {check: [where]}


@pytest.mark.parametrize(
    ("fields", "check", "where"),
    [
        ({"scored_on": ""}, "rescoring_dated", "scored_on"),
        ({"scored_on": "4 May 2027"}, "rescoring_dated", "scored_on"),
        ({"rescore_on": ""}, "rescoring_dated", "rescore_on"),
        ({"rescore_on": "3 May 2027"}, "rescoring_dated", "rescore_on"),
        ({"accessibility": " n/a "}, "access_met", "accessibility"),
        ({"scored_on": "soon"}, "readable", "scored_on"),
    ],
)
def test_one_mistake_in_the_fields_is_told_by_one_check(fields, check, where):
    assert said(plan(**fields), "fault") == {check: [where]}


@pytest.mark.parametrize(
    ("payload", "check", "where"),
    [
        (changed(S2, side="internal"), "stakeholders_found", "S2.side"),
        (plan(rescore_on="1 July 2027"), "rescoring_dated", "rescore_on"),
        (changed(C1, first_on="30 April 2027"), "communications_whole", "C1.first_on"),
        (plan(communications=(C1, C2, C3, NURSES)), "communications_whole", "C4.audience"),
        (plan(communications=(C1, C2, C3, C1 | {"ref": "C4", "frequency": "Once"})), "messages_differ", "C4.message"),
        (changed(C1, accessibility=""), "access_met", "C1.accessibility"),
    ],
)  # fmt: skip
def test_what_could_be_better_is_a_weakness(payload, check, where):
    assert said(payload) == said(payload, "weakness") == {check: [where]}


class TestTheRegister:
    def test_too_few_block_what_needs_them(self):
        found = results(plan((S1,)))
        assert found["stakeholders_found"].has_fault
        message = found["stakeholders_found"].findings[0].message
        assert "document 3" in message
        assert "document 4" in message
        assert "union" not in message.replace("03-union", "").replace("“union”", "")
        assert found["scores_fit"].blocked_by
        assert not found["messages_differ"].blocked_by

    def test_no_register_finds_nobody(self):
        assert said(plan(()), "fault", StakeholdersBrief())["stakeholders_found"] == [""]

    def test_one_side_of_the_door_is_not_enough(self):
        assert said(plan((S2, S3), (C2, C3)), "fault") == {"stakeholders_found": [""]}

    def test_everybody_high_in_both_tells_nobody_apart(self):
        many = (S2, *(S1 | {"ref": f"S{n}", "name": f"Person {n}"} for n in range(3, 8)))
        found = said(plan(many), "fault", StakeholdersBrief())
        assert found["scores_fit"] == [""]
        assert "scores_fit" not in said(plan(many[:4]), "fault", StakeholdersBrief())

    def test_a_register_of_allies_is_none(self):
        friends = tuple(each | {"present": "supportive", "wanted": "leading"} for each in (S1, S3))
        assert said(plan(friends, (C1, C3)), "fault", StakeholdersBrief()) == {"stances_moved": [""]}

    def test_whoever_is_neutral_may_stay_so(self):
        brief = StakeholdersBrief()
        assert said(changed(S2, present="neutral", wanted="neutral"), brief=brief) == {}
        assert said(changed(S2, present="neutral", wanted="resistant"), brief=brief) == {"stances_moved": ["S2.wanted"]}

    def test_a_leader_may_be_wanted_less_so(self):
        assert said(changed(S1, present="leading", wanted="supportive")) == {}

    def test_the_rows_of_a_register_have_references_of_their_own(self):
        assert said(plan((S1, S2, S3, OWN | {"ref": "S3"})), "fault")["readable"] == ["S3"]
        assert said(plan((S1, S2, S3, OWN | {"ref": ""})), "fault")["readable"] == [""]


class TestThePlan:
    def test_without_one_nothing_of_it_passes(self):
        found = said(plan(communications=()), "fault")
        assert set(found) == {
            *("closely_two_way", "communications_whole", "messages_differ", "load_realistic", "access_met"),
            *("order_kept", "promises_kept", "private_kept_out"),
        }

    def test_one_message_for_all_is_a_fault(self):
        same = tuple(each | {"message": C2["message"]} for each in (C1, C2, C3))
        assert said(plan(communications=same), "fault") == {"messages_differ": [""]}

    def test_a_message_to_everybody_reaches_all_and_is_a_weakness(self):
        to_all = C3 | {
            "ref": "C4",
            "audience": "All stakeholders",
            "message": "A hundred balloons rise on Friday morning",
        }
        brief = StakeholdersBrief()
        assert said(plan(communications=(C1, C2, to_all)), brief=brief) == {"messages_differ": ["C4.audience"]}

    def test_whoever_is_only_watched_need_not_be_told(self):
        assert said(plan((S1, S2, S3, OWN))) == {}

    @pytest.mark.parametrize(
        "changes",
        [
            {"method": "virtual", "channel": "Telephone call"},
            {"method": "virtual", "channel": "Teams"},
            {"method": "physical", "channel": "Site walk"},
            {"audience": "Medical director"},
            {"audience": "s1 and the board"},
            {"owner": "Ann Lee, project support"},
            {"frequency": "4 a month"},
            {"frequency": "Whenever something is decided"},
            {"message": "It will not be 20 June, whatever the paper says: nobody has decided."},
            {"message": "20 June was in an old programme and is out of date; more next week."},
        ],
    )
    def test_another_way_is_as_good(self, changes):
        assert said(changed(C1, **changes)) == {}

    def test_what_is_held_may_be_said_from_its_day(self):
        told = {"message": "The clinic moves to the new house. Bring a coat.", "first_on": "20 May 2027"}
        assert said(changed(C3, **told)) == {}

    def test_and_to_others_before(self):
        assert said(changed(C1, message="The clinic moves in November; please sign the order.")) == {}

    def test_what_comes_without_a_day_is_told_once(self):
        assert said(changed(C2, first_on=""), "fault") == {"communications_whole": ["C2.first_on"]}

    def test_an_audience_may_be_named_in_words_that_are_not_in_the_register(self):
        found = said(plan((S1, S2), (C1, C2, C3 | {"audience": "Parents", "accessibility": "English"})), "fault")
        assert found == {"access_met": ["C3.accessibility"]}

    def test_senders_without_a_limit_are_left_alone(self):
        assert said(changed(C3, frequency="Daily")) == {}

    def test_a_sender_is_added_up_under_all_names(self):
        one, two = C1 | {"frequency": "Five times a month"}, C2 | {"frequency": "Four times a month", "owner": "ann"}
        assert said(plan(communications=(one, two, C3)), "fault") == {"load_realistic": ["C1.owner"]}


def test_without_a_brief_the_rules_that_need_no_papers_hold():
    assert said(plan(), brief=StakeholdersBrief()) == {}
    assert said(changed(S1, strategy="monitor"), brief=StakeholdersBrief()) == {"strategy_follows": ["S1.strategy"]}
    assert BRIEF.stakeholders
