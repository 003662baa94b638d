"""Hours, other calendars, elapsed time and constraints, typed and worked out."""

from __future__ import annotations

from datetime import date

import pytest

from app.kinds.schedule import KIND
from app.kinds.schedule.payload import Schedule
from tests.kinds.schedule.build import analysed, brief, faults, row, schedule, weaknesses


def cells(made):
    return {ref: (each.cells["start"], each.cells["finish"]) for ref, each in KIND.row_outputs(analysed(made)).items()}


def floats(made):
    return {ref: (each.cells["float"], each.cells["free"]) for ref, each in KIND.row_outputs(analysed(made)).items()}


def problems(made):
    return {each.where: each.message for each in analysed(made).problems}


class TestDurations:
    def test_hours_are_shown_with_their_time_of_day(self):
        made = schedule(row(1, "Cast", "4h"), row(2, "Cut", "1.5d", "1"), row(3, "Cut again", "4h", "2"))
        assert cells(made) == {
            "1": ("8 Mar", "8 Mar 12:00"),
            "2": ("8 Mar 13:00", "9 Mar"),
            "3": ("10 Mar", "10 Mar 12:00"),
        }

    def test_elapsed_time_runs_through_the_weekend(self):
        # Friday 12 March, 17:00, and three days by the clock.
        made = schedule(row(1, "Pour", 5), row(2, "Cure", "3ed", "1"), row(3, "Strip", 1, "2"))
        assert cells(made)["2"] == ("12 Mar 17:00", "15 Mar")
        assert cells(made)["3"] == ("16 Mar", "16 Mar")

    @pytest.mark.parametrize(
        ("lag", "start"),
        [("+2d", "17 Mar"), ("+4h", "15 Mar 13:00"), ("+3ed", "16 Mar"), ("+40%", "17 Mar"), ("-1d", "12 Mar")],
    )
    def test_lags_of_every_kind(self, lag, start):
        made = schedule(row(1, "Pour", 5), row(2, "Strip", 1, f"1FS{lag}"))
        assert cells(made)["2"][0] == start

    @pytest.mark.parametrize(
        ("lag", "words"),
        [
            ("-1d", "1FS-1d"),
            ("-1ed", "1FS-1ed"),
            ("-4h", "1FS-4h"),
            ("-0.5d", "1FS-0.5d"),
            ("-90m", "1FS-90m"),
            ("-30em", "1FS-30em"),
            ("-5eh", "1FS-5eh"),
            ("-20%", "1FS-20%"),
            ("+6d", "1FS+6d"),
            ("+9ed", "1FS+9ed"),
            ("+150%", "1FS+150%"),
        ],
    )
    def test_leads_and_long_lags_are_told_as_typed(self, lag, words):
        made = schedule(row(1, "Pour", 5), row(2, "Strip", 1, f"1FS{lag}"))
        found = KIND.mark(made, brief())
        (message,) = [
            each.message for result in found.results if result.key == "leads_and_lags" for each in result.findings
        ]
        assert words in message

    def test_a_duration_by_the_clock_fits_the_working_days_that_surely_pass(self):
        key = brief(items=[{"id": "cure", "title": "Cure", "match": ["cure"], "days": [5, 5], "source": "03-letter"}])
        assert "durations_fit" not in faults(schedule(row(1, "Cure", "7ed")), key)
        assert "durations_fit" in faults(schedule(row(1, "Cure", "5ed")), key)


