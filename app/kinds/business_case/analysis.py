"""A review read once: its options with what their flows are worth, and which of the brief's options and planted faults
its rows are.

Two appraisals are made of each option. `appraisals` is the apprentice's own: their flows under their terms. `corrected`
is what the same flows come to once the faults that other checks speak of are put right (growth at a real rate, sunk
costs, optimism bias, years beyond the period), so that one mistake is told once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TypeVar

from app.engines import wording
from app.engines.appraisal import Appraisal, appraise, npv_after, present_value, switching_value
from app.engines.discount_rates import SCHEDULES, STANDARD, RateSchedule, discount_factors, flat
from app.engines.exact import rounded
from app.kinds.base import Finding, fault
from app.kinds.business_case.cells import LONGEST_SEARCHED
from app.kinds.business_case.payload import (
    Basis,
    BusinessCase,
    BusinessCaseBrief,
    ExpectedOption,
    PlantedFault,
    SoundPlace,
    StreamType,
)
from app.kinds.business_case.reading import (
    Fault,
    Flow,
    Option,
    Sensitivity,
    Terms,
    find_option,
    has_content,
    read_fault,
    read_flow,
    read_option,
    read_terms,
    read_test,
)

T = TypeVar("T")

#: Discount rates to test with are at most 100% a year.
MOST_RATE = 1
#: Far finer than a penny of a thousand million pounds.
FACTOR_PLACES = 30
#: What is wrong has to be said in at least so many words before a row can stand for a planted fault.
FEWEST_WORDS = 3


@dataclass(frozen=True)
class Review:
    """What the checks, figures and pictures go by. Rows without content are left out of everything.

    `known` maps the id of an expected option to the reference of the option that is it; `found` the id of a planted
    fault to the place of its row in `faults`; each row stands for at most one, and as many are found as can be.
    `false_alarms` maps a row's place to the sound paragraph it complains of.
    """

    terms: Terms
    options: tuple[Option, ...]
    flows: tuple[Flow, ...]
    faults: tuple[Fault, ...]
    tests: tuple[Sensitivity, ...]
    recommended: str
    recommendation: str
    reasons: str
    problems: Sequence[Finding]
    appraisals: Mapping[str, Appraisal]
    corrected: Mapping[str, Appraisal]
    known: Mapping[str, str]
    found: Mapping[str, int]
    false_alarms: Mapping[int, SoundPlace]

    @property
    def is_blank(self) -> bool:
        """Nobody has begun: terms and choices alone are not a review."""
        return not (self.options or self.flows or self.faults or self.tests or self.recommendation or self.reasons)

    @cached_property
    def by_ref(self) -> Mapping[str, Option]:
        return {option.ref: option for option in self.options}

    @property
    def recommended_option(self) -> Option | None:
        return self.by_ref.get(self.recommended)

    def flows_of(self, ref: str) -> list[Flow]:
        """The whole flows of an option."""
        return [flow for flow in self.flows if flow.option == ref and flow.is_whole]

    @cached_property
    def bias(self) -> Fraction:
        return self.terms.bias or Fraction(0)

    @cached_property
    def factors(self) -> tuple[Fraction, ...]:
        """The discount factors of the apprentice's own terms, as far as the last year of any flow."""
        return factors_for(self.terms.rates or STANDARD, _last_year(self.flows), inflation_of(self.terms))

    @cached_property
    def worths(self) -> Mapping[Flow, Fraction]:
        """Each whole flow's present value under the apprentice's own terms, positive, capital with optimism bias."""
        whole = (flow for flow in self.flows if flow.is_whole)
        return {flow: present_value(_row(flow.by_year()), self.factors) * raised(flow, self.bias) for flow in whole}

    def worth_varied(self, test: Sensitivity) -> Fraction | None:
        """The signed present value of what a test varies, benefits positive; None where it varies nothing known."""
        flows = [
            flow
            for flow in self.flows_of(test.option)
            if (flow.ref in test.streams if test.streams else flow.type in test.kinds)
        ]
        if not flows:
            return None
        return sum((self.worths[f] * (1 if f.type is StreamType.BENEFIT else -1) for f in flows), Fraction(0))

    def npv_left(self, test: Sensitivity) -> Fraction | None:
        """What the option is worth after the test's change."""
        stream, own = self.worth_varied(test), self.appraisals.get(test.option)
        if own is None or test.change is None:
            return None
        if test.is_rate:
            return self._npv_at(own, test.change, added=test.is_signed)
        return None if stream is None else npv_after(own.npv, stream, test.change)

    def _npv_at(self, own: Appraisal, rate: Fraction, *, added: bool) -> Fraction | None:
        """The net present value at one rate for every year, or at the year's own with so much added; None off scale."""
        rates = self.terms.rates or STANDARD
        bands = tuple(replace(band, percent=rounded(Fraction(band.percent) + rate * 100, 6)) for band in rates.bands)
        other = replace(rates, bands=bands) if added else flat(rounded(rate * 100, 6), rates.published_on)
        if not all(0 <= other.rate(year) <= MOST_RATE for year in range(len(own.factors))):
            return None
        return appraise(own.costs, own.benefits, factors_for(other, len(own.factors) - 1, inflation_of(self.terms))).npv

    def switches_at(self, test: Sensitivity) -> Fraction | None:
        """The change of what a test varies at which the option is worth 0; of the discount rate, the rate itself."""
        if test.is_rate:
            only = self.appraisals[test.option].internal_rates.only if test.option in self.appraisals else None
            return None if only is None else Fraction(only)
        stream, own = self.worth_varied(test), self.appraisals.get(test.option)
        return None if stream is None or own is None else switching_value(stream, own.npv)


