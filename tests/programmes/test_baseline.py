"""The usual plan of the fourteen duties, and the dates it gives one apprenticeship."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from pydantic import ValidationError

from app.config import ROOT
from app.programmes import baseline, standard

STANDARD = standard.read(ROOT / "content")
PLAN = baseline.read(ROOT / "content", STANDARD)


class TestPlan:
    def test_every_duty_weighs_the_number_of_its_ksbs(self):
        assert [each.duty for each in PLAN] == list(range(1, 15))
        assert [each.weight for each in PLAN] == [len(duty.ksbs) for duty in STANDARD.duties]

    def test_the_last_eighth_is_kept_free(self):
        assert max(each.finishes for each in PLAN) <= 875

    @pytest.mark.parametrize(
        "wrong",
        [
            {"duty": 2, "starts": 300, "finishes": 300},
            {"duty": 3, "starts": 77, "finishes": 231},
            {"duty": 2, "starts": 77, "finishes": 1001},
            {"duty": 2, "starts": 77, "finishes": 231, "weight": 4},
        ],
    )
    def test_a_wrong_file_is_not_read(self, tmp_path, wrong):
        rows = [{"duty": each.duty, "starts": each.starts, "finishes": each.finishes} for each in PLAN]
        rows[1] = wrong
        (tmp_path / "st0310").mkdir()
        (tmp_path / "st0310/baseline.yaml").write_text(yaml.safe_dump({"duties": rows}))
        with pytest.raises(ValidationError):
            baseline.read(tmp_path, STANDARD)


class TestDates:
    def test_shares_become_calendar_days_rounded_down(self):
        made = baseline.make_baselines(PLAN, date(2026, 9, 7), date(2028, 3, 7))  # 547 days
        assert (made[0].starts_on, made[0].finishes_on) == (date(2026, 9, 7), date(2026, 12, 14))  # 98.46 days
        assert (made[4].starts_on, made[4].finishes_on) == (date(2027, 1, 25), date(2027, 4, 19))  # 140.03, 224.27
        assert sum(each.weight for each in made) == sum(len(duty.ksbs) for duty in STANDARD.duties)

    @pytest.mark.parametrize(
        ("starts_on", "months", "gateway_on"),
        [
            (date(2026, 9, 7), 18, date(2028, 3, 7)),
            (date(2026, 8, 31), 18, date(2028, 2, 29)),
            (date(2026, 8, 31), 6, date(2027, 2, 28)),
            (date(2026, 12, 1), 12, date(2027, 12, 1)),
            (date(2026, 1, 31), 36, date(2029, 1, 31)),
        ],
    )
    def test_the_gateway_is_calendar_months_later(self, starts_on, months, gateway_on):
        assert baseline.gateway_after(starts_on, months) == gateway_on
