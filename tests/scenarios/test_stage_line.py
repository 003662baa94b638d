"""The stage line puts today where the days that have gone put it, and says in words what it shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.scenarios.reading import read_library
from app.scenarios.stage_line import in_words, progress, stage_line


@pytest.fixture
def wall(packs):
    """1 March, gate 1 on 12 March, gate 2 on 30 April."""
    return read_library(packs.folder).scenarios[0]


def on(scenario, today):
    return replace(scenario, file=scenario.file.model_copy(update={"today": today}))


@pytest.mark.parametrize(
    ("today", "gone"),
    [
        (date(2027, 3, 1), 0.0),
        (date(2027, 3, 12), 1.0),
        (date(2027, 4, 1), 1 + 20 / 49),
        (date(2027, 4, 30), 2.0),
    ],
)
def test_today_stands_in_its_stage_by_the_days_that_have_gone(wall, today, gone):
    assert progress(on(wall, today)) == pytest.approx(gone)


def test_gates_are_passed_on_their_day(wall):
    assert str(stage_line(on(wall, date(2027, 3, 11)))).count("stage-gate passed") == 0
    assert str(stage_line(on(wall, date(2027, 3, 12)))).count("stage-gate passed") == 1


def test_the_line_says_what_it_shows(wall):
    assert in_words(on(wall, date(2027, 3, 19))) == (
        "Stages and gates. Today, 19 Mar 2027, the project is in the stage Build; passed: Gate 1; "
        "next: Gate 2 on 30 Apr 2027."
    )
    assert in_words(on(wall, date(2027, 3, 1))) == (
        "Stages and gates. Today, 1 Mar 2027, the project is in the stage Plan; no gate has been passed; "
        "next: Gate 1 on 12 Mar 2027."
    )
    assert in_words(on(wall, date(2027, 4, 30))) == (
        "Stages and gates. Today, 30 Apr 2027, the project is at the end of the last stage; passed: Gate 1, Gate 2."
    )
