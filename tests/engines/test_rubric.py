from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engines.rubric import (
    NO_THRESHOLDS,
    CheckNotRun,
    Criterion,
    InvalidCriterion,
    Level,
    LevelNotOffered,
    MarkedBy,
    MissingMeasure,
    NoCriteria,
    RubricError,
    Undecided,
    UnknownCriterion,
    criterion_level,
    level_from_findings,
    outcome,
    provisional_outcome,
    score,
)
from tests.engines.properties import steadily

NOT_YET, PASS, DISTINCTION = Level
SIX_OR_NINE = {PASS: {"risks_found": 6}, DISTINCTION: {"risks_found": 9}}


def criterion(criterion_id: str, weight: int = 1, offers_distinction: bool = True) -> Criterion:
    return Criterion(criterion_id, weight, MarkedBy.TUTOR, offers_distinction)


LOGIC, OWNERS, TONE = criterion("logic", 3), criterion("owners", 2, offers_distinction=False), criterion("tone")
RUBRIC = (LOGIC, OWNERS, TONE)


class TestLevelFromFindings:
    @pytest.mark.parametrize(
        ("severities", "level"),
        [
            ((), DISTINCTION),
            (("weakness",), PASS),
            (("weakness", "weakness"), PASS),
            (("fault",), NOT_YET),
            (("weakness", "fault"), NOT_YET),
        ],
    )
    def test_the_gravest_finding_decides(self, severities, level):
        assert level_from_findings(severities, NO_THRESHOLDS, {}) is level

    def test_pass_is_the_most_where_distinction_is_not_offered(self):
        assert level_from_findings((), NO_THRESHOLDS, {}, offers_distinction=False) is PASS
        assert level_from_findings((), {PASS: {"links": 2}}, {"links": 2}, offers_distinction=False) is PASS
        assert level_from_findings((), {PASS: {"links": 2}}, {"links": 1}, offers_distinction=False) is NOT_YET

    @pytest.mark.parametrize(("found", "level"), [(5, NOT_YET), (6, PASS), (8, PASS), (9, DISTINCTION)])
    def test_a_threshold_is_met_from_its_figure_on(self, found, level):
        assert level_from_findings((), SIX_OR_NINE, {"risks_found": found}) is level

    @pytest.mark.parametrize(
        ("severities", "found", "level"),
        [(("weakness",), 9, PASS), (("fault",), 9, NOT_YET), ((), 6, PASS), (("weakness",), 5, NOT_YET)],
    )
    def test_of_findings_and_thresholds_the_lower_wins(self, severities, found, level):
        assert level_from_findings(severities, SIX_OR_NINE, {"risks_found": found}) is level

    def test_every_measure_of_a_level_must_be_reached(self):
        both = {PASS: {"risks_found": 6, "net_gain": Decimal("0.5")}}
        assert level_from_findings((), both, {"risks_found": 6, "net_gain": Decimal("0.49")}) is NOT_YET
        assert level_from_findings((), both, {"risks_found": 6, "net_gain": Decimal("0.5")}) is DISTINCTION

    def test_distinction_needs_what_a_pass_needs(self):
        uneven = {PASS: {"risks_found": 6}, DISTINCTION: {"opportunities_found": 2}}
        assert level_from_findings((), uneven, {"risks_found": 5, "opportunities_found": 2}) is NOT_YET

    def test_a_measure_that_was_not_worked_out_is_never_guessed(self):
        with pytest.raises(MissingMeasure) as missing:
            level_from_findings(("fault",), SIX_OR_NINE, {"links": 4})
        assert missing.value.name == "risks_found"

    def test_a_severity_that_does_not_exist_is_refused(self):
        with pytest.raises(ValueError, match="remark"):
            level_from_findings(("remark",), NO_THRESHOLDS, {})


class TestCriterionLevel:
    row = Criterion("network", 2, MarkedBy.BOTH, checks=("order", "ends"), thresholds={PASS: {"links": 3}})

    def test_only_its_own_checks_count(self):
        findings = {"order": (), "ends": ("weakness",), "calendar": ("fault",)}
        assert criterion_level(self.row, findings, {"links": 3}) is PASS
        assert criterion_level(self.row, findings, {"links": 2}) is NOT_YET

    def test_a_check_that_was_not_run_is_never_taken_as_passed(self):
        with pytest.raises(CheckNotRun) as unrun:
            criterion_level(self.row, {"order": ()}, {"links": 3})
        assert unrun.value.key == "ends"

    def test_checks_give_no_level_to_what_a_tutor_marks(self):
        with pytest.raises(InvalidCriterion) as refused:
            criterion_level(TONE, {}, {})
        assert refused.value.criterion_id == "tone"

    def test_distinction_only_where_offered(self):
        plain = Criterion("readable", 1, MarkedBy.CHECKS, offers_distinction=False, checks=("readable",))
        assert criterion_level(plain, {"readable": ()}, {}) is PASS


