"""Schedules as MS Project XML: what is written, and that it is read back the same."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.engines import scheduling
from app.kinds.schedule import KIND
from app.kinds.schedule import project as typed_project
from app.kinds.schedule.mspdi import analysis, reader
from app.kinds.schedule.payload import Schedule, ScheduleRow
from tests.engines.properties import steadily
from tests.kinds.schedule.build import row, schedule

WEEKENDS = "Weekends: Sat Sun 08:00-16:00\n2027-03-13 Fair\nNights: Mon-Thu 22:00-24:00"


def written(made: Schedule) -> str:
    return KIND.exporters["xml"](made).decode()


def read_back(made: Schedule) -> Schedule:
    return KIND.read_file("xml", KIND.exporters["xml"](made), Schedule()).payload


def worked_out(made: Schedule) -> dict[int, tuple[int, ...]]:
    line = scheduling.schedule(typed_project.to_project(made))
    return {
        uid: (each.start, each.finish, each.late_start, each.late_finish, each.total_float, each.free_float)
        for uid, each in line.dates.items()
    }


def whole() -> Schedule:
    """A schedule with something in every column and field."""
    return schedule(
        row(1, "Bridge", level="1"),
        row(2, "Survey & design", 5, level="2", optimistic="4", pessimistic="9", must_finish_by="2027-03-19"),
        row(7, "Dig <deep>", "12h", "2FS+1d", level="2", constraint="fnlt", constraint_date="2027-04-09"),
        row(3, "Cure", "3ed", "7", level="2"),
        row(4, "Weekend work", 2, "2SS+50%; 3FF+2ed", level="2", calendar="weekends"),
        row(5, "Open", 0, "4", level="1", start_no_earlier="2027-04-06", baseline_finish="2027-04-05"),
        hours="08:00-12:00, 13:00-17:00",
        days_off="26 Mar 2027 Good Friday\n2027-03-24 works 08:00-12:00 Half day\n1 Apr 2027 to 2 Apr 2027",
        calendars=WEEKENDS,
    )


def test_a_schedule_with_everything_comes_back_the_same():
    made, back = whole(), read_back(whole())
    assert worked_out(back) == worked_out(made)
    assert [each.ref for each in back.activities] == [each.ref for each in made.activities]
    assert [each.predecessors for each in back.activities] == ["", "", "2FS+1d", "7", "2SS+50%; 3FF+2ed", "4"]
    assert back.activities[2] == made.activities[2].model_copy(update={"calendar": ""})
    assert (back.activities[1].optimistic, back.activities[1].pessimistic) == ("4", "9")
    assert back.activities[5].baseline_finish == "2027-04-05"
    assert back.days_off.splitlines() == [
        "2027-03-26 Good Friday",
        "2027-03-24 works 08:00-12:00 Half day",
        "2027-04-01 to 2027-04-02",
    ]
    assert back.calendars.splitlines() == ["Weekends: Sat Sun 08:00-16:00", "2027-03-13 Fair"]
    assert read_back(back) == back


def test_progress_comes_back_the_same():
    made = schedule(
        row(1, "Dig", 4, actual_start="2027-03-08", actual_finish="2027-03-11", percent_complete="100"),
        row(2, "Pour", 4, "1", actual_start="2027-03-12", percent_complete="50", remaining="3"),
        row(3, "Cure", 4, "1", actual_start="2027-03-12", percent_complete="25", baseline_start="2027-03-12"),
        row(4, "Paint", 4, "2"),
        data_date="2027-03-16",
    )
    back = read_back(made)
    assert back.data_date == "2027-03-16"
    assert worked_out(back) == worked_out(made)
    assert (back.activities[1].percent_complete, back.activities[1].remaining) == ("50", "3")


def test_the_dates_that_are_written_are_those_worked_out():
    made = schedule(row(1, "Dig", 5), row(2, "Pour", 2, "1"), row(3, "Look", 1, "1SS"))
    tasks = reader.read(KIND.exporters["xml"](made)).tasks
    figures = analysis.analyse(KIND.exporters["xml"](made))["activities"]
    for task, row_figures in zip(tasks, figures, strict=True):
        assert task.stored.start is not None
        assert task.stored.start.isoformat() == row_figures["start"]
        assert task.stored.total_slack == row_figures["total_float_minutes"]
        assert task.stored.free_slack == row_figures["free_float_minutes"]


def test_what_people_type_is_escaped_and_what_xml_cannot_hold_is_left_out():
    text = written(schedule(row(1, 'Dig <&> "deep"\x00\x1b\ufffe', 1)))
    assert '<Name>Dig &lt;&amp;&gt; "deep"</Name>' in text
    assert reader.read(text.encode()).tasks[0].name == 'Dig <&> "deep"'


def test_a_schedule_without_dates_is_written_without_them():
    for made in (
        schedule(row(1, "Dig", 5), start_on=""),
        schedule(row(1, "Dig", 5, "2"), row(2, "Pour", 5, "1")),
        schedule(*(row(uid, "Wait", 2000, str(uid - 1) if uid > 1 else "") for uid in range(1, 31))),
    ):
        text = written(made)
        assert "<Start>" not in text
        assert f"<UID>{len(made.activities)}</UID>" in text


def test_blank_and_unreadable_rows_do_not_stop_a_file():
    made = schedule(row(1, "Dig", "soon"), row("x", "Nowhere", 1), row(2, "", ""), row(3, "Pour", 2, "1; 99; ?"))
    assert [task.uid for task in reader.read(KIND.exporters["xml"](made)).tasks] == [1, 3]
    assert b"<Tasks>\n</Tasks>" in KIND.exporters["xml"](Schedule())
    torn = schedule(
        row(1, "Dig", 1), days_off="sometime", calendars="??\n2027-03-01 before any\nNights: 22-24 every day"
    )
    assert "<Name>Dig</Name>" in written(torn)


def test_rows_out_of_order_are_numbered_by_place_and_keep_their_numbers():
    made = schedule(row(9, "First", 1), row(2, "Second", 1, "9"))
    text = written(made)
    assert "<UID>9</UID><ID>1</ID>" in text
    assert [each.ref for each in read_back(made).activities] == ["9", "2"]


def test_the_outline_is_numbered():
    made = schedule(
        *(row(uid, "x", 1, level=level) for uid, level in enumerate("1223", start=1)), row(9, "y", 1, level="1")
    )
    assert [each for each in ("1", "1.1", "1.2", "1.2.1", "2") if f"<OutlineNumber>{each}<" in written(made)] == [
        "1",
        "1.1",
        "1.2",
        "1.2.1",
        "2",
    ]


LENGTHS = st.sampled_from(["0", "1", "3", "2.5", "4h", "90m", "1w", "2ed", "36eh"])
LAGS = st.sampled_from(["", "FS", "SS", "FF", "FS+1d", "SS+4h", "FF-1d", "FS+2ed", "SS+50%", "FS-25%"])
DATES = st.sampled_from(["2027-03-10", "2027-03-18", "2027-04-02"])
CONSTRAINTS = st.sampled_from(["alap", "snet", "snlt", "fnet", "fnlt", "mso", "mfo"])


@st.composite
def rows(draw: st.DrawFn) -> tuple[ScheduleRow, ...]:
    made: list[ScheduleRow] = []
    for number in range(1, draw(st.integers(2, 8))):
        cells: dict[str, Any] = {"ref": number, "name": f"Work {number}", "duration": draw(LENGTHS)}
        befores = draw(st.lists(st.integers(1, number - 1), max_size=2, unique=True)) if number > 1 else []
        cells["predecessors"] = "; ".join(f"{before}{draw(LAGS)}" for before in befores)
        if draw(st.booleans()):
            cells["constraint"] = draw(CONSTRAINTS)
            cells["constraint_date"] = "" if cells["constraint"] == "alap" else draw(DATES)
        elif draw(st.booleans()):
            cells["start_no_earlier"] = draw(DATES)
        cells["must_finish_by"] = draw(st.sampled_from(["", "2027-03-31"]))
        cells["calendar"] = draw(st.sampled_from(["", "Weekends", "Nights"]))
        made.append(ScheduleRow.model_validate(cells))
    return tuple(made)


@steadily
@given(rows(), st.sampled_from(["", "26 Mar 2027 to 29 Mar 2027 Easter", "2027-03-18 works 08:00-12:00"]))
def test_any_schedule_is_read_back_with_the_same_dates_and_floats(activities: tuple[ScheduleRow, ...], days_off: str):
    made = schedule(*activities, hours="08:00-12:00, 13:00-17:00", days_off=days_off, calendars=WEEKENDS)
    back = read_back(made)
    assert worked_out(back) == worked_out(made)
    assert read_back(back) == back
