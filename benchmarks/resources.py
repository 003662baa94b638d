"""How long the best possible finish takes to find and to prove: `python -m benchmarks.resources`.

Projects are made in the manner of PSPLIB's sets (`projects.py`), one of each of its 48 settings. Arguments: jobs,
how many of each setting, and the effort. Files of the library, given by name, are solved instead:
`python -m benchmarks.resources j301_1.sm j301_2.sm`.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from app.engines import levelling, optimum, psplib
from benchmarks.projects import COMPLEXITIES, FACTORS, STRENGTHS, Project, project

JOBS, OF_EACH, EFFORT = 30, 1, 10


def made(jobs: int, of_each: int) -> Iterator[tuple[str, Project]]:
    seed = 0
    for complexity in COMPLEXITIES:
        for factor in FACTORS:
            for strength in STRENGTHS:
                for _ in range(of_each):
                    seed += 1
                    name = f"links {complexity}, factor {factor}, strength {strength}, seed {seed}"
                    yield name, project(jobs, complexity, factor, strength, seed)


def read(names: list[str]) -> Iterator[tuple[str, Project]]:
    for name in names:
        found = psplib.read(Path(name).read_text())
        yield name, (found.activities, found.resources, found.demands)


def measure(projects: Iterator[tuple[str, Project]], effort: int) -> str:
    """Processor seconds for each project, and a line for all."""
    took, proofs, over, levelled = [], Counter[str](), [], 0.0
    for name, each in projects:
        began = time.process_time()
        rule = levelling.level(*each).finish
        levelled += time.process_time() - began
        found = optimum.solve(*each, optimum.Limit(effort=effort))
        took.append(time.process_time() - began)
        proofs[found.status] += 1
        over.append(100 * (rule - found.makespan) / found.makespan)
        if took[-1] > 5 or found.status is not optimum.Proof.OPTIMAL:
            print(f"  {name}: {found.makespan}, bound {found.lower_bound}, {found.status}, {took[-1]:.1f} s")
    median, mean, longest = statistics.median(took), statistics.mean(took), max(took)
    return (
        f"{len(took)} projects: {dict(proofs)}; median {median:.3f} s, mean {mean:.2f} s, longest {longest:.1f} s. "
        f"Levelling by the rule takes {1000 * levelled / len(took):.1f} ms and is {statistics.mean(over):.1f} % longer."
    )


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments and not arguments[0].isdecimal():
        print(measure(read(arguments), EFFORT))
    else:
        given = dict(enumerate(map(int, arguments)))
        print(measure(made(given.get(0, JOBS), given.get(1, OF_EACH)), given.get(2, EFFORT)))