class TestCriterion:
    @pytest.mark.parametrize(
        ("fields", "fault"),
        [
            ({"weight": 0}, "weight"),
            ({"marked_by": MarkedBy.CHECKS}, "needs a check or a threshold"),
            ({"marked_by": MarkedBy.BOTH}, "needs a check or a threshold"),
            ({"marked_by": MarkedBy.TUTOR, "checks": ("order",)}, "names no checks"),
            ({"marked_by": MarkedBy.TUTOR, "thresholds": SIX_OR_NINE}, "names no checks"),
            ({"thresholds": {NOT_YET: {"links": 0}, **SIX_OR_NINE}}, "does not offer"),
            ({"thresholds": SIX_OR_NINE, "offers_distinction": False}, "does not offer"),
            ({"thresholds": {PASS: {"links": 3}}}, "each level that it offers"),
            ({"thresholds": {DISTINCTION: {"links": 3}}}, "each level that it offers"),
            ({"thresholds": {PASS: {}}, "offers_distinction": False}, "each level that it offers"),
        ],
    )
    def test_no_level_is_to_be_had_for_nothing(self, fields, fault):
        with pytest.raises(InvalidCriterion, match=fault):
            Criterion(**{"id": "logic", "weight": 1, "marked_by": MarkedBy.CHECKS, **fields})

    def test_checks_may_guard_a_level_that_has_no_threshold(self):
        guarded = Criterion("x", 1, MarkedBy.CHECKS, checks=("ends",), thresholds={DISTINCTION: {"links": 3}})
        assert criterion_level(guarded, {"ends": ()}, {"links": 2}) is PASS

    def test_thresholds_alone_are_enough(self):
        found = Criterion("found", 1, MarkedBy.CHECKS, thresholds=SIX_OR_NINE)
        assert criterion_level(found, {}, {"risks_found": 9}) is DISTINCTION
        assert (found.highest, OWNERS.highest) == (DISTINCTION, PASS)


class TestOutcome:
    @pytest.mark.parametrize(
        ("levels", "expected"),
        [
            ((DISTINCTION, PASS, DISTINCTION), DISTINCTION),
            ((DISTINCTION, PASS, PASS), PASS),
            ((PASS, PASS, PASS), PASS),
            ((DISTINCTION, NOT_YET, DISTINCTION), NOT_YET),
            ((NOT_YET, PASS, DISTINCTION), NOT_YET),
        ],
    )
    def test_of_decided_criteria(self, levels, expected):
        decided = dict(zip(("logic", "owners", "tone"), levels, strict=True))
        assert outcome(decided, RUBRIC) is expected
        assert provisional_outcome(decided, RUBRIC) is expected

    def test_a_rubric_that_offers_no_distinction_gives_none(self):
        assert outcome({"owners": PASS}, [OWNERS]) is PASS

    def test_it_waits_for_every_criterion(self):
        with pytest.raises(Undecided) as undecided:
            outcome({"owners": PASS}, RUBRIC)
        assert undecided.value.criterion_ids == ("logic", "tone")
        with pytest.raises(Undecided):
            score({"owners": PASS}, RUBRIC)

    def test_provisionally_one_not_yet_settles_it(self):
        assert provisional_outcome({"tone": NOT_YET}, RUBRIC) is NOT_YET
        assert provisional_outcome({"tone": DISTINCTION, "owners": PASS}, RUBRIC) is None
        assert provisional_outcome({}, RUBRIC) is None

    @pytest.mark.parametrize("rule", [outcome, provisional_outcome, score])
    def test_marks_that_do_not_fit_the_rubric_are_refused(self, rule):
        decided = {"logic": PASS, "owners": PASS, "tone": PASS}
        with pytest.raises(NoCriteria):
            rule({}, [])
        with pytest.raises(UnknownCriterion) as unknown:
            rule({**decided, "style": PASS}, RUBRIC)
        assert unknown.value.criterion_id == "style"
        with pytest.raises(LevelNotOffered) as refused:
            rule({**decided, "owners": DISTINCTION}, RUBRIC)
        assert isinstance(refused.value, RubricError)
        with pytest.raises(ValueError, match="merit"):
            rule({**decided, "tone": "merit"}, RUBRIC)


class TestScore:
    @pytest.mark.parametrize(
        ("levels", "share"),
        [
            ((NOT_YET, NOT_YET, NOT_YET), "0.0000"),
            ((DISTINCTION, PASS, DISTINCTION), "1.0000"),
            ((PASS, PASS, PASS), "0.6667"),  # (3 x 1/2 + 2 x 1 + 1 x 1/2) / 6
            ((PASS, NOT_YET, NOT_YET), "0.2500"),
            ((NOT_YET, NOT_YET, PASS), "0.0833"),
            ((DISTINCTION, NOT_YET, PASS), "0.5833"),
        ],
    )
    def test_weights_count_in_full_whatever_is_offered(self, levels, share):
        decided = dict(zip(("logic", "owners", "tone"), levels, strict=True))
        assert str(score(decided, RUBRIC)) == share

    def test_halves_are_rounded_up(self):
        """1/32 = 0.03125: the half in the fifth place goes up."""
        criteria = [criterion("one"), criterion("rest", weight=15)]
        assert score({"one": PASS, "rest": NOT_YET}, criteria) == Decimal("0.0313")


def levels_of(criteria):
    choices = [(NOT_YET, PASS, DISTINCTION) if each.offers_distinction else (NOT_YET, PASS) for each in criteria]
    ids = [each.id for each in criteria]
    return [dict(zip(ids, levels, strict=True)) for levels in product(*choices)]


def test_a_better_level_never_makes_the_outcome_or_the_score_worse():
    for levels in levels_of(RUBRIC):
        for each in RUBRIC:
            if levels[each.id] is each.highest:
                continue
            better = {**levels, each.id: tuple(Level)[levels[each.id].points + 1]}
            assert outcome(better, RUBRIC).points >= outcome(levels, RUBRIC).points
            assert score(better, RUBRIC) > score(levels, RUBRIC)


@steadily
@given(
    st.lists(st.sampled_from(("fault", "weakness")), max_size=4),
    st.lists(st.sampled_from(("fault", "weakness")), max_size=4),
    st.integers(0, 12),
)
def test_more_findings_never_raise_a_level(some, more, found):
    fewer = level_from_findings(some, SIX_OR_NINE, {"risks_found": found})
    assert level_from_findings(some + more, SIX_OR_NINE, {"risks_found": found}).points <= fewer.points
