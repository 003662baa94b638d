"""The rules as data, and the chart at its edges."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pydantic import ValidationError

from app.config import ROOT
from app.programmes import standard
from app.progress import pictures, rules
from app.progress.plan import DutyState, Plan, Standing
from tests.progress.plans import ALL, RULES, plan_at

STANDARD = standard.read(ROOT / "content")


class TestRules:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('watch: "0.85"', 'watch: "0.95"'),
            ("exercise_percent: 50", "exercise_percent: 101"),
            ("early_days: 28", "early_days: -1"),
            ("idle_draft_days: 14", "idle_days: 14"),
        ],
    )
    def test_rules_that_make_no_sense_are_refused(self, tmp_path: Path, old: str, new: str) -> None:
        content = Path(shutil.copytree(ROOT / "content" / "st0310", tmp_path / "st0310"))
        path = content / "progress.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(ValidationError):
            rules.read(tmp_path)

    def test_half_of_a_duty_is_earned_by_exercises(self) -> None:
        assert (RULES.exercise_percent, RULES.exercise_share * 2) == (50, 1)


class TestChart:
    @pytest.mark.parametrize(
        "plan",
        [
            plan_at(-5, {}),
            plan_at(0, {}),
            plan_at(56),
            plan_at(130, ALL),
            plan_at(400),
            plan_at(200, {2: DutyState(0, 0, 1, 4)}),
            plan_at(56, unmeasured=Standing.PAUSED),
        ],
        ids=["before", "first day", "late", "whole", "long after", "beyond", "paused"],
    )
    def test_everything_is_drawn_inside_the_picture(self, plan: Plan) -> None:
        picture = pictures.plan_picture(plan, STANDARD)
        for markup in (picture.wide, picture.narrow):
            root = ET.fromstring(str(markup))
            width, height = (float(each) for each in root.attrib["viewBox"].split()[2:])
            for each in root.iter("rect"):
                assert 0 <= float(each.attrib["x"]) <= float(each.attrib["x"]) + float(each.attrib["width"]) <= width
            for each in root.iter("text"):
                assert 0 <= float(each.attrib["x"]) <= width
                assert 0 <= float(each.attrib["y"]) <= height

    def test_today_is_left_out_before_the_start_and_past_the_axis(self) -> None:
        drawn = {day: str(pictures.plan_picture(plan_at(day), STANDARD).wide) for day in (-5, 0, 56, 400)}
        assert [("svg-today-text" in each) for each in drawn.values()] == [False, True, True, False]

    def test_a_whole_duty_is_drawn_as_done_and_a_part_as_earned(self) -> None:
        wide = str(
            pictures.plan_picture(plan_at(56, {1: DutyState(1, 1, 6, 6), 2: DutyState(0, 0, 1, 4)}), STANDARD).wide
        )
        assert (wide.count('class="svg-done"'), wide.count('class="svg-plan"')) == (1, 1)

    def test_the_summary_and_the_table_say_what_is_drawn(self) -> None:
        picture = pictures.plan_picture(plan_at(56), STANDARD)
        assert picture.summary == (
            "45% earned, 60% planned by 2 Mar 2026. Gateway: baseline 25 May 2026, forecast 19 Jun 2026."
        )
        assert picture.rows[0] == ("1 Life cycle", "5 Jan 2026 to 16 Mar 2026", "80%", "75%", "1 of 1", "3 of 6")
        assert picture.rows[1][2:] == ("30%", "0%", "none offered yet", "0 of 4")

    def test_the_bars_of_a_list_say_both_shares(self) -> None:
        bars = ET.fromstring(str(pictures.bars(plan_at(56))))
        assert bars.attrib["aria-label"] == "Planned 60% by now, earned 45%"
        planned, earned = (float(each.attrib["width"]) for each in bars.iter("rect"))
        assert (planned, earned) == (154.8, 116.1)

    def test_a_late_forecast_beyond_the_axis_is_pointed_at(self) -> None:
        """45.5 of 80 days: 105 / 0.569 = 184.6, 80 days after a gateway on day 140; the axis ends on day 182."""
        assert "→" in str(pictures.plan_picture(plan_at(80), STANDARD).wide)
        assert "→" not in str(pictures.plan_picture(plan_at(56), STANDARD).wide)
