"""How long scheduling to the minute takes, beside the same answers from networkx."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date

import networkx as nx

from app.engines.scheduling import Link, LinkKind, Perturbation, Project, Task, schedule
from app.engines.working_time import (
    ROUND_THE_CLOCK,
    STANDARD_WEEK,
    WorkingException,
    WorkingTime,
    day_number,
)

TASKS, LINKS, RUNS = 50_000, 100_000, 5
#: What networkx is asked for: its longest paths with negative weights take far longer than linear time.
FEWER_TASKS, FEWER_LINKS = 2_000, 4_000
#: How far back a predecessor may be: networks are long and narrow, as projects are.
REACH = 60
CHRISTMASES = [WorkingException(date(year, 12, 24), date(year, 12, 31)) for year in range(2027, 2060)]
CALENDARS = {
    "standard": WorkingTime(STANDARD_WEEK, CHRISTMASES),
    "four days": WorkingTime((((480, 720), (750, 1140)),) * 4 + ((),) * 3, CHRISTMASES),
    "nights": WorkingTime((((1380, 1440),), *[((0, 180), (240, 480), (1380, 1440))] * 4, ((0, 180), (240, 480)), ())),
    "clock": ROUND_THE_CLOCK,
}
START = day_number(date(2027, 3, 8)) * 1440 + 480


def project(tasks: int = TASKS, links: int = LINKS, calendars: bool = True) -> Project:
    """The same project each time: every kind of link, leads and lags, four calendars, exactly `links` links."""
    chance = random.Random(5)
    before: list[set[int]] = [set() for _ in range(tasks)]
    missing = links
    while missing:
        at = chance.randrange(1, tasks)
        chosen = chance.randrange(max(0, at - REACH), at)
        if chosen not in before[at]:
            before[at].add(chosen)
            missing -= 1
    kinds = [*[LinkKind.FS] * 7, LinkKind.SS, LinkKind.FF, LinkKind.SF]
    keys = [*[None] * 7, "four days", "nights", "clock"] if calendars else [None]
    return Project(
        start=START,
        calendars=CALENDARS,
        calendar="standard",
        tasks=tuple(
            Task(
                uid=at,
                duration=chance.randrange(0, 960),
                calendar=chance.choice(keys),
                links=tuple(
                    Link(each, chance.choice(kinds), chance.choice([0, 0, 0, 480, -240])) for each in sorted(found)
                ),
            )
            for at, found in enumerate(before)
        ),
    )


def by_networkx(made: Project) -> dict[int, tuple[int, int]]:
    """Early and late starts of a project on one calendar, in working minutes: longest paths over its events."""
    graph = nx.DiGraph()

    def wait(before: object, after: object, minutes: int) -> None:
        known = graph.get_edge_data(before, after, {"weight": -minutes})["weight"]
        graph.add_edge(before, after, weight=min(known, -minutes))

    for task in made.tasks:
        start, finish = (task.uid, False), (task.uid, True)
        wait("begin", start, 0)
        wait(start, finish, task.duration)
        wait(finish, start, -task.duration)
        wait(finish, "end", 0)
        for link in task.links:
            from_finish, to_finish = link.kind in ["FS", "FF"], link.kind in ["FF", "SF"]
            wait((link.predecessor, from_finish), (task.uid, to_finish), link.lag)
    forward = nx.single_source_bellman_ford_path_length(graph, "begin")
    backward = nx.single_source_bellman_ford_path_length(graph.reverse(copy=False), "end")
    end = -forward["end"]
    return {task.uid: (-forward[task.uid, False], end + backward[task.uid, False]) for task in made.tasks}


def by_engine(made: Project) -> dict[int, tuple[int, int]]:
    """The same from the engine."""
    timeline = schedule(made)
    between = timeline.calendar.between
    return {
        uid: (between(timeline.start, row.early_start), between(timeline.start, row.late_start))
        for uid, row in timeline.dates.items()
    }


def best(measured: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """The best of some runs, in seconds."""
    took = []
    for _ in range(RUNS):
        began = clock()
        measured()
        took.append(clock() - began)
    return min(took)


def in_words() -> str:
    large, small = project(), project(FEWER_TASKS, FEWER_LINKS, calendars=False)
    assert by_engine(small) == by_networkx(small)
    asked = Perturbation(large)
    whole, processor = best(lambda: schedule(large)), best(lambda: schedule(large), time.process_time)
    longer = best(lambda: asked.finish_moves(TASKS // 2, 480))
    ours, theirs = best(lambda: schedule(small)), best(lambda: by_networkx(small))
    return (
        f"Scheduling of {TASKS:,} tasks and {LINKS:,} links on four calendars: best {whole:.2f} s of {RUNS} runs "
        f"({processor:.2f} s of processor time); a task in the middle lengthened: {longer:.2f} s.\n"
        f"Of {FEWER_TASKS:,} tasks and {FEWER_LINKS:,} links on one calendar: {ours:.3f} s, "
        f"by networkx {theirs:.3f} s ({theirs / ours:.0f} times as long)."
    )
