"""How long large networks and large files take to work out: `python -m benchmarks.engines`."""

from __future__ import annotations

import random
import statistics
import time

from app.engines.critical_path import Activity, Link, LinkKind, analyse
from benchmarks import mspdi, scheduling, simulation

ACTIVITIES, LINKS, RUNS = 10_000, 20_000, 7
#: How far back a predecessor may be: networks are long and narrow, as projects are.
REACH = 60


def network(activities: int = ACTIVITIES, links: int = LINKS) -> list[Activity]:
    """The same network each time: every kind of link, some leads and lags, no loop, exactly `links` links."""
    chance = random.Random(5)
    before: list[set[int]] = [set() for _ in range(activities)]
    missing = links
    while missing:
        at = chance.randrange(1, activities)
        chosen = chance.randrange(max(0, at - REACH), at)
        if chosen not in before[at]:
            before[at].add(chosen)
            missing -= 1
    kinds = [*[LinkKind.FS] * 7, LinkKind.SS, LinkKind.FF, LinkKind.SF]
    return [
        Activity(
            str(at),
            chance.randrange(0, 20),
            tuple(Link(str(each), chance.choice(kinds), chance.choice([0, 0, 0, 2, -1])) for each in sorted(found)),
        )
        for at, found in enumerate(before)
    ]


def measure(runs: int = RUNS) -> tuple[float, float]:
    """The best and the median of some runs, in seconds."""
    activities = network()
    assert sum(len(each.links) for each in activities) == LINKS
    took = []
    for _ in range(runs):
        began = time.perf_counter()
        analyse(activities)
        took.append(time.perf_counter() - began)
    return min(took), statistics.median(took)


def in_words() -> str:
    best, median = measure()
    return (
        f"Critical path of {ACTIVITIES:,} activities and {LINKS:,} links: "
        f"best {best:.3f} s, median {median:.3f} s of {RUNS} runs."
    )


if __name__ == "__main__":
    print(in_words())
    print(scheduling.in_words())
    print(mspdi.in_words())
    print(simulation.in_words())
