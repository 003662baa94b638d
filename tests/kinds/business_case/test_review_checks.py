"""The checks of the review: faults found by place and nature or words, explained, and no false alarms."""

from __future__ import annotations

import pytest

from tests.kinds.business_case.cases import analysed, content, findings, said, with_row, without


def faults(*rows: tuple[str, str, str, str]):
    keys = ("place", "nature", "wrong", "should")
    made = [{"ref": f"X{number}"} | dict(zip(keys, row, strict=True)) for number, row in enumerate(rows, 1)]
    return content(faults=made)


class TestFound:
    @pytest.mark.parametrize(
        "row",
        [
            ("3.1", "sunk_cost", "This cannot be brought back.", ""),
            ("Table 1", "other", "The survey has been paid for.", ""),
            ("2.2, 3.1", "", "The survey was spent before.", ""),
            ("3.1", "other", "This line is wrong.", "Leave out: the survey is paid."),
        ],
    )
    def test_by_place_and_nature_or_words(self, row):
        assert set(analysed(faults(row)).found) == {"sunk"}

    @pytest.mark.parametrize(
        "row",
        [
            ("3.3", "sunk_cost", "This cannot be brought back.", ""),
            ("3.1", "other", "This line is wrong.", ""),
            ("3.1", "sunk_cost", "Wrong.", ""),
            ("", "sunk_cost", "The survey was paid last year.", ""),
        ],
    )
    def test_not_by_one_of_them_alone(self, row):
        assert analysed(faults(row)).found == {}

    def test_one_row_finds_one_fault(self):
        made = faults(("Table 1", "arithmetic", "The survey was paid and it does not add up.", ""))
        assert len(analysed(made).found) == 1

    def test_half_is_enough_and_less_is_not(self):
        assert "faults_found" not in said(without("faults", "X1", "X2"))
        [finding] = findings(without("faults", "X1", "X2", "X3"), "faults_found")
        assert "has found 1 of them" in finding.message
        assert finding.message.endswith("the costs, the benefits.")


class TestExplained:
    @pytest.mark.parametrize(
        ("cells", "told"),
        [
            ({"place": ""}, {"fault X1.place"}),
            ({"nature": ""}, {"fault X1.nature"}),
            ({"wrong": "Odd."}, {"fault X1.wrong"}),
            ({"should": ""}, {"weakness X1.should"}),
        ],
    )
    def test_each_part_is_asked_for(self, cells, told):
        assert said(with_row("faults", "X1", **cells))["faults_explained"] == told

    def test_what_cannot_be_read_is_told_once(self):
        made = said(with_row("faults", "X1", place="somewhere"))
        assert made["readable"] == {"fault X1.place"}
        assert "faults_explained" not in made


class TestFalseAlarms:
    def test_a_sound_paragraph_called_wrong_is_a_weakness(self):
        made = content()
        made["faults"].append(
            {"ref": "X5", "place": "2.1", "nature": "unequal_periods", "wrong": "Ten years is short.", "should": "20"}
        )
        assert said(made) == {"no_false_alarms": {"weakness X5.place"}}
        assert "same years" in findings(made, "no_false_alarms")[0].message

    @pytest.mark.parametrize(("place", "nature"), [("2.1", "arithmetic"), ("2.1, 3.9", "other"), ("3.9", "other")])
    def test_what_may_mean_another_fault_is_left_to_the_tutor(self, place, nature):
        made = content()
        made["faults"].append({"ref": "X5", "place": place, "nature": nature, "wrong": "It is not so.", "should": "5"})
        assert said(made) == {}

    def test_doubting_everything_is_a_fault(self):
        rows = [(f"9.{number}", "other", "This looks wrong to me.", "Check.") for number in range(6)]
        assert said(faults(*rows))["no_false_alarms"] == {"fault"}
        assert "no_false_alarms" not in said(faults(*rows[:5]))
