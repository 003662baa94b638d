"""A small plan worked by hand, for the tests of progress.

Two duties from Monday 5 January 2026, gateway on day 140:

    duty 1   days 0 to 70     weight 6    one exercise, six KSBs
    duty 2   days 35 to 105   weight 4    no exercise,  four KSBs

so the plan has earned 3 by day 35, 8 by day 70 (6 + half of 4) and 10 by day 105.
"""

from __future__ import annotations

from datetime import date, timedelta

from app.config import ROOT
from app.progress import rules
from app.progress.plan import DutyDates, DutyState, Plan, Standing, Terms, work_out

START = date(2026, 1, 5)
GATEWAY = START + timedelta(days=140)
RULES = rules.read(ROOT / "content")
DUTIES = (
    DutyDates(1, START, START + timedelta(days=70), 6),
    DutyDates(2, START + timedelta(days=35), START + timedelta(days=105), 4),
)
TERMS = Terms(START, GATEWAY, DUTIES)
#: Half for the exercise, a quarter for three of six KSBs: 0.75 x 6 = 4.5 earned.
SOME = {1: DutyState(passed=1, exercises=1, accepted=3, ksbs=6), 2: DutyState(ksbs=4)}
ALL = {1: DutyState(1, 1, 6, 6), 2: DutyState(0, 0, 4, 4)}


def plan_at(day: int, states: dict[int, DutyState] = SOME, *, unmeasured: Standing | None = None) -> Plan:
    """The plan on the morning of a day, from 0."""
    terms = Terms(START, GATEWAY, DUTIES, unmeasured)
    return work_out(terms, states, today=START + timedelta(days=day), rules=RULES)
