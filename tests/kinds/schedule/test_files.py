"""CSV both ways: what goes out comes back, and MS Project's own export comes in."""

from __future__ import annotations

import pytest

from app.kinds.base import Unreadable
from app.kinds.schedule import KIND
from app.kinds.schedule.payload import Schedule
from tests.kinds.schedule.build import analysed, row, schedule

IMPORT, EXPORT = KIND.importers["csv"], KIND.exporters["csv"]


def test_a_schedule_comes_back_as_it_went_out_and_keeps_its_calendar():
    made = schedule(
        row(7, "Dig, then “shore”", "5 days?", ""),
        row(3, "=HYPERLINK(1)", "2w", "7FS+2d; 3SS", start_no_earlier="Mon 08/03/27", must_finish_by="-"),
        row(12, "Gabelstapler prüfen", 0, "3"),
        days_off="2027-03-26 Good Friday",
    )
    assert IMPORT(EXPORT(made), made) == made
    assert IMPORT(EXPORT(made), Schedule(start_on="1 Jan 2030")).start_on == "1 Jan 2030"


def test_no_rows_come_back_as_no_rows():
    assert IMPORT(EXPORT(schedule()), schedule()) == schedule()


MS_PROJECT = """ID,Mode,Task Name,Duration,Start,Finish,Predecessors,Summary,Constraint Type,Constraint Date,Deadline
1,Auto Scheduled,Footbridge,12 days,Mon 08/03/27,Tue 23/03/27,,Yes,As Soon As Possible,NA,NA
2,Auto Scheduled,Dig,1 wk,Mon 08/03/27,Fri 12/03/27,,No,As Soon As Possible,NA,NA
3,Auto Scheduled,Lay pipes,4 days?,Mon 15/03/27,Thu 18/03/27,2FS+2 days,No,Start No Earlier Than,Wed 17/03/27,NA
4,Auto Scheduled,Backfill,3 days,Fri 19/03/27,Tue 23/03/27,"2SS,3",No,Finish No Later Than,Tue 23/03/27 17:00,NA
5,Auto Scheduled,Road open,0 days,Tue 23/03/27,Tue 23/03/27,4,No,As Soon As Possible,NA,Wed 24/03/27
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_an_export_of_ms_project_is_read(encoding):
    made = IMPORT(MS_PROJECT.encode(encoding), schedule())
    found = analysed(made)
    assert found.problems == ()
    assert [each.ref for each in made.activities] == ["2", "3", "4", "5"]
    assert [each.start_no_earlier for each in made.activities] == ["", "Wed 17/03/27", "", ""]
    assert [each.must_finish_by for each in made.activities] == ["", "", "Tue 23/03/27 17:00", "Wed 24/03/27"]
    assert {ref: each.cells["finish"] for ref, each in KIND.row_outputs(found).items()} == {
        "2": "12 Mar",
        "3": "22 Mar",
        "4": "25 Mar",
        "5": "25 Mar",
    }


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"", 1, "first line must hold headings"),
        (b"Colour,Size\nred,5\n", 1, "first line must hold headings"),
        (b"\0\0", 1, "not a CSV"),
        (b"ID,Task Name\n1,Dig\n1,Pour\n", 3, "already on line 2"),
        (b"Task Name,Duration\nDig," + b"5" * 1001 + b"\n", 2, "longer than 1,000 characters"),
        (b"Task Name\n" + b"Dig\n" * 301, 302, "there can be 300"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_line(content, line, says):
    with pytest.raises(Unreadable, match=says) as error:
        IMPORT(content, schedule())
    assert error.value.line == line
