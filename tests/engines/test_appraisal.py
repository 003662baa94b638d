"""Discounting and appraisal against worked vectors, by hand, and as properties."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engines import appraisal
from app.engines.appraisal import Appraisal, TooFewFactors, appraise, present_value, switching_value
from app.engines.discount_rates import (
    HEALTH,
    LOWER,
    SCHEDULES,
    STANDARD,
    NoSuchYear,
    TooNegative,
    discount_factors,
    flat,
    nominal_rate,
    real_rate,
)
from app.engines.exact import rounded
from tests.engines.properties import steadily

TEN_PER_CENT = flat(Decimal(10), date(2027, 1, 1))
STANDARD_30 = discount_factors(STANDARD, 30)
amounts = st.integers(-1000, 1000).map(Fraction)
gains = st.lists(st.integers(0, 1000).map(Fraction), min_size=1, max_size=12)


def shown(value: Fraction | None, places: int = 4) -> str:
    return "none" if value is None else str(rounded(value, places))


def of_vector_2_4(bias: int = 0) -> Appraisal:
    return appraise([appraisal.with_bias(100, bias)], [0, 30, 40, 50, 20], STANDARD_30)


def forty_a_year(schedule) -> Appraisal:
    return appraise([1000], [0, *[40] * 60], discount_factors(schedule, 60))


class TestFactors:
    @pytest.mark.parametrize(
        ("schedule", "year", "factor"),
        [
            *[(STANDARD, *each) for each in ((0, "1.0000"), (1, "0.9662"), (5, "0.8420"), (10, "0.7089"))],
            *[(STANDARD, *each) for each in ((30, "0.3563"), (31, "0.3459"), (60, "0.1468"), (75, "0.0942"))],
            *[(STANDARD, *each) for each in ((76, "0.0919"), (125, "0.0274"), (126, "0.0269"), (201, "0.0061"))],
            (HEALTH, 30, "0.6398"),
            (HEALTH, 31, "0.6316"),
            (LOWER, 30, "0.4120"),
            (LOWER, 31, "0.4017"),
        ],
    )
    def test_vectors_2_1_to_2_3(self, schedule, year, factor):
        assert shown(discount_factors(schedule, year)[year]) == factor

    def test_schedules_are_dated_and_kept_by_key(self):
        assert set(SCHEDULES) == {"green_book_2026", "green_book_2026_health", "green_book_2026_lower"}
        assert all(each.key == key and each.source and each.published_on for key, each in SCHEDULES.items())
        assert STANDARD.rate(301) == STANDARD.rate(9999) == Fraction(1, 100)

    def test_vector_2_9(self):
        nominal = nominal_rate(Decimal("0.035"), Decimal("0.02"))
        assert rounded(nominal, 4) == Decimal("0.0557")
        assert real_rate(nominal, Decimal("0.02")) == Fraction(35, 1000)

    def test_nominal_flows_at_the_nominal_rate_are_worth_what_real_flows_are_at_the_real_one(self):
        inflation = Decimal("0.02")
        nominal = [appraisal.in_money_of_the_day(500, year, inflation) for year in range(11)]
        assert [appraisal.in_base_prices(each, year, inflation) for year, each in enumerate(nominal)] == [500] * 11
        factors = discount_factors(STANDARD, 10, inflation)
        assert present_value(nominal, factors) == present_value([500] * 11, STANDARD_30)

    def test_what_cannot_be_a_rate_or_a_year_is_refused(self):
        with pytest.raises(NoSuchYear):
            STANDARD.rate(-1)
        with pytest.raises(NoSuchYear):
            discount_factors(STANDARD, -1)
        with pytest.raises(TooNegative):
            discount_factors(flat(Decimal(-100), date(2027, 1, 1)), 1)
        with pytest.raises(TooNegative):
            real_rate(0, -1)


class TestAppraisal:
    def test_vector_2_4(self):
        case = of_vector_2_4()
        assert shown(case.pv_benefits) == "128.8519"
        assert shown(case.npv) == "28.8519"
        assert shown(case.bcr) == "1.2885"
        assert case.internal_rates.only == Decimal("0.1532")
        assert shown(case.payback, 2) == "2.60"
        assert shown(case.discounted_payback, 2) == "2.75"
        assert shown(case.switching_benefits) == "-0.2239"
        assert shown(case.switching_costs) == "0.2885"
        assert case.undefined == {}

    def test_vector_2_5(self):
        case = of_vector_2_4(bias=20)
        assert (shown(case.npv), shown(case.bcr)) == ("8.8519", "1.0738")

    def test_vector_2_6(self):
        factors = discount_factors(STANDARD, 60)
        assert shown(sum(factors[1:31])) == "18.3920"
        assert shown(sum(factors[31:])) == "6.9832"
        case = forty_a_year(STANDARD)
        assert (shown(case.npv), shown(case.bcr)) == ("15.0104", "1.0150")

    def test_vector_2_7_and_2_8(self):
        assert shown(forty_a_year(flat(Decimal("3.5"), date(2027, 1, 1))).npv) == "-2.2106"
        unchained = [1 / (1 + STANDARD.rate(year)) ** year for year in range(61)]
        assert shown(appraise([1000], [0, *[40] * 60], unchained).npv) == "58.6867"
        lower = forty_a_year(LOWER)
        assert (shown(lower.npv), shown(lower.bcr)) == ("125.7404", "1.1257")

    def test_by_hand_at_ten_per_cent(self):
        """121 in year 2 and 110 in year 1 are worth 100 each; 220 of cost in year 1 is worth 200."""
        case = appraise([0, 220], [0, 110, 121], discount_factors(TEN_PER_CENT, 2))
        assert (case.pv_costs, case.pv_benefits, case.npv, case.bcr) == (200, 200, 0, 1)
        assert case.cumulative == (0, -100, 0)
        assert case.net == (0, -110, 121)
        assert case.discounted_payback == 2
        assert case.payback == 1 + Fraction(110, 121)
        assert case.internal_rates.only == Decimal("0.1000")

    def test_an_equivalent_annual_cost_is_worth_the_costs(self):
        factors = discount_factors(STANDARD, 30)
        case = appraise([1_000_000, *[5000] * 30], [], factors)
        yearly = case.equivalent_annual_cost
        assert yearly is not None
        assert present_value([0, *[yearly] * 30], factors) == case.pv_costs
        assert shown(yearly, 2) == "59371.33"

    def test_what_is_not_defined_says_why(self):
        free = appraise([], [0, 10], discount_factors(STANDARD, 1))
        assert (free.bcr, free.payback, free.discounted_payback, free.switching_costs) == (None,) * 4
        assert set(free.undefined) == {"bcr", "payback", "discounted_payback", "internal_rate", "switching_costs"}
        assert "nothing to pay back" in free.undefined["payback"]
        never = appraise([100], [0, 10], discount_factors(STANDARD, 1))
        assert "within the period" in never.undefined["payback"]
        empty = appraise([], [], STANDARD_30)
        assert (empty.npv, empty.equivalent_annual_cost, empty.switching_benefits) == (0, None, None)
        assert empty.undefined["equivalent_annual_cost"] == "There is no year after the base year."

    def test_more_flows_than_factors_are_refused(self):
        with pytest.raises(TooFewFactors):
            appraise([1, 2, 3], [], STANDARD_30[:2])
        with pytest.raises(TooFewFactors):
            present_value([1, 2, 3], STANDARD_30[:2])


class TestSensitivity:
    def test_tables(self):
        assert appraisal.one_way(Fraction(50), Fraction(200), [0, Decimal("-0.25"), -1]) == (
            (0, 50),
            (Fraction(-1, 4), 0),
            (-1, -150),
        )
        changes = ([0, Decimal("-0.1")], [0, Decimal("0.2")])
        assert appraisal.two_way(Fraction(50), (Fraction(200), Fraction(-150)), changes) == ((50, 20), (30, 0))

    @pytest.mark.parametrize(("stream", "switch"), [(200, "-0.2500"), (-100, "0.5000"), (0, "none")])
    def test_switching_values(self, stream, switch):
        assert shown(switching_value(Fraction(stream), Fraction(50))) == switch


class TestProperties:
    @steadily
    @given(st.lists(amounts, max_size=20), st.lists(amounts, max_size=20), amounts)
    def test_present_value_is_linear(self, first, second, times):
        longest = max(len(first), len(second))
        padded = [each + [Fraction(0)] * (longest - len(each)) for each in (first, second)]
        both = [one + times * other for one, other in zip(*padded, strict=True)]
        expected = present_value(first, STANDARD_30) + times * present_value(second, STANDARD_30)
        assert present_value(both, STANDARD_30) == expected

    @steadily
    @given(st.integers(1, 1000), gains, st.integers(0, 30), st.integers(1, 20))
    def test_a_higher_rate_never_helps_a_cost_now_for_benefits_later(self, cost, benefits, percent, more):
        def npv(rate: int) -> Fraction:
            factors = discount_factors(flat(Decimal(rate), date(2027, 1, 1)), len(benefits))
            return appraise([cost], [0, *benefits], factors).npv

        assert npv(percent + more) <= npv(percent)

    @steadily
    @given(gains, gains)
    def test_a_ratio_above_one_is_a_net_present_value_above_zero(self, costs, benefits):
        case = appraise(costs, benefits, STANDARD_30)
        if case.bcr is None:
            assert case.pv_costs == 0
        else:
            assert (case.bcr > 1) == (case.npv > 0)

    @steadily
    @given(st.lists(amounts, min_size=1, max_size=20))
    def test_a_year_later_is_worth_one_factor_less(self, flows):
        assert present_value([0, *flows], STANDARD_30) == present_value(flows, STANDARD_30) * STANDARD_30[1]

    @steadily
    @given(gains, gains)
    def test_a_switching_value_switches(self, costs, benefits):
        case = appraise(costs, benefits, STANDARD_30)
        for stream, change in ((case.pv_benefits, case.switching_benefits), (-case.pv_costs, case.switching_costs)):
            if change is not None:
                assert appraisal.npv_after(case.npv, stream, change) == 0

    @steadily
    @given(gains, gains)
    def test_discounting_never_brings_payback_forward(self, costs, benefits):
        case = appraise([sum(costs, Fraction(1))], [0, *benefits], STANDARD_30)
        if case.discounted_payback is not None:
            assert case.payback is not None
            assert case.payback <= case.discounted_payback
