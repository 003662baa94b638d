from __future__ import annotations

from app.engines.rubric import Level
from app.marking.artefact import Artefact, Row
from app.marking.models import Comment
from app.marking.standing import Standing, StoredFinding
from app.marking.todo import MOST_ROWS, actions, by_row
from app.scenarios.pack import Criterion

ARTEFACT = Artefact(None, {}, tuple(Row(str(number), f"Row {number}") for number in (3, 1, 2, 4, 5, 6, 7)))
CRITERION = Criterion.model_validate(
    {
        "id": "logic",
        "title": "The logic holds",
        "ksbs": ["D5.K1"],
        "weight": 1,
        "marked_by": "checks",
        "checks": ["loop"],
        "levels": {"not_yet": "It does not.", "pass": "Every row is tied in."},
    }
)


def _fault(where: str, message: str = "", why: str = "network-logic") -> StoredFinding:
    return StoredFinding("loop", "fault", message or f"Row {where} is loose.", where, why)


def _standing(*findings: StoredFinding, proposed: Level | None = Level.NOT_YET) -> Standing:
    return Standing(CRITERION, proposed, findings, (), None)


class TestService:
    def test_faults_are_grouped_by_row_in_the_order_of_the_work(self):
        groups = by_row([_fault("2.name"), _fault("3"), _fault(""), _fault("2")], ARTEFACT)
        assert [(row, len(found)) for row, found in groups] == [("", 1), ("3", 1), ("2", 2)]

    def test_one_row_is_where_the_line_leads(self):
        (line,) = actions([_standing(_fault("2.name"), _fault("2", "Row 2 is late."))], [], ARTEFACT)
        assert (line.text, line.where) == ("The logic holds. Row 2.name is loose. Row 2 is late.", "2")

    def test_a_message_that_does_not_name_its_row_is_given_the_name(self):
        (line,) = actions([_standing(_fault("2", "It has no name."))], [], ARTEFACT)
        assert line.text == "The logic holds. Row 2: It has no name."

    def test_many_rows_are_counted(self):
        rows = ("3", "1", "2", "4", "5", "6")
        (line,) = actions([_standing(*map(_fault, rows))], [], ARTEFACT)
        assert line.where == ""
        assert line.text.count("is loose") == MOST_ROWS
        assert line.text.endswith("And 2 more places, listed with the criterion.")
        (one_more,) = actions([_standing(*map(_fault, rows[:5]))], [], ARTEFACT)
        assert one_more.text.endswith("And 1 more place, listed with the criterion.")

    def test_a_check_that_only_waited_gives_the_words_of_a_pass(self):
        waited = _fault("", "“Loop” cannot be judged until this holds: it can be read.", why="")
        (line,) = actions([_standing(waited)], [], ARTEFACT)
        assert line.text == "The logic holds. To pass: Every row is tied in."

    def test_a_criterion_that_is_met_gives_no_line(self):
        assert actions([_standing(proposed=Level.PASS)], [], ARTEFACT) == []

    def test_comments_follow_their_criterion_and_loose_ones_come_last_by_row(self):
        comments = [
            Comment(text="whole", where="", criterion_id=""),
            Comment(text="row 2", where="2", criterion_id=""),
            Comment(text="row 3", where="3", criterion_id=""),
            Comment(text="logic", where="4", criterion_id="logic"),
        ]
        lines = actions([_standing(_fault("1"))], comments, ARTEFACT)
        assert [line.text for line in lines[1:]] == ["logic", "row 3", "row 2", "whole"]
        assert [line.position for line in lines] == [1, 2, 3, 4, 5]
