from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engines import risk_exposure
from app.engines.risk_exposure import (
    Chance,
    Effect,
    InvalidScale,
    NegativeCost,
    NotAProbability,
    ProbabilityScale,
    Rating,
    RatingBands,
    Risk,
    RiskError,
    RiskType,
    TooManyOutcomes,
    UnknownBand,
    distribution,
    expected,
    percentile,
    probability_of_any,
    score,
    totals,
)
from tests.engines.properties import steadily

SCALE = ProbabilityScale((5, 20, 40, 60, 85))


def chance(probability: str, cost: int) -> Chance:
    return Chance(Decimal(probability), cost)


R1 = Risk(RiskType.THREAT, chance("0.30", 80), chance("0.10", 60), 6, secondary=chance("0.05", 40))
R2 = Risk(RiskType.THREAT, chance("0.20", 50), chance("0.10", 20), 9)
O1 = Risk(RiskType.OPPORTUNITY, chance("0.40", 30), chance("0.60", 30), 3)
R2_ACCEPTED = Risk(RiskType.THREAT, chance("0.20", 50))

effects = st.lists(
    st.builds(
        Effect,
        st.integers(-500, 500).map(Fraction),
        st.fractions(0, 1, max_denominator=20),
    ),
    max_size=7,
)


def every_case(effects):
    """Each combination of happening or not, with its total and probability, one by one."""
    for happens in product((True, False), repeat=len(effects)):
        total, probability = Fraction(0), Fraction(1)
        for effect, happened in zip(effects, happens, strict=True):
            total += effect.amount if happened else 0
            probability *= effect.probability if happened else 1 - effect.probability
        yield total, probability


class TestScales:
    @pytest.mark.parametrize(("band", "percent"), [(1, 5), (2, 20), (3, 40), (4, 60), (5, 85)])
    def test_each_band_stands_for_a_probability_and_is_found_from_it(self, band, percent):
        assert SCALE.probability(band) == Fraction(percent, 100)
        assert SCALE.band(Fraction(percent, 100)) == band

    @pytest.mark.parametrize(
        ("probability", "band"), [("0", 1), ("0.12", 1), ("0.125", 2), ("0.3", 3), ("0.72", 4), ("1", 5)]
    )
    def test_a_typed_probability_falls_in_the_nearest_band_the_higher_if_halfway(self, probability, band):
        assert SCALE.band(Decimal(probability)) == band

    @pytest.mark.parametrize("band", [0, 6, -1])
    def test_bands_are_one_to_five(self, band):
        with pytest.raises(UnknownBand) as unknown:
            SCALE.probability(band)
        assert unknown.value.band == band
        with pytest.raises(UnknownBand):
            score(3, band)
        with pytest.raises(UnknownBand):
            score(band, 3)

    @pytest.mark.parametrize(
        "percentages", [(), (5, 20, 40, 60), (5, 20, 20, 60, 85), (0, 20, 40, 60, 85), (5, 20, 40, 60, 100)]
    )
    def test_a_scale_rises_through_five_probabilities_that_are_not_certain(self, percentages):
        with pytest.raises(InvalidScale):
            ProbabilityScale(percentages)


class TestScores:
    def test_before_and_after_a_response(self):
        assert (score(4, 5), RatingBands().rating(score(4, 5))) == (20, Rating.RED)
        assert (score(2, 3), RatingBands().rating(score(2, 3))) == (6, Rating.AMBER)

    @pytest.mark.parametrize(
        ("value", "rating"), [(1, "green"), (5, "green"), (6, "amber"), (12, "amber"), (15, "red"), (25, "red")]
    )
    def test_bands_by_default(self, value, rating):
        assert RatingBands().rating(value) is Rating(rating)

    def test_bands_are_a_setting(self):
        assert RatingBands(amber_from=4, red_from=10).rating(10) is Rating.RED


class TestResponses:
    @pytest.mark.parametrize(
        ("risk", "before", "after", "net_gain"),
        [(R1, 24, 8, 10), (R2, 10, 2, -1), (O1, -12, -18, 3), (R2_ACCEPTED, 10, 10, 0)],
        ids=["pays", "does not pay", "opportunity", "accepted"],
    )
    def test_what_a_response_is_worth(self, risk, before, after, net_gain):
        assert (risk.emv_before, risk.emv_after, risk.net_gain) == (before, after, net_gain)

    def test_a_response_that_changes_nothing_costs_its_price(self):
        assert Risk(RiskType.THREAT, chance("0.5", 10), response_cost=4).net_gain == -4

    def test_totals_of_the_responses_worth_having(self):
        sums = totals([R1, R2_ACCEPTED, O1])
        assert (sums.exposure_before, sums.exposure_after) == (22, 0)
        assert (sums.response_cost, sums.net_gain) == (9, 13)

    def test_totals_of_nothing_are_nothing(self):
        sums = totals([])
        assert (sums.exposure_before, sums.exposure_after, sums.response_cost, sums.net_gain) == (0, 0, 0, 0)

    @pytest.mark.parametrize("probability", ["-0.01", "1.01"])
    def test_probabilities_are_within_bounds(self, probability):
        with pytest.raises(NotAProbability):
            chance(probability, 10)
        with pytest.raises(NotAProbability):
            SCALE.band(Decimal(probability))

    def test_costs_carry_no_sign(self):
        with pytest.raises(NegativeCost) as negative:
            chance("0.5", -1)
        assert isinstance(negative.value, RiskError)


