"""How long the checks of a typical artefact take, which is what somebody who types waits for: the reference of each
exercise read, analysed and judged, as an autosave does it.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from app.config import ROOT
from app.scenarios.pack import Exercise
from app.scenarios.reading import read_library

RUNS = 9


def measured(exercise: Exercise, runs: int = RUNS) -> tuple[float, float]:
    """Median milliseconds to judge the reference, and then to draw its pictures."""
    kind, brief = exercise.kind, exercise.brief
    judging, drawing = [], []
    for _ in range(runs):
        began = time.perf_counter()
        analysis = kind.analyse(kind.load(exercise.reference.payload, kind.version), brief)
        exercise.lay_over(kind.judge(analysis, brief))
        judged = time.perf_counter()
        kind.pictures(analysis, brief)
        judging.append(judged - began)
        drawing.append(time.perf_counter() - judged)
    return statistics.median(judging) * 1000, statistics.median(drawing) * 1000


def rows() -> Iterator[str]:
    """Markdown rows: the exercise, its rows, and the two medians in milliseconds."""
    library = read_library(ROOT / "scenarios", ROOT / "content")
    yield "| Exercise | Rows | Checks, ms | Pictures, ms |"
    yield "|---|--:|--:|--:|"
    for scenario in library.scenarios:
        for exercise in scenario.exercises:
            judging, drawing = measured(exercise)
            count = len(exercise.kind.editor.rows(exercise.reference.payload))
            yield f"| {exercise.title} | {count} | {judging:.0f} | {drawing:.0f} |"


if __name__ == "__main__":
    print("\n".join(rows()))