def analyse(case: BusinessCase, brief: BusinessCaseBrief) -> Review:
    """Read the review against the brief. Never raises."""
    terms, problems = read_terms(case)
    options = _gathered((read_option(row) for row in case.options if has_content(row)), problems)
    flows = _gathered((read_flow(row, options) for row in case.flows if has_content(row)), problems)
    faults = _gathered((read_fault(row) for row in case.faults if has_content(row)), problems)
    tests = _gathered((read_test(row, options, flows) for row in case.sensitivities if has_content(row)), problems)
    return Review(
        terms=terms,
        options=tuple(options),
        flows=tuple(flows),
        faults=tuple(faults),
        tests=tuple(tests),
        recommended=find_option(case.recommended.strip(), options),
        recommendation=case.recommendation.strip(),
        reasons=case.reasons.strip(),
        problems=(*_shared_refs([*options, *flows, *faults, *tests]), *problems),
        appraisals=_appraisals(terms, options, flows),
        corrected=_corrected(terms, options, flows, brief),
        known=_known(options, brief.options),
        found=_found(faults, brief.planted),
        false_alarms=_false_alarms(faults, brief.sound),
    )


def inflation_of(terms: Terms) -> Fraction:
    """The inflation that the rate includes: none while prices are real."""
    return terms.inflation or Fraction(0) if terms.basis is Basis.NOMINAL else Fraction(0)


@lru_cache(maxsize=64)
def factors_for(rates: RateSchedule, last_year: int, inflation: Fraction) -> tuple[Fraction, ...]:
    """Discount factors to `FACTOR_PLACES`, for exact ones of a hundred years are too long to add up while typing."""
    return tuple(Fraction(rounded(factor, FACTOR_PLACES)) for factor in discount_factors(rates, last_year, inflation))


def raised(flow: Flow, bias: Fraction) -> Fraction:
    """What a flow is multiplied by: capital by optimism bias, all else by 1."""
    return 1 + bias if flow.type is StreamType.CAPITAL else Fraction(1)


def is_sunk(flow: Flow, brief: BusinessCaseBrief) -> bool:
    return any(wording.matches(flow.stream[:LONGEST_SEARCHED], each.match) for each in brief.sunk)


def _appraisals(terms: Terms, options: Sequence[Option], flows: Sequence[Flow]) -> dict[str, Appraisal]:
    """Each option's own figures. Rates that are not chosen yet are the standard ones, prices real, bias none."""
    factors = factors_for(terms.rates or STANDARD, _last_year(flows), inflation_of(terms))
    return {option.ref: _appraised(option, flows, factors, terms.bias or Fraction(0)) for option in options}