class TestDistribution:
    two = (*R1.effects_before, *R2.effects_before)

    def test_every_total_with_its_probability(self):
        assert [(int(total), str(float(probability))) for total, probability in distribution(self.two)] == [
            (0, "0.56"),
            (50, "0.14"),
            (80, "0.24"),
            (130, "0.06"),
        ]

    @pytest.mark.parametrize(
        ("level", "cost"), [("0.50", 0), ("0.56", 0), ("0.57", 50), ("0.80", 80), ("0.95", 130), ("1", 130)]
    )
    def test_percentiles(self, level, cost):
        assert percentile(self.two, Decimal(level)) == cost

    def test_mean_and_chance_of_any(self):
        assert expected(self.two) == 34
        assert probability_of_any(self.two) == Fraction(44, 100)

    def test_after_the_response_the_secondary_risk_counts(self):
        assert [total for total, _ in distribution(R1.effects_after)] == [0, 40, 60, 100]

    def test_an_opportunity_lowers_the_total(self):
        assert distribution(O1.effects_before) == ((Decimal(-30), Fraction(2, 5)), (Decimal(0), Fraction(3, 5)))
        assert percentile(O1.effects_before, Decimal("0.4")) == -30

    def test_what_is_certain_or_impossible_leaves_no_stray_total(self):
        certain = [Effect(Fraction(10), Fraction(1)), Effect(Fraction(5), Fraction(0))]
        assert distribution(certain) == ((Decimal(10), Fraction(1)),)

    def test_amounts_are_to_the_penny(self):
        effect = Effect(Fraction(Decimal("0.015")), Fraction(1))
        assert str(percentile([effect], 1)) == "0.02"

    def test_no_risks_cost_nothing(self):
        assert percentile([], Decimal("0.8")) == 0
        assert distribution([]) == ((Decimal(0), Fraction(1)),)
        assert probability_of_any([]) == 0

    @pytest.mark.parametrize("level", ["0", "-0.1", "1.1"])
    def test_levels_are_above_nothing_and_at_most_certain(self, level):
        with pytest.raises(NotAProbability):
            percentile(self.two, Decimal(level))

    def test_twenty_risks_no_two_sums_alike(self):
        twenty = [Effect(Fraction(2**power), Fraction(1, 2)) for power in range(20)]
        assert percentile(twenty, Decimal("0.8")) == Decimal(838_860)

    def test_thirty_risks_in_round_figures(self):
        thirty = [Effect(Fraction(1000), Fraction(1, 2))] * 30
        ways = [probability for _, probability in distribution(thirty)]
        assert len(ways) == 31
        assert percentile(thirty, Fraction(1, 2)) == 15_000

    def test_too_many_totals_are_refused_rather_than_waited_for(self, monkeypatch):
        monkeypatch.setattr(risk_exposure, "MOST_OUTCOMES", 8)
        monkeypatch.setattr(risk_exposure, "MOST_IN_HALF", 8)
        different = [Effect(Fraction(2**power), Fraction(1, 2)) for power in range(8)]
        assert len(distribution(different[:3])) == 8
        with pytest.raises(TooManyOutcomes):
            distribution(different[:4])
        assert percentile(different[:6], 1) == 63
        with pytest.raises(TooManyOutcomes):
            percentile(different, 1)


@steadily
@given(effects)
def test_distribution_is_that_of_every_case_counted(effects):
    counted: dict[Fraction, Fraction] = {}
    for total, probability in every_case(effects):
        if probability:
            counted[total] = counted.get(total, Fraction(0)) + probability
    found = distribution(effects)
    assert {Fraction(total): probability for total, probability in found} == counted
    assert sum(probability for _, probability in found) == 1
    assert sum(Fraction(total) * probability for total, probability in found) == expected(effects)


@steadily
@given(effects, st.fractions(Fraction(1, 100), 1, max_denominator=100))
def test_percentile_is_the_smallest_total_likely_enough(effects, level):
    found = percentile(effects, level)
    assert sum(chance for total, chance in every_case(effects) if total <= found) >= level
    assert sum(chance for total, chance in every_case(effects) if total < found) < level
