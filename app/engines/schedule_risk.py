"""What the risks of a register may do to a schedule: the finish with and without them, run by run.

A risk that happens lengthens the activity that it is linked to by a number of working days, evenly between its least
and its most. Everything else takes as long as planned. The same rules of randomness hold as in `contingency`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from app.engines import critical_path
from app.engines.contingency import RUNS, SEED, happens
from app.engines.critical_path import FROM_FINISH, TO_FINISH, Activity
from app.engines.exact import Exact, rounded

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

    Whole = NDArray[int64]


@dataclass(frozen=True, slots=True)
class Delay:
    """A risk that would lengthen one activity. Days are whole working days, `least` up to `most`, never negative."""

    name: str
    activity: str
    probability: Exact
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class ScheduleRisk:
    """Finishes are offsets in working days. `planned` is without any risk; `finishes` those of the runs, sorted.

    `moves` is by how many days each delay, happening alone at its most, moves the finish: 0 where float takes it up.
    `reached` holds, for each activity that was watched, its finishes in the runs, sorted.
    """

    planned: int
    runs: int
    seed: int
    finishes: tuple[int, ...]
    moves: tuple[tuple[str, int], ...]
    reached: tuple[tuple[str, tuple[int, ...]], ...] = ()

    @property
    def mean(self) -> Decimal:
        return rounded(Fraction(sum(self.finishes), self.runs), 2)

    def percentile(self, percent: int) -> int:
        """The least finish that so many percent of the runs (1 to 100) keep: 80 gives the P80."""
        return self.finishes[-(-percent * self.runs // 100) - 1]

    def chance(self, finish: int) -> Decimal:
        """The share of runs that finish by then, to four places."""
        return self._share(self.finishes, finish)

    def chance_of(self, activity: str, finish: int) -> Decimal:
        """The same for one of the activities that were watched."""
        return self._share(dict(self.reached)[activity], finish)

    def _share(self, finishes: tuple[int, ...], finish: int) -> Decimal:
        return rounded(Fraction(bisect_right(finishes, finish), self.runs), 4)


def simulate(
    activities: Sequence[Activity],
    delays: Sequence[Delay],
    *,
    until: str | None = None,
    watched: Sequence[str] = (),
    runs: int = RUNS,
    seed: int = SEED,
) -> ScheduleRisk:
    """Draw every run and work out its finish, or that of the activity `until`, and those of the activities `watched`.

    Delays of activities that are not in the network are left out. Raises what `critical_path.analyse` raises, and
    `UnknownActivity` for an `until` or a watched activity that is not there.
    """
    network = critical_path.analyse(activities)
    for ref in (*watched, *([until] if until is not None else [])):
        if ref not in network.dates:
            raise critical_path.UnknownActivity(ref)
    linked = [delay for delay in delays if delay.activity in network.dates]
    reached = _reached(activities, network.order, linked, runs, seed)
    finishes = reached[until] if until is not None else _last(reached.values(), runs)
    planned = network.dates[until].early_finish if until else network.finish
    return ScheduleRisk(
        planned=planned,
        runs=runs,
        seed=seed,
        finishes=tuple(sorted(finishes.tolist())),
        moves=tuple((delay.name, _move(activities, delay, until, planned)) for delay in linked),
        reached=tuple((ref, tuple(sorted(reached[ref].tolist()))) for ref in watched),
    )


def _move(activities: Sequence[Activity], delay: Delay, until: str | None, planned: int) -> int:
    """Days by which the finish moves if this delay alone happens at its most, positive = later."""
    network = critical_path.analyse(critical_path.perturbed(activities, delay.activity, delay.most))
    return (network.dates[until].early_finish if until else network.finish) - planned


def _reached(
    activities: Sequence[Activity], order: Sequence[str], delays: Sequence[Delay], runs: int, seed: int
) -> dict[str, Whole]:
    """The early finish of each activity in every run."""
    import numpy as np

    by_ref = {each.ref: each for each in activities}
    durations: dict[str, Whole] = {ref: np.full(runs, by_ref[ref].duration, dtype=np.int64) for ref in order}
    for delay in delays:
        durations[delay.activity] += _drawn(delay, runs, seed)
    early: dict[str, Whole] = {}
    for ref in order:
        start: Whole = np.full(runs, max(0, by_ref[ref].start_no_earlier or 0), dtype=np.int64)
        for link in by_ref[ref].links:
            wait = early[link.predecessor] + link.lag
            if link.kind in FROM_FINISH:
                wait = wait + durations[link.predecessor]
            if link.kind in TO_FINISH:
                wait = wait - durations[ref]
            np.maximum(start, wait, out=start)
        early[ref] = start
    return {ref: start + durations[ref] for ref, start in early.items()}


def _last(finishes: Iterable[Whole], runs: int) -> Whole:
    import numpy as np

    last: Whole = np.zeros(runs, dtype=np.int64)
    for each in finishes:
        np.maximum(last, each, out=last)
    return last


def _drawn(delay: Delay, runs: int, seed: int) -> Whole:
    """Days added in each run: none where the risk does not happen, else each whole number of its range as often."""
    import numpy as np

    happened = happens(delay.name, delay.probability, runs=runs, seed=seed)
    choices = delay.most - delay.least + 1
    raw = np.random.PCG64(np.random.SeedSequence([seed, 2, *delay.name.encode()])).random_raw(runs)
    days = delay.least + (raw % np.uint64(choices)).astype(np.int64)
    return np.where(happened, days, 0).astype(np.int64)
