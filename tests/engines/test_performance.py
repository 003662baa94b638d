"""Measures from raw records, their colours, and progress: the yardsticks of duties 11 and 14, and the edges."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from app.engines.performance import (
    USUAL,
    Amount,
    Colour,
    Comparison,
    Direction,
    Formula,
    InvalidFormula,
    InvalidThresholds,
    Method,
    Quantity,
    Sort,
    Test,
    Thresholds,
    Timing,
    Trend,
    amount,
    completeness,
    looks_both_ways,
    progress,
    relative_change,
    trend,
    within,
    work_out,
)

HIGHER, LOWER = Direction
FEWER = Thresholds(LOWER, 10, 12)
RECORDS = [
    {"ref": "A", "on": "2027-06-01", "paid": "2027-06-21", "size": "40", "hours": "10", "kind": "North"},
    {"ref": "B", "on": "2027-06-02", "paid": "2027-07-12", "size": "10", "hours": "30", "kind": "north "},
    {"ref": "C", "on": "2027-06-30", "paid": "", "size": "", "hours": "20", "kind": "South"},
    {"ref": "D", "on": "2027-07-01", "paid": "2027-07-02", "size": "25", "hours": "", "kind": ""},
]
SIZE = Quantity("size")
BIG = Test(SIZE, Comparison.AT_LEAST, "25")


class TestYardsticks:
    @pytest.mark.parametrize(
        ("value", "colour"),
        [("0.96", "green"), ("0.95", "green"), ("0.93", "amber"), ("0.90", "amber"), ("0.875", "red")],
    )
    def test_the_usual_thresholds(self, value, colour):
        assert USUAL.colour(Decimal(value)) is Colour(colour)

    @pytest.mark.parametrize(("value", "colour"), [(10, "green"), (11, "amber"), (13, "red"), (12, "amber")])
    def test_lower_is_better(self, value, colour):
        assert FEWER.colour(value) is Colour(colour)

    @pytest.mark.parametrize("thresholds", [USUAL, FEWER])
    def test_no_data_is_grey(self, thresholds):
        assert thresholds.colour(None) is Colour.GREY

    def test_completeness(self):
        assert completeness(47, 50) == Fraction("0.94")
        assert completeness(0, 0) is None

    @pytest.mark.parametrize(
        ("baseline", "target", "actual", "share"),
        [
            (40, 60, 52, Fraction(60, 100)),
            (Decimal("2.4"), Decimal("1.8"), Decimal("2.1"), Fraction(1, 2)),
            (5, 5, 5, None),
            (40, 60, 40, 0),
            (40, 60, 60, 1),
            (40, 60, 30, Fraction(-1, 2)),
        ],
    )
    def test_progress_from_baseline_to_target(self, baseline, target, actual, share):
        assert progress(baseline=baseline, target=target, actual=actual) == share

    def test_relative_change(self):
        assert relative_change(baseline=Decimal("2.4"), actual=Decimal("2.1")) == Fraction("-0.125")
        assert relative_change(baseline=-4, actual=-2) == Fraction(1, 2)
        assert relative_change(baseline=0, actual=3) is None


class TestAmounts:
    @pytest.mark.parametrize(
        ("text", "sort", "size"),
        [
            (" 1,250.5 ", Sort.NUMBER, Fraction("1250.5")),
            ("−3", Sort.NUMBER, -3),
            ("-0.25", Sort.NUMBER, Fraction("-0.25")),
            ("08:47", Sort.TIME, 527),
            ("0:00", Sort.TIME, 0),
            ("2027-06-30", Sort.DAY, date(2027, 6, 30).toordinal()),
        ],
    )
    def test_what_can_be_read(self, text, sort, size):
        assert amount(text) == Amount(sort, Fraction(size))

    @pytest.mark.parametrize(
        "text",
        ["", "n/a", "2027-06-31", "2027-13-01", "0000-01-01", "24:00", "1,2", "1e9", "NaN", "inf", "٣", "9" * 16, "=1"],
    )
    def test_what_cannot(self, text):
        assert amount(text) is None

    def test_a_difference_is_of_two_alike(self):
        days = Quantity("paid", since="on")
        assert [days.of(record) for record in RECORDS] == [
            Amount(Sort.NUMBER, Fraction(20)),
            Amount(Sort.NUMBER, Fraction(40)),
            None,
            Amount(Sort.NUMBER, Fraction(1)),
        ]
        assert Quantity("size", since="on").of(RECORDS[0]) is None
        assert Quantity("size", since="nowhere").of(RECORDS[0]) is None
        assert Quantity("nowhere").of(RECORDS[0]) is None


class TestTests:
    @pytest.mark.parametrize(
        ("comparison", "value", "answers"),
        [
            ("at_least", "25", [True, False, None, True]),
            ("at_most", "25", [False, True, None, True]),
            ("above", "25", [True, False, None, False]),
            ("below", "25", [False, True, None, False]),
            ("at_least", "08:00", [None, None, None, None]),
            ("at_least", "lots", [None, None, None, None]),
        ],
    )
    def test_figures(self, comparison, value, answers):
        assert [Test(SIZE, Comparison(comparison), value).met(record) for record in RECORDS] == answers

    @pytest.mark.parametrize(("comparison", "said"), [("is", True), ("is_not", False)])
    def test_words(self, comparison, said):
        test = Test(Quantity("kind"), Comparison(comparison), "NORTH")
        assert [test.met(record) for record in RECORDS] == [said, said, not said, None]

    def test_a_period_holds_both_its_days(self):
        tests = within("on", date(2027, 6, 2), date(2027, 6, 30))
        assert [all(test.met(record) for test in tests) for record in RECORDS] == [False, True, True, False]


class TestWorkingOut:
    @pytest.mark.parametrize(
        ("formula", "value", "base", "unknown"),
        [
            (Formula(Method.COUNT), 4, 4, 0),
            (Formula(Method.COUNT, meets=(BIG,)), 2, 3, 1),
            (Formula(Method.SHARE, meets=(BIG,), times=100), Fraction(200, 3), 3, 1),
            (Formula(Method.SUM, SIZE), 75, 3, 1),
            (Formula(Method.MEAN, SIZE), 25, 3, 1),
            (Formula(Method.MEDIAN, SIZE), 25, 3, 1),
            (Formula(Method.MEDIAN, Quantity("hours"), where=(BIG,)), 10, 1, 1),
            (Formula(Method.MINIMUM, SIZE), 10, 3, 1),
            (Formula(Method.MAXIMUM, SIZE), 40, 3, 1),
            (Formula(Method.PERCENTILE, SIZE), 40, 3, 1),
            (Formula(Method.PERCENTILE, SIZE, rank=50), 25, 3, 1),
            (Formula(Method.PERCENTILE, SIZE, rank=Decimal("0.1")), 10, 3, 1),
            (Formula(Method.PERCENTILE, SIZE, rank=100), 40, 3, 1),
            (Formula(Method.RATIO, SIZE, over=Quantity("hours")), Fraction(50, 40), 2, 2),
        ],
    )
    def test_by_each_method(self, formula, value, base, unknown):
        measured = work_out(RECORDS, formula)
        assert (measured.value, measured.base, measured.unknown) == (value, base, unknown)
        assert measured.reason == ""

    def test_the_median_of_an_even_number_is_between_the_two_in_the_middle(self):
        records = [{"size": size} for size in ("1", "9", "4", "2")]
        assert work_out(records, Formula(Method.MEDIAN, SIZE)).value == 3

    def test_one_test_not_met_settles_it(self):
        late = Test(Quantity("paid", since="on"), Comparison.AT_MOST, "30")
        measured = work_out(RECORDS, Formula(Method.SHARE, meets=(BIG, late)))
        # A and D meet both, B meets neither, and of C nothing can be told.
        assert (measured.value, measured.base, measured.unknown) == (Fraction(2, 3), 3, 1)
        known = work_out([{"size": "1", "on": ""}], Formula(Method.SHARE, meets=(BIG, late)))
        assert (known.value, known.base) == (0, 1)

    @pytest.mark.parametrize(
        ("records", "formula"),
        [
            ([], Formula(Method.COUNT)),
            ([{"size": ""}], Formula(Method.SHARE, meets=(BIG,))),
            ([{"size": "big"}], Formula(Method.MEAN, SIZE)),
            ([{"size": "3", "hours": "0"}], Formula(Method.RATIO, SIZE, over=Quantity("hours"))),
            ([{"size": "3"}], Formula(Method.RATIO, SIZE, over=Quantity("hours"))),
        ],
    )
    def test_an_empty_base_gives_a_reason_and_not_nought(self, records, formula):
        measured = work_out(records, formula)
        assert measured.value is None
        assert measured.reason.endswith(".")

    def test_a_count_of_none_is_nought(self):
        assert work_out([{"size": "1"}], Formula(Method.COUNT, meets=(BIG,))).value == 0

    @pytest.mark.parametrize(
        "lacking",
        [
            {"method": Method.MEAN},
            {"method": Method.SHARE},
            {"method": Method.RATIO, "value": SIZE},
            {"method": Method.PERCENTILE, "value": SIZE, "rank": 0},
            {"method": Method.PERCENTILE, "value": SIZE, "rank": 101},
        ],
    )
    def test_a_formula_that_lacks_something_is_refused(self, lacking):
        with pytest.raises(InvalidFormula):
            Formula(**lacking)


class TestColoursAndTrends:
    @pytest.mark.parametrize(("direction", "green", "amber"), [(HIGHER, 90, 95), (LOWER, 12, 10)])
    def test_amber_is_never_better_than_green(self, direction, green, amber):
        with pytest.raises(InvalidThresholds, match=direction):
            Thresholds(direction, green, amber)
        assert Thresholds(direction, amber, green).colour(green) is Colour.AMBER

    def test_without_room_for_amber(self):
        assert [Thresholds(LOWER, 0, 0).colour(value) for value in (0, 1)] == [Colour.GREEN, Colour.RED]

    @pytest.mark.parametrize(
        ("value", "last", "direction", "expected"),
        [
            (3, 2, HIGHER, "better"),
            (3, 2, LOWER, "worse"),
            (2, 3, LOWER, "better"),
            (2, 3, HIGHER, "worse"),
            (Decimal("2.0"), 2, HIGHER, "same"),
            (None, 2, HIGHER, "unknown"),
            (2, None, HIGHER, "unknown"),
        ],
    )
    def test_what_became_of_it(self, value, last, direction, expected):
        assert trend(value, last, direction) is Trend(expected)

    def test_looking_both_ways(self):
        assert looks_both_ways([Timing.LAG, None, Timing.LEAD])
        assert not looks_both_ways([Timing.LAG, Timing.LAG, None])
