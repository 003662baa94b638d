from __future__ import annotations

import re

from app.kinds.budget.pictures import pictures
from app.kinds.budget.s_curve import MOST_MONTHS
from app.kinds.budget.variance_bars import MOST_BARS
from tests.kinds.budget.hall import BRIEF, analysis, line, report


def drawn(**changes):
    return {picture.key: picture for picture in pictures(analysis(**changes), BRIEF)}


class TestCurve:
    def test_three_curves_the_day_and_what_is_stated(self):
        svg = str(drawn()["s-curve"].svg)
        assert len(re.findall("<polyline", svg)) == 3
        for words in (
            "30 Apr 2028",
            "forecast £250,200",
            "earned schedule, as stated",
            "svg-today",
            "svg-curve-planned",
        ):
            assert words in svg

    def test_its_table_and_sentence(self):
        picture = drawn()["s-curve"]
        assert picture.summary == ("Earned £118,000, actual £126,200 by 30 Apr 2028; £240,000 is planned in 8 months.")
        assert picture.rows[3] == ("Apr 2028", "£130,000", "£118,000", "£126,200")
        assert picture.rows[-2:] == (
            ("Forecast outturn, as stated", "", "", "£250,200"),
            ("Earned schedule, as stated", "", "3.75 months", ""),
        )

    def test_what_is_not_stated_is_not_drawn(self):
        svg = str(drawn(forecast="", measures=[])["s-curve"].svg)
        assert "as stated" not in svg
        assert "forecast" not in svg

    def test_before_anything_is_known_there_is_none(self):
        assert "s-curve" not in drawn(months=[], forecast="")
        assert drawn(months=[], lines=[], forecast="") == {}

    def test_a_plan_alone_and_a_forecast_alone(self):
        plan = [{**row, "earned": "", "actual": ""} for row in report()["months"]]
        assert drawn(months=plan)["s-curve"].summary == "£240,000 is planned in 8 months."
        assert drawn(months=[])["s-curve"].summary == "Nothing is planned."

    def test_a_date_outside_the_months_is_not_drawn(self):
        for day in ("30 Nov 2027", "30 Nov 2029", ""):
            assert "svg-today" not in str(drawn(data_date=day)["s-curve"].svg)

    def test_an_absurd_earned_schedule_is_not_drawn(self):
        assert "as stated" not in str(drawn(forecast="", **{"K3.value": "400"})["s-curve"].svg)

    def test_small_sums_and_many_months(self):
        months = [
            {"ref": f"M{place}", "month": f"{2020 + place // 12}-{place % 12 + 1:02}", "planned": str(place)}
            for place in range(80)
        ]
        picture = drawn(months=months, forecast="", measures=[])["s-curve"]
        assert len(picture.rows) == MOST_MONTHS
        assert "£50" in str(picture.svg)


class TestBars:
    def test_adverse_to_the_left(self):
        picture = drawn()["variances"]
        assert picture.summary == (
            "What is done has cost £8,200 over what it earned; the forecast by package is £10,200 over budget."
        )
        assert picture.rows[1][:2] == ("L2", "Roof")
        assert picture.rows[-1][1:] == (
            "All packages",
            "£240,000",
            "£118,000",
            "£126,200",
            "−£8,200",
            "£250,200",
            "−£10,200",
        )
        assert "−£6,600 → −£8,600" in str(picture.svg)

    def test_without_variance_nothing_is_divided_by_nothing(self):
        even = [line("L1", "Roof", "10", "5", "5", "5", "", "", "5")]
        assert drawn(lines=even)["variances"].summary == (
            "What is done has cost what it earned; the forecast by package is on budget."
        )

    def test_a_rest_that_is_not_known_shows_no_forecast(self):
        row = drawn(**{"L2.rest": ""})["variances"].rows[1]
        assert row[-2:] == ("", "")

    def test_very_many_are_cut_and_names_escaped(self):
        lines = [line(f"L{n}", "<script>" * 9, "10", "5", "5", "6", "", "", "5") for n in range(1, MOST_BARS + 5)]
        picture = drawn(lines=lines)["variances"]
        assert "and 4 more in the table" in str(picture.svg)
        assert "<script>" not in str(picture.svg)
        assert len(picture.rows) == MOST_BARS + 5
