"""Properties of every schedule, and agreement with two other ways to work it out."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from app.engines import critical_path
from app.engines.scheduling import Constraint, LagUnit, Link, LinkKind, Perturbation, Task, schedule
from tests.engines.plans import CALENDARS, DAY, FF, FS, SS, at, project
from tests.engines.properties import steadily

WEEK = 7 * 24 * 60
ZONES = [None, None, *CALENDARS]


@st.composite
def whole_days(draw):
    """A network in whole days as `critical_path` takes it, with dates that start nothing before the project."""
    durations = draw(st.lists(st.integers(0, 9), min_size=1, max_size=12))
    activities = []
    for number, duration in enumerate(durations):
        before = draw(st.lists(st.integers(0, number - 1), max_size=3)) if number else []
        links = tuple(
            critical_path.Link(str(each), draw(st.sampled_from(LinkKind)), draw(st.integers(-4, 6))) for each in before
        )
        activities.append(critical_path.Activity(str(number), duration, links, draw(st.none() | st.integers(0, 15))))
    return draw(st.permutations(activities))


def in_minutes(activities):
    """The same network to the minute. A start no earlier than an offset is at the start of that working day."""
    calendar = CALENDARS["standard"]
    first = calendar.worked(at("8 Mar 08:00"))
    return project(
        *[
            Task(
                uid=int(each.ref),
                duration=each.duration * DAY,
                links=tuple(Link(int(link.predecessor), link.kind, link.lag * DAY) for link in each.links),
                constraint=Constraint.ASAP if each.start_no_earlier is None else Constraint.SNET,
                constraint_date=None
                if each.start_no_earlier is None
                else calendar.start_at(first + each.start_no_earlier * DAY),
            )
            for each in activities
        ]
    )


@steadily
@given(whole_days(), st.none() | st.integers(0, 60))
def test_whole_days_agree_with_critical_path_analysis(activities, imposed):
    days = critical_path.analyse(activities, imposed)
    made = in_minutes(activities)
    if imposed is not None:
        calendar = CALENDARS["standard"]
        made = replace(made, imposed_finish=calendar.finish_at(calendar.worked(made.start) + imposed * DAY))
    timeline = schedule(made)
    assert timeline.offset(timeline.finish) == days.finish
    for ref, expected in days.dates.items():
        row = timeline.dates[int(ref)]
        dates = (row.early_start, row.early_finish, row.late_start, row.late_finish)
        assert [timeline.offset(date) for date in dates] == [
            expected.early_start,
            expected.early_finish,
            expected.late_start,
            expected.late_finish,
        ]
        assert timeline.days(row.total_float) == expected.total_float
        assert timeline.days(row.free_float) == expected.free_float
        assert row.critical is expected.critical
    assert [str(uid) for uid in timeline.order] == list(days.order)


@st.composite
def plans(draw, kinds=tuple(LinkKind), zones=tuple(ZONES), units=tuple(LagUnit), elapsed=True):
    """A project without constraints, on many calendars, with every kind of link and lag, its rows shuffled."""
    tasks = []
    for uid in range(1, draw(st.integers(1, 10)) + 1):
        before = draw(st.lists(st.integers(1, uid - 1), max_size=3)) if uid > 1 else []
        links = []
        for each in before:
            unit = draw(st.sampled_from(units))
            lag = draw(st.integers(-100, 200) if "percent" in unit else st.integers(-900, 1800))
            links.append(Link(each, draw(st.sampled_from(kinds)), draw(st.sampled_from([0, lag])), unit))
        by_clock = draw(st.sampled_from([False, False, elapsed]))
        zone = draw(st.sampled_from(zones))
        minutes = draw(st.sampled_from([0, 1, 240, 480, 481, 1000]) | st.integers(0, 3000))
        tasks.append(Task(uid=uid, duration=minutes, elapsed=by_clock, calendar=zone, links=tuple(links)))
    return project(*draw(st.permutations(tasks)))


@steadily
@given(plans(zones=(None,), elapsed=False, units=(LagUnit.WORKING,)))
def test_minutes_on_one_calendar_are_longest_paths(made):
    graph = nx.DiGraph()

    def wait(before, after, minutes):
        known = graph.get_edge_data(before, after, {"weight": -minutes})["weight"]
        graph.add_edge(before, after, weight=min(known, -minutes))

    for task in made.tasks:
        start, finish = (task.uid, "start"), (task.uid, "finish")
        wait("begin", start, 0)
        wait(start, finish, task.duration)
        wait(finish, start, -task.duration)
        wait(finish, "end", 0)
        for link in task.links:
            ends = ("finish" if link.kind in (FS, FF) else "start", "start" if link.kind in (FS, SS) else "finish")
            wait((link.predecessor, ends[0]), (task.uid, ends[1]), link.lag)
    from_begin = nx.single_source_bellman_ford_path_length(graph, "begin")
    to_end = nx.single_source_bellman_ford_path_length(graph.reverse(), "end")
    timeline = schedule(made)
    finish = -from_begin["end"]
    calendar = timeline.calendar
    for uid, row in timeline.dates.items():
        assert calendar.between(timeline.start, row.early_start) == -from_begin[uid, "start"]
        assert calendar.between(timeline.start, row.early_finish) == -from_begin[uid, "finish"]
        assert calendar.between(timeline.start, row.late_start) == finish + to_end[uid, "start"]
        assert calendar.between(timeline.start, row.late_finish) == finish + to_end[uid, "finish"]


@steadily
@given(plans())
def test_without_constraints_float_is_never_negative_and_early_is_never_after_late(made):
    timeline = schedule(made)
    for row in timeline.dates.values():
        task = next(each for each in made.tasks if each.uid == row.uid)
        assert row.free_float >= 0
        assert row.total_float >= 0
        if task.duration:
            assert row.early_start <= row.late_start
            assert row.early_finish <= row.late_finish
        assert row.early_start >= made.start
        assert row.early_finish <= timeline.finish
    assert timeline.finish == max(row.early_finish for row in timeline.dates.values())


@steadily
@given(plans())
def test_every_link_holds(made):
    """Checked on the dates alone, with the definition of each kind; a finish counts as reached if no working
    time of its task is left before it."""
    timeline = schedule(made)
    durations = {task.uid: task for task in made.tasks}
    for task in made.tasks:
        own = made.calendars[task.calendar or made.calendar]
        work = CALENDARS["clock"] if task.elapsed and task.duration else own
        row = timeline.dates[task.uid]
        for link in task.links:
            before = timeline.dates[link.predecessor]
            held = before.early_finish if link.kind in (FS, FF) else before.early_start
            minutes, by_clock = link.lag, link.unit in (LagUnit.ELAPSED, LagUnit.ELAPSED_PERCENT)
            if "percent" in link.unit:
                minutes = (durations[link.predecessor].duration * link.lag + 50) // 100
                by_clock = by_clock or durations[link.predecessor].elapsed
            held = held + minutes if by_clock else own.add(held, minutes)
            if link.kind in (FS, SS):
                assert row.early_start >= held
            else:
                assert work.between(row.early_finish, held) <= 0


@steadily
@given(plans(kinds=(FS, SS), units=(LagUnit.WORKING, LagUnit.ELAPSED)), st.data())
def test_lengthening_a_task_brings_nothing_forward(made, data):
    """Of links to starts only: those to finishes are the known exception."""
    uid = data.draw(st.sampled_from([task.uid for task in made.tasks]))
    before, after = schedule(made), Perturbation(made).early(uid, data.draw(st.integers(0, 5000)))
    for each, (start, finish) in after.items():
        assert start >= before.dates[each].early_start
        assert finish >= before.dates[each].early_finish


@steadily
@given(plans(), st.data())
def test_a_perturbation_is_what_scheduling_afresh_gives(made, data):
    uid = data.draw(st.sampled_from([task.uid for task in made.tasks]))
    minutes = data.draw(st.integers(-2000, 5000))
    longer = [
        replace(task, duration=max(0, task.duration + minutes)) if task.uid == uid and task.duration else task
        for task in made.tasks
    ]
    asked = next(task for task in made.tasks if task.uid == uid)
    if asked.duration and asked.duration + minutes > 0:
        afresh = schedule(replace(made, tasks=tuple(longer)))
        rows = {each: (row.early_start, row.early_finish) for each, row in afresh.dates.items()}
        assert Perturbation(made).early(uid, minutes) == rows


@steadily
@given(plans(), st.integers(-500, 2000))
def test_whole_weeks_later_everything_is_whole_weeks_later(made, weeks):
    """On calendars without holidays."""
    plain = replace(made, calendars={**made.calendars, "spring": made.calendars["standard"]})
    before, after = schedule(plain), schedule(replace(plain, start=plain.start + weeks * WEEK))
    for uid, row in before.dates.items():
        moved = after.dates[uid]
        assert tuple(date + weeks * WEEK for date in row[1:7]) == moved[1:7]
        assert row[7:] == moved[7:]


@steadily
@given(plans(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_no_date(made, random):
    shuffled = list(made.tasks)
    random.shuffle(shuffled)
    one, other = schedule(made), schedule(replace(made, tasks=tuple(shuffled)))
    assert one.dates == other.dates
    assert one == schedule(made)


@steadily
@given(
    plans(), st.sampled_from([kind for kind in Constraint if kind != Constraint.ASAP]), st.integers(0, 60), st.data()
)
def test_constraints_are_honoured(made, kind, days, data):
    """Each on one task; its dates keep it, by the task's own working time."""
    asked = data.draw(st.sampled_from(made.tasks))
    date = made.start + days * 1440 + 540
    held = replace(asked, constraint=kind, constraint_date=date)
    tasks = tuple(held if task.uid == asked.uid else task for task in made.tasks)
    timeline = schedule(replace(made, tasks=tasks))
    row = timeline.dates[asked.uid]
    own = made.calendars[asked.calendar or made.calendar]
    work = CALENDARS["clock"] if asked.elapsed and asked.duration else own
    to_start, to_finish = work.between(date, row.start), work.between(date, row.finish)
    expected = {
        Constraint.ALAP: row.start == row.late_start,
        Constraint.SNET: to_start >= 0,
        Constraint.SNLT: to_start <= 0,
        Constraint.FNET: to_finish >= 0,
        Constraint.FNLT: to_finish <= 0,
        Constraint.MSO: to_start == 0,
        Constraint.MFO: to_finish == 0,
    }
    assert expected[kind]
