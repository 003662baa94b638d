"""What cannot be read is a problem at its cell, and the rest is worked out as far as it honestly can be."""

from __future__ import annotations

import pytest

from app.kinds.schedule import KIND
from app.kinds.schedule.payload import Schedule
from tests.kinds.schedule.build import analysed, brief, row, schedule


def problems(made, key=None):
    return {each.where: each.message for each in analysed(made, key).problems}


def outputs(made):
    return {ref: tuple(each.cells.values()) for ref, each in KIND.row_outputs(analysed(made)).items()}


GOOD = (row(1, "Start", 0), row(2, "Dig", 5, "1"), row(3, "Pour", 2, "2"), row(4, "Paint", 1, "1"))


@pytest.mark.parametrize(
    ("made", "where", "says"),
    [
        (schedule(row(1, "", 5)), "1.name", "Row 1: it has no name"),
        (schedule(row(1, "Dig")), "1.duration", "Row 1: it has no duration. Type working days such as 15"),
        (schedule(row(1, "Dig", "3 to 4")), "1.duration", "Row 1: “3 to 4” is not a duration"),
        (schedule(row(1, "Dig", 5, "9")), "1.predecessors", "it follows row 9, but there is nothing on a row 9"),
        (schedule(row(1, "Dig", 5, "2"), row(2)), "1.predecessors", "there is nothing on a row 2"),
        (schedule(row(1, "Dig", 5, "four")), "1.predecessors", "“four” is not a predecessor"),
        (schedule(row(1, "Dig", 5, "1")), "1.predecessors", "Row 1 waits for itself"),
        (schedule(row(1, "Dig", 5, start_no_earlier="later")), "1.start_no_earlier", "“later” is not a date"),
        (schedule(row(1, "Dig", 5, must_finish_by="32/1/27")), "1.must_finish_by", "not a day of the calendar"),
        (schedule(row("x", "Dig", 5)), "x.ref", "“x” cannot be a row's number"),
        (schedule(row("0", "Dig", 5)), "0.ref", "cannot be a row's number"),
        (schedule(row("²", "Dig", 5)), "².ref", "cannot be a row's number"),
        (schedule(row(12345, "Dig", 5)), "12345.ref", "cannot be a row's number"),
        (schedule(row("", "Dig", 5)), "ref", "cannot be a row's number"),
        (schedule(row(1, "Dig", 5), row("01", "Pour", 5)), "1.ref", "this number is on another row too"),
        (schedule(*GOOD, start_on="someday"), "start_on", "“someday” is not a date"),
        (schedule(*GOOD, working_days=""), "working_days", "There are no working days"),
        (schedule(*GOOD, days_off="2027-03-26\nEaster"), "days_off", "“Easter” does not begin with a date"),
    ],
)
def test_each_problem_is_at_its_cell_and_says_what_to_do(made, where, says):
    found = problems(made)
    assert set(found) == {where}
    assert says in found[where]


def test_a_loop_is_named_in_words_at_each_of_its_rows():
    made = schedule(row(4, "A", 1, "6"), row(5, "B", 1, "4"), row(6, "C", 1, "4"))
    assert problems(made) == dict.fromkeys(
        ("4.predecessors", "6.predecessors"), "Rows 4 → 6 → 4 wait for each other. Take out one of the links."
    )


def test_a_long_loop_is_named_in_short():
    rows = [row(ref, "Work", 1, str(ref - 1 or 40)) for ref in range(1, 41)]
    found = problems(schedule(*rows))
    assert len(found) == 40
    assert "Rows 1 → 2 → 3 → 4 → 5 → 6 → … → 1 wait for each other" in found["7.predecessors"]


def test_separate_loops_are_each_named_and_many_leave_nothing_placed():
    pairs = [(2 * pair + 1, 2 * pair + 2) for pair in range(30)]
    rows = [each for a, b in pairs for each in (row(a, "A", 1, str(b)), row(b, "B", 1, str(a)))]
    found = analysed(schedule(*rows))
    assert len(found.problems) == 40
    assert found.network is None
    assert KIND.pictures(found, brief()) == ()


def test_rows_without_anything_in_them_are_left_alone():
    assert problems(schedule(*GOOD, row(5), row(5), row("x"))) == {}


def test_a_name_is_not_needed_to_work_out_dates():
    assert outputs(schedule(row(1, "", 5)))["1"] == ("8 Mar", "12 Mar", "0 d", "0 d")


def test_one_bad_cell_leaves_the_dates_that_do_not_hang_on_it():
    bad = GOOD[1].model_copy(update={"duration": "3 to 4"})
    assert outputs(schedule(GOOD[0], bad, *GOOD[2:])) == {
        "1": ("8 Mar", "8 Mar", "", ""),
        "2": ("", "", "", ""),
        "3": ("", "", "", ""),
        "4": ("8 Mar", "8 Mar", "", ""),
    }


def test_a_row_of_a_loop_takes_its_followers_with_it():
    made = schedule(*GOOD, row(5, "A", 1, "6"), row(6, "B", 1, "5"), row(7, "C", 1, "6"))
    found = analysed(made)
    assert found.unsure == {"5", "6", "7"}
    assert outputs(made)["3"][:2] == ("15 Mar", "16 Mar")


def test_without_a_start_rows_are_placed_by_day_numbers():
    made = schedule(*GOOD, start_on="")
    assert problems(made) == {}
    assert outputs(made)["3"] == ("d5", "d7", "0 d", "0 d")


