"""The cells, facts and measures that other pages show."""

from __future__ import annotations

from app.kinds.schedule import KIND
from app.kinds.schedule.words import counted, document, listed_rows, see
from tests.kinds.schedule.build import analysed, brief, item, row, schedule

ROWS = (row(1, "Dig", 5), row(2, "Lay", 10, "1"), row(3, "Paint", 2, "1"), row(4, "Open", 0, "2,3"))
KEY = brief(items=[item("open", 0, 0)], deadline={"item": "open", "finish_by": "2027-03-23"})


def facts(made, key=KEY):
    return {each.label: (each.value, each.note) for each in KIND.facts(analysed(made, key), key)}


def test_headline_facts():
    assert facts(schedule(*ROWS)) == {
        "Finish": ("26 Mar 2027", ""),
        "Against the deadline": ("3 days late", "Row 4 (Open): 23 Mar 2027"),
        "Duration": ("15 working days", ""),
        "Critical activities": ("3 of 4", ""),
        "Longest float": ("8 d", "Row 3 (Paint)"),
    }


def test_facts_without_dates_and_without_float():
    assert facts(schedule(row(1, "Dig", 1), start_on=""), brief()) == {
        "Finish": ("d1", ""),
        "Duration": ("1 working day", ""),
        "Critical activities": ("1 of 1", ""),
        "Longest float": ("0 d", ""),
    }


def test_facts_wait_until_everything_can_be_read():
    assert facts(schedule(*ROWS, row(5, "Tidy"))) == {"Finish": ("–", "Worked out once every row can be read")}
    assert facts(schedule()) == {"Finish": ("–", "Worked out from your first activity")}


def test_cells_of_rows():
    outputs = KIND.row_outputs(analysed(schedule(*ROWS)))
    assert {ref: (*each.cells.values(), each.flag) for ref, each in outputs.items()} == {
        "1": ("8 Mar", "12 Mar", "0 d", "0 d", "critical"),
        "2": ("15 Mar", "26 Mar", "0 d", "0 d", "critical"),
        "3": ("15 Mar", "16 Mar", "8 d", "8 d", ""),
        "4": ("26 Mar", "26 Mar", "0 d", "0 d", "critical"),
    }


def test_cells_say_the_year_when_it_is_another_and_show_negative_float():
    made = schedule(row(1, "Dig", 5, must_finish_by="31 Dec 2027"), start_on="29 Dec 2027")
    output = KIND.row_outputs(analysed(made))["1"]
    assert tuple(output.cells.values()) == ("29 Dec", "4 Jan 2028", "−2 d", "0 d")
    assert output.flag == "critical"


def test_measures():
    measures = KIND.measures(analysed(schedule(*ROWS), KEY), KEY)
    assert {key: int(value) for key, value in measures.items()} == {
        "activities": 4,
        "links": 4,
        "milestones": 1,
        "items_found": 1,
        "items_expected": 1,
        "finish_offset": 15,
        "critical_activities": 3,
        "longest_float": 8,
    }
    assert "finish_offset" not in KIND.measures(analysed(schedule(*ROWS, row(5, "Tidy")), KEY), KEY)


def test_turns_of_phrase():
    assert [counted(number, "day") for number in (0, 1, 2, 1200)] == ["0 days", "1 day", "2 days", "1,200 days"]
    assert listed_rows("4") == "Row 4"
    assert listed_rows("469") == "Rows 4, 6 and 9"
    assert listed_rows(map(str, range(1, 12))) == "Rows 1, 2, 3, 4, 5, 6, 7 and 4 more"
    assert document("13-method-statement") == "document 13, “method statement”,"
    assert (document("notes"), document("")) == ("“notes”", "the in-tray")
    assert see("") == "Read the in-tray again."
