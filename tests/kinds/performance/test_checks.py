"""Each check both ways: silent on sound work, and alone in speaking of the one thing that is wrong."""

from __future__ import annotations

import pytest

from app.kinds.performance import KIND
from app.kinds.performance.key import PerformanceBrief
from tests.kinds.performance.reports import (
    BRIEF,
    F1,
    F2,
    K1,
    K2,
    K3,
    WORDS,
    brief_with,
    report,
    results,
    said,
    with_row,
)

SHARES = {"unit": "", "value": "0.915", "target": "0.98", "green": "0.95", "amber": "0.9", "last": "0.889"}


def test_sound_work_has_no_finding_at_all():
    assert said(report()) == {}
    assert list(results(report())) == [check.key for check in KIND.checks]


@pytest.mark.parametrize(
    ("row", "changes", "check", "where"),
    [
        (K1, {"owner": ""}, "measures_described", "K1.owner"),
        (K1, {"timing": ""}, "measures_described", "K1.timing"),
        (K2, {"value": "8.4"}, "values_agree", "K2.value"),
        (K1, {"base": "", "comment": ""}, "bases_right", "K1.base"),
        (K1, {"base": "52", "comment": ""}, "bases_right", "K1.base"),
        (K1, {"base": "48", "comment": ""}, "bases_right", "K1.base"),
        (K1, {"green": ""}, "thresholds_agreed", "K1.green"),
        (K1, {"direction": ""}, "thresholds_agreed", "K1.direction"),
        (K2, {"direction": "higher", "rag": "green"}, "thresholds_agreed", "K2.direction"),
        (K1, {"amber": "85"}, "thresholds_agreed", "K1.amber"),
        (K1, {"target": "97"}, "thresholds_agreed", "K1.target"),
        (K1, {"rag": "green"}, "rag_follows", "K1.rag"),
        (K1, {"rag": "grey"}, "rag_follows", "K1.rag"),
        (K1, {"rag": ""}, "rag_follows", "K1.rag"),
        (K3, {"rag": "green"}, "no_data_grey", "K3.rag"),
        (K3, {"value": "3.1", "base": "4", "rag": "green"}, "no_data_grey", "K3.value"),
        (K1, {"last": "93"}, "last_period_agrees", "K1.last"),
        (K2, {"data_to": ""}, "data_dates_stated", "K2.data_to"),
        (K1, {"data_to": "30 May 2027"}, "data_dates_stated", "K1.data_to"),
        (K1, {"comment": "44 of 47"}, "narrative_agrees", "K1.comment"),
        (K2, {"comment": "Mr Finch called twice"}, "names_kept_out", "K2.comment"),
    ],
)
def test_one_mistake_in_a_row_is_told_by_one_check(row, changes, check, where):
    changes = changes | ({"last": row["last"]} if "last" not in changes else {})
    words = {"summary": "K1 rose to 91.5%. K2 is red."} if "last" in changes and row is K1 else {}
    assert said(report(*with_row(row, **changes), **words), "fault") == {check: [where]}


@pytest.mark.parametrize(
    ("words", "check", "where"),
    [
        ({"data_date": ""}, "data_dates_stated", "data_date"),
        ({"data_date": "30 May 2027"}, "data_dates_stated", "data_date"),
        ({"summary": ""}, "reds_told", "summary"),
        ({"summary": "K1 rose to 91.5%."}, "reds_told", "summary"),
        ({"summary": "K1 rose to 92.5%. K2 is red."}, "narrative_agrees", "summary"),
        ({"summary": "K2 is red. Of the visits 44 of 47 were kept."}, "narrative_agrees", "summary"),
        ({"summary": "K1: 43 of 52. K2 is red."}, "narrative_agrees", "summary"),
        ({"summary": "K3: 3 of 4. K2 is red."}, "narrative_agrees", "summary"),
        ({"summary": "K2 is red; write to finch@hollin.example."}, "names_kept_out", "summary"),
        ({"decision": ""}, "decision_asked", "decision"),
        ({"decision": "The board is asked to note this report."}, "decision_asked", "decision"),
        (
            {"decision": "Somebody should move the first visit of the day to half past eight."},
            "decision_asked",
            "decision",
        ),
    ],
)
def test_one_mistake_in_the_words_is_told_by_one_check(words, check, where):
    assert said(report(**words), "fault") == {check: [where]}


