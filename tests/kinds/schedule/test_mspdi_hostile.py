"""Files that are wrong, broken, absurd or meant to harm: each is refused with a line and with words on what to do."""

from __future__ import annotations

import pytest

from app.kinds.base import Unreadable
from app.kinds.schedule.mspdi import analysis, reader, records, shifts
from tests.kinds.schedule.mspdi_files import NAMESPACE, calendar, elements, exception, link, project, task, week

BOMB = """<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
<Project xmlns="http://schemas.microsoft.com/project"><Name>&lol2;</Name></Project>"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE Project [<!ENTITY file SYSTEM "file:///etc/passwd">]>
<Project xmlns="http://schemas.microsoft.com/project"><Name>&file;</Name></Project>"""


def refused(content: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        analysis.analyse(content)
    return caught.value


@pytest.mark.parametrize(
    ("content", "words", "line"),
    [
        (BOMB.encode(), "DTD or entities", 2),
        (OUTSIDE.encode(), "DTD or entities", 2),
        (f"<Project xmlns='{NAMESPACE}'>\n<Name>&nbsp;</Name></Project>".encode(), "not well-formed XML", 2),
        (b"", "is empty", 1),
        (b"  \n ", "is empty", 1),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, ".mpp file", 1),
        (b"PK\x03\x04" + b"\0" * 99, "packed file", 1),
        (b"MPX,Microsoft Project for Windows,4.0,ANSI", "MPX file", 1),
        (b"name,duration\nDig,3\n", "not XML", 1),
        (b"<html><body>Sign in</body></html>", "a web page", 1),
        (b"<project name='x'><tasks/></project>", "GanttProject’s own file", 1),
        (b"<APIBusinessObjects/>", "Primavera P6", 1),
        (b"<plan>\n</plan>", "begins with <plan>", 1),
        (project(task(1), task(2))[:-40], "stops before its end", 2),
        (project(task(1)).replace(b"</Task>", b"</Tusk>"), "not well-formed XML", 2),
        (b"<Project>" + b"<Tasks>" * 60, "nested more than 40 deep", 1),
        (f"<Project xmlns='{NAMESPACE}'>".encode() + b"<A>" * 60, "nested more than 40 deep", 1),
        (b'<?xml version="1.0" encoding="utf-16"?><Project/>', "another encoding", 1),
        (b'<?xml version="1.0" encoding="klingon"?><Project/>', "encoding", 1),
        (project(), "no tasks", 1),
        (project(task(1), StartDate=""), "neither when the project starts", 1),
    ],
)
def test_files_that_are_no_project_are_refused(content: bytes, words: str, line: int):
    error = refused(content)
    assert words in str(error)
    assert error.line == line


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    words = str(refused(b"<Project>" + b" " * records.MOST_BYTES))
    assert "50.0 MB; at most 50 MB" in words
    with pytest.raises(Unreadable, match="at most 2 MB"):
        reader.read(project(task(1)) + b" " * 2_000_001, most_bytes=2_000_000)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"Start": "next week"}, "its Start is “next week”, which is not a date and time"),
        ({"Start": "1753-01-01T00:00:00"}, "not in the years 1984 to 2149"),
        ({"Finish": "9999-12-31T00:00:00"}, "not in the years 1984 to 2149"),
        ({"Start": "2027-02-30T08:00:00"}, "not a date and time"),
        ({"Duration": "-PT8H0M0S"}, "no work takes less than no time"),
        ({"Duration": "PT9999999999H0M0S"}, "not a length"),
        ({"Duration": "PT999999999H0M0S"}, "more than a hundred years"),
        ({"Duration": "INF"}, "not a length"),
        ({"Duration": "P"}, "not a length"),
        ({"PercentComplete": "NaN"}, "not a number"),
        ({"PercentComplete": "INF"}, "not a number"),
        ({"PercentComplete": "101"}, "more than 100 percent"),
        ({"PercentComplete": "-1"}, "more than 100 percent"),
        ({"LevelingDelay": "1e400"}, "not a number"),
        ({"LevelingDelay": "1e30"}, "absurdly large"),
        ({"LevelingDelay": "-100"}, "negative levelling delay"),
        ({"OutlineLevel": "5000"}, "0 to 100 levels"),
        ({"ConstraintType": "8"}, "numbers 0 to 7"),
        ({"ConstraintType": "2"}, "has the constraint 2 and no date"),
        ({"Summary": "maybe"}, "neither 1 nor 0"),
        ({"UID": ""}, "has no unique identifier"),
        ({"UID": "x" * 10_000}, "is not a number"),
        ({"Name": "<b>", "Start": "=cmd"}, "“=cmd”"),
    ],
)
def test_values_that_no_task_can_have_are_named(fields: dict[str, str], words: str):
    error = refused(project(task(1), task(2, **fields)))
    assert words in str(error)
    assert "task" in str(error).lower()
    assert error.line == 2


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (link(99), "follows a task with the unique identifier 99, which is not in the file"),
        (link(1, 7), "types 0 to 3"),
        (link(1, 1, 10**11), "more than a hundred years"),
        (link(1, 1, 10**7, 19), "absurd"),
        (link(1).replace("<PredecessorUID>1</PredecessorUID>", ""), "no predecessor"),
    ],
)
def test_links_that_cannot_be_are_named(made: str, words: str):
    assert words in str(refused(project(task(1), task(2, 480, made, name="Dig"))))


