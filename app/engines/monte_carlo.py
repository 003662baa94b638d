"""Monte Carlo of a network: thousands of runs with durations drawn from three-point estimates, and what they show.

Each activity's durations are drawn by inverting its distribution at points spread evenly over it in a random order
(Latin hypercube), so that few runs go far. The random order is its own for each seed and ref: neither the order of the
rows nor another activity's estimate changes it. It comes from the raw stream of PCG64, which numpy promises never to
change. Drawn durations are rounded to thousandths of a day and all else is whole numbers, so that a seed gives the same
answer on every machine. Durations are drawn independently: activities that share a cause spread wider than this shows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from app.engines import critical_path
from app.engines.critical_path import FROM_FINISH, TO_FINISH, Activity, Link, NetworkError
from app.engines.exact import Exact, fraction, rounded
from app.engines.pert import ThreePoint
from app.engines.tie import Tie

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

    Whole = NDArray[int64]

RUNS = 10_000
SEED = 1
PERCENTILES = (10, 50, 80, 90)
#: Parts of a day that durations are rounded to.
GRAIN = 1_000
#: Farther than any sum of durations here may go, in grains, so that whole numbers never run over.
FARTHEST = 2**60
#: Places at which the beta distribution is worked out, evenly over its range.
BETA_STEPS = 4_096


class Shape(StrEnum):
    """How the chances lie between optimistic and pessimistic: a triangle, or the smoother beta of PERT."""

    TRIANGULAR = "triangular"
    PERT = "pert"


class TooFar(NetworkError):
    def __init__(self) -> None:
        super().__init__("The durations are too long to be simulated.")


@dataclass(frozen=True, slots=True)
class Uncertain:
    """One activity in working days. All three durations the same: it is certain.

    `start_no_earlier` and `finish_no_later` are offsets in working days from the project's start. The latter moves
    nothing: it is counted how many runs keep it.
    """

    ref: str
    optimistic: Exact
    likely: Exact
    pessimistic: Exact
    ties: tuple[Tie, ...] = ()
    start_no_earlier: Exact = 0
    finish_no_later: Exact | None = None


@dataclass(frozen=True, slots=True)
class Simulation:
    """What the runs show. Days are working days from 0 at the project's start, to three decimal places.

    `likely_finish` is the plain critical path with every duration most likely, `mean_finish` with every duration at its
    mean: what a single path's arithmetic promises. `mean` is the average of the runs; how much later it is than
    `mean_finish` is the merge bias. `criticality` is the share of runs in which an activity had no float. `kept` is the
    share of runs in which an activity kept its latest finish, for those that have one, and `all_kept` that in which all
    were. `sensitivity` is the rank correlation (Spearman) of an activity's duration with the finish, None where either
    never varies.
    """

    runs: int
    seed: int
    shape: Shape
    likely_finish: Decimal
    mean_finish: Decimal
    mean: Decimal
    standard_deviation: Decimal
    criticality: Mapping[str, Decimal]
    kept: Mapping[str, Decimal]
    all_kept: Decimal
    sensitivity: Mapping[str, Decimal | None]
    #: The finish of every run in thousandths of a day, earliest first.
    finishes: tuple[int, ...]

    @property
    def merge_bias(self) -> Decimal:
        return self.mean - self.mean_finish

    def percentile(self, percent: int) -> Decimal:
        """The least finish that so many percent of the runs (1 to 100) keep: 80 gives the P80."""
        place = -(-percent * self.runs // 100) - 1
        return Decimal(self.finishes[place]) / GRAIN

    def chance(self, finish: Exact) -> Decimal:
        """The share of runs that finish by then, to four places."""
        return rounded(Fraction(bisect_right(self.finishes, _floor(finish)), self.runs), 4)

    def tornado(self) -> tuple[str, ...]:
        """The activities whose duration varies with the finish, the strongest first; of equals, the first given."""
        strengths = {ref: abs(strength) for ref, strength in self.sensitivity.items() if strength}
        return tuple(sorted(strengths, key=lambda ref: strengths[ref], reverse=True))


def simulate(
    activities: Sequence[Uncertain],
    *,
    runs: int = RUNS,
    seed: int = SEED,
    shape: Shape = Shape.TRIANGULAR,
    until: str | None = None,
) -> Simulation:
    """Draw and work out every run: links of all four kinds, lags, leads and earliest starts.

    `until` names an activity whose finish is measured in place of the whole project's. Raises `DisorderedEstimate`,
    `TooFar`, and what `critical_path.analyse` raises for activities that are not a network.
    """
    at_likely = critical_path.analyse([_certain(each, fraction(each.likely)) for each in activities])
    at_mean = critical_path.analyse([_certain(each, _mean(each, shape)) for each in activities])
    if sum(_reach(each) for each in activities) > FARTHEST:
        raise TooFar
    if until is not None and until not in at_likely.dates:
        raise critical_path.UnknownActivity(until)
    drawn = _Runs(activities, at_likely.order, runs, seed, shape)
    finish = drawn.finish(until)
    ranks, kept = _doubled_ranks(finish), drawn.kept()
    finishes = tuple(sorted(finish.tolist()))
    return Simulation(
        runs=runs,
        seed=seed,
        shape=shape,
        likely_finish=_days(at_likely.dates[until].early_finish if until else at_likely.finish),
        mean_finish=_days(at_mean.dates[until].early_finish if until else at_mean.finish),
        mean=rounded(Fraction(sum(finishes), runs * GRAIN), 3),
        standard_deviation=_deviation(finishes),
        criticality=drawn.criticality(finish, until),
        kept={ref: _share(each) for ref, each in kept.items()},
        all_kept=_share(drawn.all_of(kept.values())),
        sensitivity={each.ref: _correlation(drawn.strata.get(each.ref), ranks) for each in activities},
        finishes=finishes,
    )


class _Runs:
    """One array of whole numbers per activity, as long as there are runs: grains of a day."""

    def __init__(
        self, activities: Sequence[Uncertain], order: Sequence[str], runs: int, seed: int, shape: Shape
    ) -> None:
        import numpy as np

        self.np = np
        self.runs = runs
        by_ref = {each.ref: each for each in activities}
        self.activities = [by_ref[ref] for ref in order]
        #: For each uncertain activity, the places of its runs in the order of their durations.
        self.strata: dict[str, Whole] = {}
        self.durations = {each.ref: self._drawn(each, seed, shape) for each in activities}
        self.waits = {
            each.ref: [(tie.predecessor, self._wait(each.ref, tie)) for tie in each.ties] for each in activities
        }
        self.early = self._early_starts()

    def _drawn(self, activity: Uncertain, seed: int, shape: Shape) -> Whole:
        np = self.np
        low, mode, high = (fraction(each) for each in (activity.optimistic, activity.likely, activity.pessimistic))
        spread: Whole = np.zeros(self.runs, dtype=np.int64)
        if low == high:
            return spread + _grains(mode)
        stream = np.random.PCG64(np.random.SeedSequence([seed, *activity.ref.encode()]))
        raw = stream.random_raw(2 * self.runs)
        # No two of so many 64-bit numbers are equal, so every way of sorting gives the same order.
        places = np.argsort(raw[: self.runs])
        self.strata[activity.ref] = places
        within = ((raw[self.runs :] >> np.uint64(11)).astype(np.float64) + 0.5) / 2**53
        share = _inverse(shape, float((mode - low) / (high - low)))((places + within) / self.runs)
        spread = np.floor(share * float((high - low) * GRAIN) + 0.5).astype(np.int64)
        return spread + _grains(low)

    def _wait(self, ref: str, tie: Tie) -> Whole:
        """How long after the predecessor's start each run may start: all that a link of any kind says."""
        wait: Whole = self.np.full(self.runs, _grains(tie.lag), dtype=self.np.int64)
        if tie.kind in FROM_FINISH:
            wait += self.durations[tie.predecessor]
        if tie.kind in TO_FINISH:
            wait -= self.durations[ref]
        return wait

    def _early_starts(self) -> dict[str, Whole]:
        np = self.np
        early: dict[str, Whole] = {}
        for each in self.activities:
            start: Whole = np.full(self.runs, max(0, _grains(each.start_no_earlier)), dtype=np.int64)
            for before, wait in self.waits[each.ref]:
                np.maximum(start, early[before] + wait, out=start)
            early[each.ref] = start
        return early

    def finish(self, until: str | None) -> Whole:
        finish: Whole = self.np.zeros(self.runs, dtype=self.np.int64)
        for ref in self.early if until is None else (until,):
            self.np.maximum(finish, self.early[ref] + self.durations[ref], out=finish)
        return finish

    def kept(self) -> dict[str, Whole]:
        """For each activity with a latest finish, the runs that keep it as 1."""
        return {
            each.ref: (self.early[each.ref] + self.durations[each.ref] <= _floor(each.finish_no_later)).astype("int64")
            for each in self.activities
            if each.finish_no_later is not None
        }

    def all_of(self, kept: Iterable[Whole]) -> Whole:
        both: Whole = self.np.ones(self.runs, dtype=self.np.int64)
        for each in kept:
            both *= each
        return both

    def criticality(self, finish: Whole, until: str | None) -> dict[str, Decimal]:
        """The backward pass of every run. What does not lead to the finish that is measured is never critical."""
        np = self.np
        never = np.full(self.runs, 2 * FARTHEST, dtype=np.int64)
        late = {
            each.ref: finish - self.durations[each.ref] if until in (None, each.ref) else never.copy()
            for each in self.activities
        }
        for each in reversed(self.activities):
            for before, wait in self.waits[each.ref]:
                np.minimum(late[before], late[each.ref] - wait, out=late[before])
        shares = {ref: Fraction(int((late[ref] <= early).sum()), self.runs) for ref, early in self.early.items()}
        return {ref: rounded(shares[ref], 4) for ref in self.waits}