@pytest.mark.parametrize(
    ("payload", "check", "where"),
    [
        (report(*with_row(K1, **SHARES)), "measures_described", "K1.unit"),
        (report(*with_row(K1, timing="lag"), K1 | {"ref": "K4", "measure": "Other"}), "lead_and_lag", "K1.timing"),
        (report(*with_row(K1, last=""), summary="K1 rose to 91.5%. K2 is red."), "last_period_agrees", "K1.last"),
        (report(*with_row(K1, last="98"), summary="K1 is 91.5%. K2 is red."), "last_period_agrees", "K1.last"),
        (report(*with_row(K2, comment="")), "data_dates_stated", "K2.data_to"),
        (report(summary="K2 is red at 91.5%."), "narrative_agrees", "summary"),
        (report(decision="The operations manager is asked to move the first visit."), "decision_asked", "decision"),
        (report(faults=(F1, F2, F1 | {"ref": "F3", "record": "H40"})), "faults_real", "F3.record"),
        (report(faults=(F1, F2, F1 | {"ref": "F3", "nature": "missing"})), "faults_real", "F3.record"),
    ],
)  # fmt: skip
def test_what_could_be_better_is_a_weakness(payload, check, where):
    assert said(payload) == said(payload, "weakness") == {check: [where]}


class TestWhatIsAskedFor:
    def test_a_measure_left_out_blocks_what_needs_it(self):
        found = results(report(K1, K2))
        assert len(found["measures_included"].findings) == 1
        assert "01-framework" not in found["measures_included"].findings[0].message
        assert "document 1" in found["measures_included"].findings[0].message
        assert found["values_agree"].blocked_by
        assert found["names_kept_out"].blocked_by
        assert not found["reds_told"].blocked_by

    def test_all_lag_looks_one_way(self):
        assert "lead_and_lag" in said(report(*with_row(K1, timing="lag")), "fault")

    def test_a_measure_is_known_by_its_definition_too(self):
        assert said(report(*with_row(K1, measure="Punctuality", definition="Visits kept, of all"))) == {}

    def test_half_of_the_faults_is_enough_and_less_is_not(self):
        assert said(report(faults=(F1,)), "fault") == {"faults_found": [""]}
        message = results(report(faults=(F1,)))["faults_found"].findings[0].message
        assert "document 3" in message
        assert "document 2" in message

    def test_each_line_says_what_was_done_and_why(self):
        assert said(report(faults=(F1, F2 | {"why": ""}))) == {"treatments_said": ["F2.why"]}
        assert said(report(faults=(F1, F2 | {"treatment": ""}))) == {"treatments_said": ["F2.treatment"]}

    def test_nothing_listed_finds_nothing(self):
        assert said(report(faults=()), "fault") == {"faults_found": [""]}