def _corrected(
    terms: Terms, options: Sequence[Option], flows: Sequence[Flow], brief: BusinessCaseBrief
) -> dict[str, Appraisal]:
    counted = [flow for flow in flows if not is_sunk(flow, brief)]
    nominal = terms.basis is Basis.NOMINAL
    inflation = Fraction(brief.inflation) / 100 if nominal else Fraction(0)
    factors = factors_for(SCHEDULES[brief.rates], _last_year(flows), inflation)
    bias = Fraction(brief.optimism_bias) / 100
    return {
        option.ref: _appraised(option, counted, factors, bias, growing=nominal, last=brief.horizon)
        for option in options
    }


def _appraised(
    option: Option,
    flows: Iterable[Flow],
    factors: tuple[Fraction, ...],
    bias: Fraction,
    *,
    growing: bool = True,
    last: int | None = None,
) -> Appraisal:
    costs, benefits = [Fraction(0)] * len(factors), [Fraction(0)] * len(factors)
    for flow in flows:
        if flow.option != option.ref or not flow.is_whole:
            continue
        into = benefits if flow.type is StreamType.BENEFIT else costs
        for year, amount in flow.by_year(growing=growing, last=last).items():
            into[year] += amount * raised(flow, bias)
    return appraise(costs, benefits, factors)


def _last_year(flows: Iterable[Flow]) -> int:
    return max((flow.years[-1] for flow in flows if flow.years), default=0)


def _row(amounts: Mapping[int, Fraction]) -> list[Fraction]:
    return [amounts.get(year, Fraction(0)) for year in range(max(amounts, default=-1) + 1)]


def _gathered(read: Iterable[tuple[T, list[Finding]]], problems: list[Finding]) -> list[T]:
    items: list[T] = []
    for item, unread in read:
        items.append(item)
        problems.extend(unread)
    return items


def _shared_refs(rows: Sequence[Option | Flow | Fault | Sensitivity]) -> list[Finding]:
    problems: list[Finding] = []
    for ref, count in Counter(row.ref for row in rows).items():
        if not ref:
            problems.append(fault("A row has no reference. Delete it and add it again."))
        elif count > 1:
            message = f"{count} rows are called {ref}. Delete all but one and add them again, each with its own."
            problems.append(fault(message, ref))
    return problems


def _known(options: Sequence[Option], expected: Sequence[ExpectedOption]) -> dict[str, str]:
    """Which option is which: first by name and type, then, of those left, by name or a type that only one has."""
    types = Counter(each.type for each in expected)
    wanted = {each.id: each for each in expected}
    by_ref = {option.ref: option for option in options}
    named = {
        (ref, key)
        for ref, option in by_ref.items()
        for key, each in wanted.items()
        if wording.matches(option.name[:LONGEST_SEARCHED], each.match)
    }
    recognised = {ref for ref, _ in named}

    def surely(ref: str, key: str) -> bool:
        return (ref, key) in named and by_ref[ref].type is wanted[key].type

    def perhaps(ref: str, key: str) -> bool:
        by_type = by_ref[ref].type is wanted[key].type and types[wanted[key].type] == 1
        return (ref, key) in named or (by_type and ref not in recognised)

    known = wording.best_assignment(list(by_ref), list(wanted), surely)
    left = [ref for ref in by_ref if ref not in known.values()]
    return known | wording.best_assignment(left, [key for key in wanted if key not in known], perhaps)


def _found(faults: Sequence[Fault], planted: Sequence[PlantedFault]) -> dict[str, int]:
    wanted = {each.id: each for each in planted}

    def is_it(place: int, key: str) -> bool:
        row, each = faults[place], wanted[key]
        if not set(row.places) & set(each.places) or len(row.wrong.split()) < FEWEST_WORDS:
            return False
        text = f"{row.wrong[:LONGEST_SEARCHED]}\n{row.should[:LONGEST_SEARCHED]}"
        return row.nature in each.natures or wording.matches(text, each.match)

    return wording.best_assignment(range(len(faults)), list(wanted), is_it)


def _false_alarms(faults: Sequence[Fault], sound: Sequence[SoundPlace]) -> dict[int, SoundPlace]:
    places = {place: each for each in sound for place in each.places}
    alarms: dict[int, SoundPlace] = {}
    for number, row in enumerate(faults):
        if row.places and all(each in places for each in row.places) and row.nature not in places[row.places[0]].but:
            alarms[number] = places[row.places[0]]
    return alarms