def _inverse(shape: Shape, mode: float) -> Any:
    """The function from a share of chance to a share of the range, for a mode at a share of the range."""
    import numpy as np

    if shape is Shape.TRIANGULAR:

        def triangular(chance: Any) -> Any:
            rising, falling = np.sqrt(chance * mode), 1 - np.sqrt((1 - chance) * (1 - mode))
            return np.where(chance < mode, rising, falling)

        return triangular
    places = np.linspace(0.0, 1.0, BETA_STEPS + 1)
    density = places ** (4 * mode) * (1 - places) ** (4 * (1 - mode))
    below = np.concatenate(([0.0], np.cumsum((density[1:] + density[:-1]) / 2)))
    return lambda chance: np.interp(chance, below / below[-1], places)


def _doubled_ranks(values: Whole) -> Whole:
    """Twice the rank from 0, so that equals can share the average of theirs in whole numbers."""
    import numpy as np

    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    doubled: Whole = (2 * np.cumsum(counts) - counts - 1)[place]
    return doubled


def _share(runs: Whole) -> Decimal:
    """Of runs as 0 or 1, the share of ones to four places."""
    return rounded(Fraction(int(runs.sum()), len(runs)), 4)


def _correlation(places: Whole | None, ranks: Whole) -> Decimal | None:
    """Spearman's, in whole numbers to the last step; None where either never varies."""
    if places is None:
        return None
    runs, x, y = len(ranks), int(places.sum()), int(ranks.sum())
    both = runs * int((places * ranks).sum()) - x * y
    spread = (runs * int((places**2).sum()) - x * x) * (runs * int((ranks**2).sum()) - y * y)
    return rounded(both / Decimal(spread).sqrt(), 2) if spread else None


