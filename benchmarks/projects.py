"""Projects with scarce resources, made as those of PSPLIB are, for measuring and testing without its files."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

from app.engines import critical_path, loading
from app.engines.critical_path import Activity, Link
from app.engines.levelling import Demands, Resource, steady

RESOURCES = 4
LONGEST, MOST_UNITS = 10, 10
ENDS, MOST_LINKS = 3, 3
#: As in the sets j30 and j60: links a job, share of the resources that a job needs, and how scarce they are.
COMPLEXITIES, FACTORS, STRENGTHS = ("1.5", "1.8", "2.1"), ("0.25", "0.5", "0.75", "1"), ("0.2", "0.5", "0.7", "1")

Project = tuple[tuple[Activity, ...], tuple[Resource, ...], Demands]


def project(jobs: int, complexity: str, factor: str, strength: str, seed: int) -> Project:
    """The same project each time: three jobs to begin with, three to end with, a dummy before and after.

    After Kolisch, Sprecher and Drexl's generator, simplified: a link may repeat what others say already. A strength of
    0 is the least capacity that every job can do with; of 1, all that the early dates ask for.
    """
    chance = random.Random(seed)
    before = _links(chance, jobs, Fraction(complexity))
    activities = tuple(
        Activity(
            str(at), chance.randint(1, LONGEST) if 0 < at <= jobs else 0, tuple(map(Link, map(str, sorted(found))))
        )
        for at, found in enumerate(before)
    )
    demands = _demands(chance, jobs, Fraction(factor))
    starts = {ref: dates.early_start for ref, dates in critical_path.analyse(activities).dates.items()}
    return activities, tuple(_resource(name, activities, starts, demands, strength) for name in _names()), demands


def _names() -> list[str]:
    return [f"R{place}" for place in range(1, RESOURCES + 1)]


def _links(chance: random.Random, jobs: int, complexity: Fraction) -> list[set[int]]:
    last = jobs + 1
    before: list[set[int]] = [set() for _ in range(last + 1)]
    after = [0] * (last + 1)

    def link(first: int, then: int) -> None:
        before[then].add(first)
        after[first] += 1

    for job in range(1, last):
        within = [each for each in range(1, min(job, last - ENDS)) if after[each] < MOST_LINKS]
        link(0 if job <= ENDS else chance.choice(within), job)
    for job in [each for each in range(1, last) if not after[each]]:
        link(job, chance.randrange(max(job, ENDS) + 1, last) if job < last - ENDS else last)
    for _ in range(100 * jobs):
        if sum(map(len, before)) >= complexity * (jobs + 2):
            break
        then = chance.randrange(ENDS + 1, last)
        first = chance.randrange(1, min(then, last - ENDS))
        if len(before[then]) < MOST_LINKS and after[first] < MOST_LINKS and first not in before[then]:
            link(first, then)
    return before


def _demands(chance: random.Random, jobs: int, factor: Fraction) -> dict[str, dict[str, int]]:
    pairs = {(job, chance.choice(_names())) for job in range(1, jobs + 1)}
    others = [(job, name) for job in range(1, jobs + 1) for name in _names()]
    chance.shuffle(others)
    for pair in others:
        if len(pairs) >= factor * jobs * RESOURCES:
            break
        pairs.add(pair)
    demands: dict[str, dict[str, int]] = {str(job): {} for job in range(jobs + 2)}
    for job, name in sorted(pairs):
        demands[str(job)][name] = chance.randint(1, MOST_UNITS)
    return demands


def _resource(
    name: str, activities: tuple[Activity, ...], starts: dict[str, int], demands: Demands, strength: str
) -> Resource:
    least = max([1, *(int(each.get(name, 0)) for each in demands.values())])
    most = max([least, *map(int, loading.load(activities, starts, demands, name))])
    return steady(name, least + round(Decimal(strength) * (most - least)))
