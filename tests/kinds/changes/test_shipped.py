"""The shipped exercise: the papers' truth by hand, other people's schedules, and a schedule that cannot carry a log."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.engines.authority import Area
from app.engines.rubric import Level
from app.kinds import schedule
from app.kinds.base import DossierItem, Source
from app.kinds.changes import KIND
from app.kinds.changes.outlook import outlook
from app.kinds.changes.payload import Authority
from app.kinds.changes.truth import truths
from tests.kinds.samples import exercises

EXERCISE = exercises(KIND)[0]
SCHEDULES = exercises(schedule.KIND)[0].samples


def with_schedule(name: str):
    item = DossierItem(
        kind=schedule.KIND.key,
        version=schedule.KIND.version,
        payload=SCHEDULES[name].payload,
        source=Source.OWN,
        title="Build the schedule",
    )
    return EXERCISE.with_dossier({schedule.KIND.key: item})


def test_what_the_papers_lead_to():
    found = truths(EXERCISE.brief, outlook(EXERCISE.brief))
    assert {key: (each.moved, each.authority, each.broken) for key, each in found.by_id.items()} == {
        "mains": (0, Authority.PROJECT_MANAGER, ()),
        "seat": (0, Authority.PROJECT_MANAGER, ()),
        "crane": (0, Authority.SPONSOR, ()),
        "saturdays": (0, Authority.SPONSOR, ()),
        "lights": (2, Authority.BOARD, (Area.TIME,)),
        "scaffold": (0, Authority.BOARD, (Area.RISK,)),
        "sockets": (0, Authority.PROJECT_MANAGER, ()),
    }
    stand = found.standing
    assert (stand.budget, stand.contingency, stand.change_budget) == (1_119_300, 28_700, 3_500)
    assert (stand.exposure, stand.carbon, stand.opening) == (Decimal(23_680), Decimal(150), date(2027, 9, 3))


@pytest.mark.parametrize("name", ["distinction", "loose-overlaps", "dates-typed", "open-end", "cannot-be-read"])
def test_the_reference_log_stands_on_these_schedules(name):
    """On the last there are no dates to work with, so the log is judged by the papers alone."""
    assert with_schedule(name).automark(EXERCISE.reference.payload).outcome is Level.DISTINCTION


def test_rows_are_those_of_the_apprentices_own_schedule():
    marked = with_schedule("pass").automark(EXERCISE.reference.payload).marked
    said = [finding.message for result in marked.results for finding in result.findings]
    assert said
    assert all("your schedule" in each or "cannot be read" in each for each in said)


def test_findings_never_give_a_figure_or_a_level_away():
    """No right figure of a request, and none of the levels, is in anything that is said of any sample."""
    figures = ("£3,900", "£2,600", "10,320", "3,440", "106.8", "153.2", "28,700", "3,500", "Sponsor", "Board", "S22")
    for sample in EXERCISE.samples.values():
        for result in EXERCISE.automark(sample.payload).marked.results:
            for finding in result.findings:
                assert not [each for each in figures if each in finding.message], finding.message
