"""The contingency curve and the finish with the risks: tables, summaries, and drawings that hold them."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from app.kinds.base import Picture
from app.kinds.risks import KIND
from tests.kinds.risks.plans import ROWS, brief_on, linked, schedule
from tests.kinds.risks.registers import BRIEF, CRANE, analysed, row


def drawn(*rows, brief=BRIEF, contingency="1600") -> dict[str, Picture]:
    return {each.key: each for each in KIND.pictures(analysed(*rows, brief=brief, contingency=contingency), brief)}


def texts(picture: Picture) -> list[str]:
    return [each.text or "" for each in ET.fromstring(picture.svg).iter() if each.tag.endswith("text")]


class TestContingency:
    def test_the_table_has_each_tenth_and_the_sum_asked_for(self):
        rows = drawn(row())["contingency"].rows
        assert ("P80", "£0", "Covered") in rows
        assert ("P90", "£8,000", "£6,400 short") in rows
        assert rows[-1] == ("80%", "£1,600", "The sum asked for")

    def test_the_summary_says_the_same(self):
        assert drawn(row())["contingency"].summary == (
            "Of 10,000 runs half cost no more than £0 and eight in ten no more than £0; the threats left are expected "
            "to cost £1,600. The £1,600 asked for is enough in 80% of them. Each risk happens or not by itself; seed 1."
        )

    def test_without_a_sum_asked_for_there_is_only_the_curve(self):
        picture = drawn(row(), contingency="")["contingency"]
        assert "asked for" not in picture.summary
        assert {each[2] for each in picture.rows} == {""}
        assert "Asked for" not in texts(picture)

    def test_threats_without_figures_are_said_to_be_left_out(self):
        assert "Threats that lack a figure are left out." in drawn(row(), row(ref="R2", cost=""))["contingency"].summary

    def test_p50_p80_and_the_sum_are_drawn(self):
        found = texts(drawn(row(residual_probability="4"))["contingency"])
        assert {"P50 £8,000", "P80 £8,000", "Asked for"} <= set(found)

    def test_threats_that_cost_nothing_are_drawn_too(self):
        assert drawn(row(residual_cost="0"), contingency="0")["contingency"].rows[0] == ("P10", "£0", "Covered")


class TestFinish:
    def test_the_table_has_dates_and_chances_before_and_after(self):
        picture = drawn(linked(), CRANE, brief=brief_on())["finish"]
        assert picture.rows[0][:2] == ("Half are done by (P50)", "23 Apr 2027")
        assert picture.rows[-1] == ("Done by 23 Apr 2027", "Kept", "40%", "80%")

    def test_an_imposed_date_on_the_way_has_a_row_and_is_spoken_of(self):
        picture = drawn(linked(), brief=brief_on(finish_by="2027-04-30"))["finish"]
        assert picture.rows[-2] == ("Row 4 (Lift the spans) done by 23 Apr 2027", "Kept", "40%", "80%")
        assert "Row 4, on which others have imposed 23 Apr 2027, is done by then in 80%" in picture.summary
        assert "In your schedule the work is done on 23 Apr 2027." in picture.summary

    def test_a_plan_that_is_late_already_is_missed(self):
        assert drawn(linked(), brief=brief_on(finish_by="2027-04-22"))["finish"].rows[-1][1] == "Missed"

    def test_without_a_deadline_there_are_only_the_dates(self):
        free = brief_on(schedule(*ROWS[:3], ROWS[3] | {"must_finish_by": ""}))
        picture = drawn(linked(), brief=free)["finish"]
        assert len(picture.rows) == 3
        assert "is kept in" not in picture.summary
        assert "Deadline" not in texts(picture)

    def test_which_risk_moves_the_finish(self):
        picture = drawn(linked(), linked(ref="R2", activity="3", delay="2"), brief=brief_on())["moves"]
        assert picture.rows[0][2:] == (
            "Row 2 (Weld the spans at the works)",
            "5 to 10",
            "0 days",
            "10 days",
            "60%",
            "20%",
        )
        assert picture.rows[1][4:6] == ("6 days", "not at all")
        assert picture.summary.startswith("1 of 2 linked threats would move the finish")

    def test_when_float_takes_all_up_it_says_so(self):
        picture = drawn(
            linked(activity="3", delay="1", probability="12.5%", response="accept", residual_probability=""),
            brief=brief_on(),
        )["moves"]
        assert "the float of its activity takes it up" in picture.summary
        assert "No linked threat moves the finish by itself." in texts(picture)
        assert picture.rows[0][6:] == ("12.5%", "accepted")

    def test_what_was_typed_is_escaped(self):
        for picture in drawn(linked(event="<script>x</script>"), brief=brief_on()).values():
            assert "<script" not in picture.svg