def _deviation(finishes: Sequence[int]) -> Decimal:
    """The standard deviation in days of finishes in grains, exact but for the root."""
    runs = len(finishes)
    squares = runs * sum(each * each for each in finishes) - sum(finishes) ** 2
    return rounded(Decimal(squares).sqrt() / (runs * GRAIN), 3)


def _certain(activity: Uncertain, duration: Fraction) -> Activity:
    links = tuple(Link(tie.predecessor, tie.kind, _grains(tie.lag)) for tie in activity.ties)
    return Activity(activity.ref, _grains(duration), links, max(0, _grains(activity.start_no_earlier)))


def _mean(activity: Uncertain, shape: Shape) -> Fraction:
    estimate = ThreePoint(activity.optimistic, activity.likely, activity.pessimistic)
    return (estimate.pert if shape is Shape.PERT else estimate.triangular).mean


def _reach(activity: Uncertain) -> int:
    lags = sum(abs(_grains(tie.lag)) for tie in activity.ties)
    return _grains(activity.pessimistic) + abs(_grains(activity.start_no_earlier)) + lags


def _grains(days: Exact) -> int:
    """To the nearest grain, halves away from zero."""
    above, below = days.as_integer_ratio()
    whole = (2 * abs(above) * GRAIN + below) // (2 * below)
    return -whole if above < 0 else whole


def _floor(days: Exact) -> int:
    return fraction(days) * GRAIN // 1


def _days(grains: int) -> Decimal:
    return Decimal(grains) / GRAIN
