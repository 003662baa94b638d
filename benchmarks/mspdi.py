"""How long an MS Project file of 5,000 tasks takes to read, and to work out: part of `python -m benchmarks.engines`."""

from __future__ import annotations

import random
import time

from app.kinds.schedule.mspdi import analysis, network, reader
from tests.kinds.schedule.mspdi_files import elements, link, project, task

TASKS, RUNS = 5_000, 5
#: As many further fields as MS Project writes for each task and assignment.
FILLING = elements(**{f"Field{number}": "PT0H0M0S" for number in range(50)})


def file() -> bytes:
    """The same file each time, about as large as MS Project makes it: each task follows up to two before it."""
    chance = random.Random(5)
    tasks, assignments = [], []
    for uid in range(1, TASKS + 1):
        before = sorted({chance.randrange(max(1, uid - 40), uid) for _ in range(2)}) if uid > 1 else []
        links = [link(each, chance.choice([1, 1, 1, 3, 0]), chance.choice([0, 0, 4_800])) for each in before]
        tasks.append(task(uid, chance.choice([480, 960, 2_400]), FILLING, *links))
        assignments.append(f"<Assignment>{elements(TaskUID=uid, ResourceUID=-65_535, Units=1)}{FILLING}</Assignment>")
    return project(*tasks, assignments="".join(assignments))


def measure(runs: int = RUNS) -> tuple[float, float]:
    """The best time to read it, and the best to read and work it out, in seconds."""
    content = file()
    read, whole = [], []
    for _ in range(runs):
        began = time.perf_counter()
        found = reader.read(content)
        read.append(time.perf_counter() - began)
        prepared = network.prepare(found)
        analysis.figures(found, prepared, analysis.timeline(found, prepared))
        whole.append(time.perf_counter() - began)
    return min(read), min(whole)


def in_words() -> str:
    read, whole = measure()
    size = len(file()) / 1_000_000
    return (
        f"MS Project XML of {TASKS:,} tasks ({size:.0f} MB): read in {read:.3f} s, "
        f"read and worked out in {whole:.3f} s, best of {RUNS} runs."
    )
