"""Self-check questions: what is right, what is within tolerance, and what can be read as a number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import ValidationError

from app.learning.questions import LONGEST_ANSWER, Question, ask, judge, read_number

MEAN = Question(
    id="mean", ask="What is the mean?", answer=Decimal("11.0"), unit="days", within=Decimal("0.05"), because="66 ÷ 6"
)
WHICH = Question.model_validate(
    {
        "id": "which",
        "ask": "Which is a risk?",
        "choices": [
            {"text": "It has happened.", "right": False, "because": "That is an issue."},
            {"text": "It may happen.", "right": True, "because": "A cause, an event, an effect."},
        ],
    }
)


class TestNumbers:
    @pytest.mark.parametrize("given", ["11", "11.0", "10.95", "11.05", " 11.0 days", "11 DAYS"])
    def test_an_answer_within_the_tolerance_is_right(self, given: str) -> None:
        assert judge(MEAN, given).is_right is True

    @pytest.mark.parametrize("given", ["10.94", "11.06", "-11", "12"])
    def test_an_answer_beyond_the_tolerance_is_wrong_and_keeps_the_answer_back(self, given: str) -> None:
        verdict = judge(MEAN, given)
        assert verdict.is_right is False
        assert "11" not in verdict.words + verdict.because

    @pytest.mark.parametrize("given", ["eleven", "1e3", "NaN", "inf", "٣", "--1", "1.2.3", "."])
    def test_what_is_no_number_is_neither_right_nor_wrong(self, given: str) -> None:
        assert judge(MEAN, given).is_right is None

    @pytest.mark.parametrize(
        ("typed", "value"),
        [
            ("£2,300", "2300"),
            ("2 300 pounds", "2300"),
            ("−4.5", "-4.5"),
            (".5", "0.5"),
            ("7 POUNDS", "7"),
            ("10.", "10"),
            ("+3", "3"),
        ],
    )
    def test_ornaments_around_a_number_do_not_matter(self, typed: str, value: str) -> None:
        assert read_number(typed, "pounds") == Decimal(value)

    @pytest.mark.parametrize(
        ("answer", "shown"), [("11.0", "11 days"), ("2300", "2,300 days"), ("1234.50", "1,234.5 days")]
    )
    def test_the_answer_is_shown_without_trailing_noughts(self, answer: str, shown: str) -> None:
        assert MEAN.model_copy(update={"answer": Decimal(answer)}).right_answer == shown


class TestChoices:
    def test_the_right_choice_is_right_and_says_why(self) -> None:
        verdict = judge(WHICH, "2")
        assert (verdict.is_right, verdict.because) == (True, "A cause, an event, an effect.")

    def test_a_wrong_choice_says_what_is_wrong_with_it(self) -> None:
        verdict = judge(WHICH, "1")
        assert (verdict.is_right, verdict.because) == (False, "That is an issue.")
        assert (WHICH.right_answer, WHICH.explanation) == ("It may happen.", "A cause, an event, an effect.")

    @pytest.mark.parametrize("given", ["", "0", "3", "x", "²", "-1"])
    def test_what_is_not_on_the_list_is_not_answered(self, given: str) -> None:
        assert judge(WHICH, given).words == "Not answered."


class TestAsk:
    def test_nothing_is_judged_before_the_form_is_sent(self) -> None:
        asked = ask([MEAN], {"mean": "11"}, is_sent=False)
        assert [(each.given, each.verdict) for each in asked] == [("11", None)]

    def test_a_very_long_answer_is_cut_short(self) -> None:
        assert ask([MEAN], {"mean": "9" * 5000}, is_sent=True)[0].given == "9" * LONGEST_ANSWER


class TestShape:
    @pytest.mark.parametrize(
        "change",
        [
            {"answer": None},
            {"choices": WHICH.choices},
            {"because": ""},
            {"within": Decimal(-1)},
        ],
        ids=["neither", "both", "no reason", "tolerance below nought"],
    )
    def test_a_question_is_a_choice_or_a_number_never_half_of_one(self, change: dict[str, object]) -> None:
        with pytest.raises(ValidationError):
            Question.model_validate(MEAN.model_dump() | change)

    @pytest.mark.parametrize("rights", [(False, False), (True, True)])
    def test_exactly_one_choice_is_right(self, rights: tuple[bool, bool]) -> None:
        choices = [{"text": "a", "right": right, "because": "b"} for right in rights]
        with pytest.raises(ValidationError, match="exactly one"):
            Question.model_validate({"id": "q", "ask": "?", "choices": choices})
