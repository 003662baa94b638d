"""The shipped exercise is fair: plans made by rule from its own key pass on any usable schedule, careless ones not."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest

from app.engines import levelling, smoothing
from app.engines.rubric import Severity
from app.kinds.base import DossierItem, Source
from app.kinds.resources import KIND
from app.kinds.resources.payload import ResourcePlan
from app.kinds.schedule import KIND as SCHEDULE
from tests.kinds.samples import exercises, samples

[EXERCISE] = exercises(KIND)
SCHEDULES = {sample.name: sample for sample in samples(SCHEDULE)}
USABLE = [name for name, sample in SCHEDULES.items() if not sample.analysis.is_blank and not sample.analysis.problems]


def on(name):
    """The exercise's brief with a schedule that somebody handed in."""
    item = DossierItem(
        kind=SCHEDULE.key,
        version=SCHEDULE.version,
        payload=SCHEDULES[name].stored,
        source=Source.OWN,
        title="Build the schedule",
    )
    return EXERCISE.brief.model_copy(update={"dossier": {SCHEDULE.key: item}})


def from_key(brief, starts=None):
    """A plan with everything that the key asks for, its finish and cost told, and these starts as moves."""
    refs = {each.id: f"R{at}" for at, each in enumerate(brief.resources, start=1)}
    content = {
        "resources": [
            {
                "ref": refs[each.id],
                "name": each.title,
                "capacity": str(each.capacity[1]),
                "days_off": "; ".join(f"{away.first} to {away.last}" for away in each.away),
                "rate": str(each.rate),
                "charge": each.charge.value,
            }
            for each in brief.resources
        ],
        "raci": [
            {"ref": f"M{at}", "work": each.title, "accountable": each.accountable[0], "responsible": "Gang"}
            for at, each in enumerate(brief.deliverables, start=1)
        ],
    }
    basis = KIND.analyse(ResourcePlan.model_validate(content), brief).basis
    content["assignments"] = [
        {
            "ref": f"A{at}",
            "activity": basis.found[need.activity],
            "resource": refs[need.resource],
            "units": str(need.units[0]),
        }
        for at, need in enumerate(brief.needs, start=1)
        if need.activity in basis.found
    ]
    analysis = KIND.analyse(ResourcePlan.model_validate(content), brief)
    chosen = starts(analysis) if starts else {}
    content["plan"] = [
        {
            "ref": f"P{at}",
            "activity": ref,
            "start": str(basis.calendar.start_date(day)),
            "reason": "Levelled by the rule.",
        }
        for at, (ref, day) in enumerate(chosen.items(), start=1)
        if day != analysis.before[ref]
    ]
    analysis = KIND.analyse(ResourcePlan.model_validate(content), brief)
    content["finish"] = str(basis.last_day(analysis.finish_after))
    content["cost"] = str(round(analysis.cost, 2).__float__())
    return ResourcePlan.model_validate(content)


def levelled(analysis):
    return levelling.level(analysis.basis.activities, analysis.engine_resources, analysis.demands).starts


def smoothed(analysis):
    return smoothing.smooth(analysis.basis.activities, analysis.engine_resources, analysis.demands).starts


def chosen(starts, _analysis):
    return starts


def faults(plan, brief):
    marked = KIND.mark(plan, brief)
    return {
        result.key
        for result in marked.results
        if any(finding.severity is Severity.FAULT for finding in result.findings) or result.blocked_by
    }


@pytest.mark.parametrize("rule", [levelled, smoothed])
def test_what_a_rule_makes_of_the_reference_passes_all(rule):
    assert KIND.mark(from_key(EXERCISE.brief, rule), EXERCISE.brief).results
    assert faults(from_key(EXERCISE.brief, rule), EXERCISE.brief) == set()


def test_without_moves_the_key_itself_is_over_allocated():
    assert "no_overload" in faults(from_key(EXERCISE.brief), EXERCISE.brief)


@pytest.mark.parametrize("name", USABLE)
def test_the_plan_may_stand_on_any_schedule_that_can_be_worked_out(name):
    """A fault of the schedule (late, out of order, in term) is not marked down again here."""
    brief = on(name)
    assert faults(from_key(brief, levelled), brief) == set()


@pytest.mark.parametrize("name", sorted(SCHEDULES.keys() - set(USABLE)))
def test_a_schedule_that_cannot_be_worked_out_is_named(name):
    brief = on(name)
    analysis = KIND.analyse(ResourcePlan.model_validate(EXERCISE.samples["distinction"].payload), brief)
    assert "Your schedule cannot be worked out" in analysis.problems[0].message


def test_the_diversion_may_be_built_whenever_there_is_somebody_to_build_it():
    """Any start passes that has the gang free and leaves it time before the bridge is closed; no other does."""
    analysis = KIND.analyse(from_key(EXERCISE.brief), EXERCISE.brief)
    calendar, diversion = analysis.basis.calendar, analysis.basis.found["diversion"]
    right = set()
    for days in range(100):
        day = date(2027, 4, 26) + timedelta(days)
        if calendar.is_working_day(day):
            starts = {diversion: calendar.offset_of(day)}
            if not faults(from_key(EXERCISE.brief, partial(chosen, starts)), EXERCISE.brief):
                right.add(day)
    assert (min(right), max(right)) == (date(2027, 5, 24), date(2027, 7, 13))
    worked = {date(2027, 5, 24) + timedelta(days) for days in range(51)}
    assert right == {day for day in worked if calendar.is_working_day(day)}


def test_of_engineers_half_is_missed_when_the_diversion_is_too_soon():
    brief = EXERCISE.brief
    plan = from_key(brief)
    over = [load.supply.name for load in KIND.analyse(plan, brief).loads if load.over_after]
    assert over == ["Structures engineers", "General gang"]