class TestHours:
    def test_a_day_is_as_long_as_its_hours(self):
        made = schedule(row(1, "Watch", "2d"), row(2, "Write", "4h", "1"), hours="09:00-13:00")
        assert cells(made) == {"1": ("8 Mar", "9 Mar"), "2": ("10 Mar", "10 Mar")}

    def test_a_short_friday_is_a_part_of_a_day(self):
        made = schedule(row(1, "Dig", 5), row(2, "Lay", 1, "1"), working_days="Mon-Thu; Fri 08:00-12:00")
        assert cells(made)["1"] == ("8 Mar", "15 Mar 12:00")

    def test_times_of_typed_dates_count_only_with_hours(self):
        rows = row(1, "Dig", 1, start_no_earlier="9 Mar 2027 13:00")
        assert cells(schedule(rows))["1"] == ("9 Mar", "9 Mar")
        assert cells(schedule(rows, hours="08:00-12:00, 13:00-17:00"))["1"] == ("9 Mar 13:00", "10 Mar 12:00")

    def test_a_latest_time_is_kept_or_missed_to_the_hour(self):
        made = schedule(row(1, "Dig", "6h", must_finish_by="8 Mar 2027 12:00"), hours="08:00-12:00, 13:00-17:00")
        assert floats(made)["1"][0] == "−0.25 d"
        assert faults(made)["no_negative_float"] == ["1.must_finish_by"]

    @pytest.mark.parametrize(
        ("fields", "where"),
        [
            ({"hours": "late"}, "hours"),
            ({"working_days": "Mon 25:00-26:00"}, "working_days"),
            ({"data_date": "soon"}, "data_date"),
            ({"calendars": "Nights"}, "calendars"),
            ({"calendars": "Nights: whenever"}, "calendars"),
            ({"calendars": "2027-03-29\nNights: Mon 22-24"}, "calendars"),
            ({"calendars": "Nights: Mon 22-24\n2027-02-30"}, "calendars"),
            ({"start_on": "1 Jan 2150"}, "start_on"),
        ],
    )
    def test_what_cannot_be_read_is_a_problem_of_its_field(self, fields, where):
        assert set(problems(schedule(row(1, "Dig", 1), **fields))) == {where}


class TestOtherCalendars:
    WEEKENDS = "Weekends: Sat Sun\n2027-03-20 Fair\nNights: Mon-Fri 22:00-24:00"

    def test_an_activity_keeps_its_own_days(self):
        made = schedule(row(1, "Dig", 5), row(2, "Lift", 3, "1", calendar="weekends"), calendars=self.WEEKENDS)
        assert cells(made)["2"] == ("13 Mar", "21 Mar")

    def test_an_activity_keeps_its_own_hours(self):
        made = schedule(row(1, "Grind", "6h", calendar=" Nights "), calendars=self.WEEKENDS)
        assert cells(made)["1"] == ("8 Mar", "10 Mar")

    def test_a_name_that_is_not_there_is_a_problem(self):
        made = schedule(row(1, "Lift", 1, calendar="Sundays"), calendars=self.WEEKENDS)
        assert "there is no calendar called “Sundays”" in problems(made)["1.calendar"]
        assert problems(schedule(row(1, "Lift", 1, calendar="None"))) == {}

    def test_the_first_of_two_of_a_name_is_it(self):
        made = schedule(row(1, "Lift", 1, calendar="A"), calendars="A: Sat\nA: Sun")
        assert cells(made)["1"] == ("13 Mar", "13 Mar")

    def test_a_calendar_that_never_works_is_a_problem(self):
        off = "\n".join(f"{year}-01-01 to {year}-12-31" for year in range(1984, 2150))
        assert "no working time" in problems(schedule(row(1, "Dig", 1), days_off=off))["working_days"]
        assert "no working time" in problems(schedule(row(1, "Dig", 1), calendars=f"A: Mon\n{off}"))["calendars"]

    def test_an_extra_day_of_work_counts_as_one(self):
        made = schedule(row(1, "Dig", 6), row(2, "Lay", 1, "1"), days_off="13 Mar 2027 works 08:00-12:00, 13:00-17:00")
        assert cells(made) == {"1": ("8 Mar", "13 Mar"), "2": ("15 Mar", "15 Mar")}
        calendar = analysed(made).calendar
        assert calendar.is_working_day(date(2027, 3, 13))
        assert not calendar.is_working_day(date(2027, 3, 20))
        assert calendar.offset_of(date(2027, 3, 15)) == 6


