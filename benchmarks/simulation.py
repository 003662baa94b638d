"""How long ten thousand runs of a network with three-point durations take."""

from __future__ import annotations

import random
import time

from app.engines.monte_carlo import RUNS, Shape, Uncertain, simulate
from app.engines.tie import Tie

ACTIVITIES, LINKS, TIMES = 200, 400, 3


def network() -> list[Uncertain]:
    """The same network each time: each activity after the first follows one or more of the twenty before it."""
    chance = random.Random(7)
    made: list[Uncertain] = []
    for at in range(ACTIVITIES):
        before = sorted(chance.sample(range(max(0, at - 20), at), min(at, LINKS // ACTIVITIES)))
        likely = chance.randrange(2, 20)
        ties = tuple(Tie(str(each)) for each in before)
        made.append(Uncertain(str(at), likely - 1, likely, likely + chance.randrange(1, 12), ties))
    return made


def in_words() -> str:
    activities = network()
    told = []
    for shape in Shape:
        took = []
        for seed in range(TIMES):
            began = time.perf_counter()
            simulate(activities, seed=seed, shape=shape)
            took.append(time.perf_counter() - began)
        told.append(f"{shape} {min(took):.2f} s")
    return f"Simulation of {ACTIVITIES} activities, {RUNS:,} runs: {', '.join(told)}, best of {TIMES}."


if __name__ == "__main__":
    print(in_words())