def test_a_unique_identifier_that_two_tasks_have_is_named_with_both():
    assert "task 1 has the unique identifier 1, which task 1 has too" in str(refused(project(task(1), task(1))))


def test_loops_are_named_by_task():
    error = refused(
        project(task(1, 480, link(3), name="Dig"), task(2, 480, link(1), name="Pour"), task(3, 480, link(2)))
    )
    assert "Task 1 “Dig” → Task 2 “Pour” → Task 3 “Task 3” → Task 1 “Dig”" in str(error)
    assert "Take out one of the links" in str(error)


def test_a_task_that_waits_for_itself_and_a_long_loop_are_named_shortly():
    assert "Task 1 “Dig” → Task 1 “Dig”" in str(refused(project(task(1, 480, link(1), name="Dig"))))
    long = [task(uid, 480, link(uid - 1 or 30)) for uid in range(1, 31)]
    assert str(refused(project(*long))).count("→") == 7


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (calendar(days=week(worked=())), "calendar “Standard” cannot be used"),
        (calendar(days=week([("12:00", "08:00")])), "before its start 12:00:00"),
        (calendar(days=week([("08:00", "13:00"), ("12:00", "17:00")])), "overlap"),
        (calendar(days=week([("25:00", "26:00")])), "not a time of day"),
        (calendar(days=week([("08:00", "08:00")])), "cannot be used"),
        (calendar(base=2) + calendar(2, base=1), "leads back to it"),
        (calendar(days=week()) + calendar(days=week()), "which calendar “Standard” has too"),
        (calendar(days=week(), exceptions=exception("2027-03-02", "2027-03-01")), "before its FromDate"),
        (calendar(days=week(), exceptions=exception("soon")), "not a date"),
        (
            calendar(days=week(), exceptions=exception("1984-01-01", "2149-12-31", Type=1, Period=2)),
            "more than 20,000 days",
        ),
        (f"<Calendar>{elements(Name='No number')}</Calendar>", "has no unique identifier"),
    ],
)
def test_calendars_that_cannot_be_are_named(made: str, words: str):
    assert words in str(refused(project(task(1), calendars=made)))


@pytest.mark.parametrize(
    "record",
    ["<Task><UID>{n}</UID></Task>", "<Assignment><TaskUID>1</TaskUID><ResourceUID>{n}</ResourceUID></Assignment>"],
)
def test_more_records_than_any_project_has_are_refused(record: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reader, "MOST_TASKS", 50)
    monkeypatch.setattr(reader, "MOST_ASSIGNMENTS", 50)
    many = "".join(record.format(n=number) for number in range(60))
    content = f'<Project xmlns="{NAMESPACE}"><Tasks>{many}</Tasks></Project>'.encode()
    assert "more than 50" in str(refused(content))


def test_more_links_than_any_project_has_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reader, "MOST_LINKS", 5)
    assert "more than 5 links" in str(refused(project(task(1), task(2, 480, *[link(1)] * 6))))


def test_dates_past_the_last_year_of_calendars_name_the_task():
    centuries = [task(uid, 60 * 600_000, link(uid - 1), name="Wait") if uid > 1 else task(1) for uid in range(1, 4)]
    error = refused(project(*centuries))
    assert "Wait" in str(error)
    assert "1984 to 2149" in str(error)


def test_formulas_and_markup_in_names_are_only_text():
    made = analysis.analyse(project(task(1, name='=cmd|"/c calc"!A1'), task(2, name="<script>alert(1)</script>")))
    assert [each["name"] for each in made["activities"]] == ['=cmd|"/c calc"!A1', "<script>alert(1)</script>"]


def test_a_name_of_ten_thousand_letters_is_cut():
    (only,) = analysis.analyse(project(task(1, name="x" * 10_000)))["activities"]
    assert len(only["name"]) == records.LONGEST_TEXT


def test_more_than_belongs_into_one_record_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(records, "MOST_WITHIN", 8)
    assert "more than 8 elements PredecessorLink stand in one task" in str(
        refused(project(task(1), task(2, 480, *[link(1)] * 9)))
    )


def test_exceptions_that_are_inherited_over_and_over_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shifts, "MOST_DAYS", 3)
    base = calendar(days=week(), exceptions=exception("2027-03-09") + exception("2027-03-10"))
    assert "more than 3 exceptions in all" in str(
        refused(project(task(1, CalendarUID=2), calendars=base + calendar(2, "Crane", base=1)))
    )