class TestFairness:
    @pytest.mark.parametrize(
        "changes",
        [
            {"value": "91.5%"},
            {"value": "91.49"},
            {"value": "91"},
            {"value": "43 of 47", "base": ""},
            {"value": "89.6", "base": "48", "rag": "red", "comment": ""},
            {"unit": "per cent", "green": "≥ 95%", "amber": "90 %"},
            SHARES | {"unit": "share"},
            {"base": "n = 47"},
            {"base": "47 visits"},
            {"base": "43 of 47"},
            {"owner": "Head of operations", "source": "the visit list"},
        ],
    )
    def test_another_way_of_saying_it_is_as_good(self, changes):
        words = {"summary": "K1 rose from 88.9%, says the visit list. K2 is red."}
        assert said(report(*with_row(K1, **changes), **words)) == {}

    @pytest.mark.parametrize("value", ["no data", "No data yet.", "n/a", "—", ""])
    def test_no_data_is_said_in_many_ways(self, value):
        assert said(report(*with_row(K3, value=value))) == {}

    def test_a_measure_with_data_cannot_be_left_without_a_value(self):
        found = said(report(*with_row(K2, value="no data", rag="grey")), "fault")
        assert found == {"values_agree": ["K2.value"]}

    def test_a_measure_of_ones_own_needs_sound_tolerances(self):
        own = K1 | {"ref": "K4", "measure": "Homes done", "definition": "Homes", "comment": ""}
        assert said(report(K1, K2, K3, own)) == {}
        assert said(report(K1, K2, K3, own | {"amber": "99"})) == {"thresholds_agreed": ["K4.amber"]}
        assert said(report(K1, K2, K3, own | {"amber": ""})) == {"thresholds_agreed": ["K4.amber"]}

    def test_a_red_of_ones_own_may_be_told_by_its_words(self):
        own = K2 | {"ref": "K4", "measure": "Homes waiting", "definition": "Homes", "data_to": ""}
        assert said(report(K1, K2, K3, own)) == {"reds_told": ["summary"]}
        told = WORDS["summary"] + " More homes are waiting than before."
        assert said(report(K1, K2, K3, own, summary=told)) == {}
        nameless = own | {"measure": "?", "definition": "?"}
        assert "reds_told" in said(report(K1, K2, K3, nameless))

    @pytest.mark.parametrize(
        ("record", "nature"),
        [("h-7", "duplicate"), ("H07 and H08", "duplicate"), ("line H 08", "duplicate"), ("H1", "wrong_period")],
    )
    def test_a_record_may_be_written_in_many_ways(self, record, nature):
        lines = (F1, F2) if nature == "wrong_period" else (F2, F2)
        one = lines[0] | {"ref": "F1"}
        two = F1 | {"ref": "F2", "record": record, "nature": nature}
        assert said(report(faults=(one, two))) == {}

    @pytest.mark.parametrize("file", ["visits", "Visit list", "02-visits", "the May file"])
    def test_so_may_a_file(self, file):
        assert said(report(faults=(F1 | {"file": file}, F2))) == {}

    def test_but_not_as_another_file(self):
        found = said(report(faults=(F1 | {"file": "calls.csv"}, F2)))
        assert found == {"faults_found": [""], "faults_real": ["F1.record"]}

    def test_a_record_that_may_be_queried_is_no_false_alarm(self):
        assert said(report(faults=(F1, F2, F1 | {"ref": "F3", "record": "H30", "nature": "missing"}))) == {}

    @pytest.mark.parametrize("record", ["7", "08", "7 and 8"])
    def test_a_bare_number_is_the_files_own(self, record):
        assert said(report(faults=(F1 | {"record": record}, F2))) == {}

    def test_but_not_where_no_file_is_named(self):
        found = said(report(faults=(F1 | {"record": "7", "file": "the May file"}, F2)))
        assert found == {"faults_found": [""], "faults_real": ["F1.record"]}

    def test_what_is_wrong_with_a_whole_file_may_be_listed(self):
        line = F1 | {"ref": "F3", "record": "the whole file", "nature": "missing", "why": "It stops on the 28th"}
        assert said(report(faults=(F1, F2, line))) == {}

    def test_a_list_that_is_mostly_wrong_is_a_fault(self):
        wild = tuple(F1 | {"ref": f"F{number}", "record": f"H{number}"} for number in range(40, 43))
        assert said(report(faults=(F1, F2, *wild)), "fault") == {"faults_real": [""]}
        assert said(report(faults=(F1, F2, *wild[:2])), "fault") == {}

    def test_sentences_that_speak_of_no_measure_are_left_alone(self):
        summary = "K2 is red. The county as a whole reached 87.3%, and 12 of 15 districts did better."
        assert said(report(summary=summary)) == {}

    def test_an_owner_by_name_is_a_weakness(self):
        brief = brief_with(people=["Finch"])
        found = report(*with_row(K1, owner="Ida Finch"))
        assert said(found, brief=brief) == said(found, "weakness", brief) == {"measures_described": ["K1.owner"]}

    def test_one_line_may_name_several_records_but_not_all_of_them(self):
        both = F2 | {"record": "H01, H07", "nature": "wrong_period"}
        assert said(report(faults=(F1, both))) == {}
        everything = F2 | {"record": ", ".join(f"H{number:02}" for number in range(1, 60)), "nature": "wrong_period"}
        assert "faults_found" in said(report(faults=(everything, everything | {"ref": "F3", "nature": "duplicate"})))

    def test_figures_of_the_papers_and_of_the_change_may_be_quoted(self):
        summary = (
            "K1 rose by 2.6 points to 91.5%, where 8.5% missed, from 16 of 18. "
            "April was given as 98%, 48 of 49. K2 is red, above 4. "
            "On 28.05.2027 at 08:30 a pipe burst; £1,250.50 was paid, and 2 of 3 calls came that day."
        )
        assert said(report(summary=summary)) == {}


def test_without_a_key_only_sound_colours_and_words_are_asked():
    empty = PerformanceBrief()
    assert said(report(), brief=empty) == {}
    assert said(report(K1 | {"rag": "red"}, K2, K3), brief=empty) == {"rag_follows": ["K1.rag"]}
    assert said(report(faults=()), brief=empty) == {}


def test_without_a_data_date_in_the_key_any_will_do():
    assert said(report(data_date="30 May 2027"), brief=brief_with(data_date=None)) == {}


def test_blank_passes_nothing():
    for payload in (
        KIND.payload(),
        KIND.payload(summary="All is well.", decision="The board is asked to pay £5 today."),
    ):
        marked = KIND.mark(payload, BRIEF)
        assert marked.is_blank
        assert not any(result.is_clean for result in marked.results)