def test_dates_on_rows_need_a_start():
    dated = row(5, "Lift", 1, "3", start_no_earlier="3 Aug 2027")
    found = analysed(schedule(*GOOD, dated, start_on=""))
    assert [(each.where, each.message) for each in found.problems] == [
        (
            "start_on",
            "Row 5 has a date, so the schedule needs the date it starts on. "
            "Type a date such as 8 Mar 2027 or 08/03/2027.",
        )
    ]
    assert found.unsure == {"5"}


def test_a_brief_with_dates_needs_a_start():
    key = brief(days_off=["2027-05-03"])
    assert set(problems(schedule(*GOOD, start_on=""), key)) == {"start_on"}
    assert set(problems(schedule(*GOOD, start_on="someday"), key)) == {"start_on"}
    assert problems(schedule(*GOOD), key) == {}


def test_a_calendar_that_cannot_be_read_leaves_typed_dates_aside():
    dated = row(5, "Lift", 1, "3", start_no_earlier="3 Aug 2027")
    found = analysed(schedule(*GOOD, dated, days_off="Easter"))
    assert found.calendar is None
    assert found.unsure == {"5"}


def test_dates_beyond_the_calendar_are_a_problem_and_not_a_crash():
    rows = [row(ref, "Work", 2000, str(ref - 1) if ref > 1 else "") for ref in range(1, 301)]
    found = analysed(schedule(*rows, start_on="1 Jan 2099", working_days="Mon"))
    assert [each.where for each in found.problems] == ["start_on"]
    assert "leaves the years 1984 to 2149" in found.problems[0].message
    assert found.calendar is None


def test_na_as_ms_project_writes_it_is_no_date():
    assert problems(schedule(row(1, "Dig", 5, start_no_earlier="NA", must_finish_by="n/a"))) == {}


@pytest.mark.parametrize(
    "made",
    [
        Schedule(),
        schedule(),
        schedule(row(1), row(2)),
        schedule(row(1, "Start of the plan", 0)),
        schedule(row(1, "Start of the plan", "0d"), row(2, start_no_earlier="2027-03-08")),
    ],
)
def test_a_schedule_with_no_more_than_a_start_milestone_is_blank(made):
    assert analysed(made).is_blank


@pytest.mark.parametrize(
    "made",
    [
        schedule(row(1, "Dig")),
        schedule(row(1, duration="5")),
        schedule(row(1, duration="soon")),
        schedule(row(1, "Start", 0), row(2, "End", 0, "1")),
    ],
)
def test_a_schedule_with_anything_more_is_not_blank(made):
    assert not analysed(made).is_blank


NEW_CELLS = (
    "level",
    "optimistic",
    "pessimistic",
    "constraint",
    "constraint_date",
    "calendar",
    "baseline_start",
    "baseline_finish",
    "actual_start",
    "actual_finish",
    "percent_complete",
    "remaining",
)
NASTY = [
    "",
    "NaN",
    "-0",
    "∞",
    "=HYPERLINK(1)",
    "٣",
    "\0",
    "<script>",
    "9" * 1000,
    "a" * 1000,
    "4FS+" * 250,
    "1e400",
    "1000000000000",
    "1000000000000d",
    "999999999ed",
    "1 Jan 1753",
    "31 Dec 9999",
    "31 Dec 2149",
    "1 Jan 1984",
    "00:00-00:00",
    "Sat 24:00-24:00",
    "A: Mon\nA: Mon",
    "1," * 500,
    "𝟛",
]


@pytest.mark.parametrize("text", NASTY)
def test_nothing_typed_anywhere_makes_it_raise(text):
    cells = {
        "ref": text,
        "name": text,
        "duration": text,
        "predecessors": text,
        "start_no_earlier": text,
        "must_finish_by": text,
    } | dict.fromkeys(NEW_CELLS, text)
    rows = [
        row(**cells),
        row(**cells | {"ref": 1}),
        row(2, text, 5, "1"),
        row(3, "Dig", text, "2", must_finish_by=text),
        row(4, "Dig", 5, "2", **dict.fromkeys(NEW_CELLS, text)),
        row(5, "Dig", 5, "", level=1, constraint="mfo", constraint_date=text, actual_start=text, remaining=text),
    ]
    fields = dict.fromkeys(("start_on", "working_days", "hours", "calendars", "data_date"), text)
    made = schedule(*rows, **fields, days_off="\n".join([text] * 5))
    plain = {"start_on": "2027-03-08", "working_days": "Mon", "days_off": ""}
    bare = plain | {"hours": "", "calendars": "", "data_date": "12 Mar 2027"}
    for each in (made, *(made.model_copy(update=fields) for fields in (plain, bare))):
        found = analysed(each)
        KIND.judge(found, brief())
        KIND.row_outputs(found)
        KIND.facts(found, brief())
        KIND.pictures(found, brief())


def test_ten_thousand_rows_are_read():
    rows = [row(ref, "Dig", 1, str(ref - 1) if ref > 1 else "") for ref in range(1, 10_001)]
    found = analysed(schedule(*rows))
    assert len(found.problems) == 1, "the last number has five figures"
    assert found.network.finish == 9_999
    picture = KIND.pictures(found, brief())[0]
    assert "The first 150 of 9,999 rows are drawn." in picture.summary