class TestConstraints:
    DIG = row(1, "Dig", 5)

    @pytest.mark.parametrize(
        ("constraint", "on", "shown", "total_float"),
        [
            ("snet", "17 Mar 2027", ("17 Mar", "18 Mar"), "0 d"),
            ("Start no earlier than", "17 Mar 2027", ("17 Mar", "18 Mar"), "0 d"),
            ("fnet", "18 Mar 2027", ("17 Mar", "18 Mar"), "0 d"),
            ("mso", "17 Mar 2027", ("17 Mar", "18 Mar"), "0 d"),
            ("mfo", "18 Mar 2027", ("17 Mar", "18 Mar"), "0 d"),
            ("snlt", "12 Mar 2027", ("15 Mar", "16 Mar"), "−1 d"),
            ("fnlt", "15 Mar 2027", ("15 Mar", "16 Mar"), "−1 d"),
            ("asap", "", ("15 Mar", "16 Mar"), "0 d"),
        ],
    )
    def test_each_of_the_eight_but_one(self, constraint, on, shown, total_float):
        made = schedule(self.DIG, row(2, "Lay", 2, "1", constraint=constraint, constraint_date=on))
        assert problems(made) == {}
        assert cells(made)["2"] == shown
        assert floats(made)["2"][0] == total_float

    def test_as_late_as_possible_takes_the_float(self):
        made = schedule(self.DIG, row(2, "Paint", 1, "", constraint="alap"), row(3, "Open", 0, "1, 2"))
        assert cells(made)["2"] == ("12 Mar", "12 Mar")

    @pytest.mark.parametrize(
        ("typed", "where"),
        [
            ({"constraint": "sometime"}, "2.constraint"),
            ({"constraint": "mso"}, "2.constraint_date"),
            ({"constraint": "mso", "constraint_date": "someday"}, "2.constraint_date"),
            ({"constraint_date": "17 Mar 2027"}, "2.constraint_date"),
            ({"constraint": "mso", "constraint_date": "17 Mar 2027", "start_no_earlier": "1 Mar 2027"}, "2.constraint"),
        ],
    )
    def test_what_does_not_go_together_is_a_problem(self, typed, where):
        assert set(problems(schedule(self.DIG, row(2, "Lay", 2, "1", **typed)))) == {where}

    @pytest.mark.parametrize(
        ("constraint", "on", "verb"),
        [("snlt", "11 Mar 2027", "start"), ("mso", "11 Mar 2027", "start"), ("fnlt", "12 Mar 2027", "finish")],
    )
    def test_one_that_cannot_be_kept_is_negative_float(self, constraint, on, verb):
        made = schedule(self.DIG, row(2, "Lay", 2, "1", constraint=constraint, constraint_date=on))
        assert faults(made)["no_negative_float"] == ["2.constraint_date"]
        (finding,) = [f for r in KIND.mark(made, brief()).results if r.key == "no_negative_float" for f in r.findings]
        assert f"must {verb} by" in finding.message
        assert "2 working days of negative float" in finding.message

    def test_one_that_holds_work_is_a_typed_date(self):
        made = schedule(self.DIG, row(2, "Lay", 2, "1", constraint="mso", constraint_date="17 Mar 2027"), *_more())
        assert weaknesses(made)["dates_from_logic"] == ["2.constraint_date"]

    def test_dates_need_a_start(self):
        made = schedule(self.DIG, row(2, "Lay", 2, "1", constraint="mso", constraint_date="17 Mar 2027"), start_on="")
        assert "Row 2 has a date" in problems(made)["start_on"]
        assert analysed(made).unsure == {"2"}


def _more():
    return [row(ref, "More", 1, str(ref - 1)) for ref in range(3, 8)]


FIRST_CELLS = ("ref", "name", "duration", "predecessors", "start_no_earlier", "must_finish_by")


def test_a_stored_schedule_of_the_first_version_is_read():
    first = {
        "start_on": "2027-03-08",
        "working_days": "Mon Tue Wed Thu Fri",
        "days_off": "",
        "activities": [
            {
                "ref": "1",
                "name": "Dig",
                "duration": "5",
                "predecessors": "",
                "start_no_earlier": "",
                "must_finish_by": "",
            }
        ],
    }
    made = KIND.load(first, 1)
    assert made == Schedule.model_validate(first)
    assert cells(made) == {"1": ("8 Mar", "12 Mar")}
