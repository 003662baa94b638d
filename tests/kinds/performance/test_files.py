"""Reports as CSV and as spreadsheets, our own and other people’s."""

from __future__ import annotations

import pytest

from app.kinds.base import Unreadable
from app.kinds.performance import KIND
from app.kinds.performance.payload import PerformanceReport
from tests.kinds.performance.reports import report


def read(text: str, keep: PerformanceReport | None = None) -> PerformanceReport:
    return KIND.read_file("csv", text.encode(), keep or PerformanceReport()).payload


def test_a_workbook_there_and_back():
    content = KIND.exporters["xlsx"](report())
    assert KIND.read_file("xlsx", content, PerformanceReport()).payload == report()


def test_somebody_elses_scorecard():
    found = read(
        "KPI,Actual,n,Status,Polarity,Type\nVisits kept,91.5%,47,A,Up,Leading\nHeat,,,Gray,,Lagging\n", report()
    )
    assert [(row.ref, row.rag, row.direction, row.timing) for row in found.measures] == [
        ("K1", "amber", "higher", "lead"),
        ("K2", "grey", "", "lag"),
    ]
    assert found.data_faults == report().data_faults
    assert found.summary == report().summary


def test_a_csv_of_faults_goes_to_the_faults():
    found = read("File,Record,Fault,Action,Reason\nvisits.csv,H7,Wrong period,Excluded,Of April\n", report())
    row = found.data_faults[0]
    assert (row.ref, row.record, row.nature, row.treatment) == ("F1", "H7", "wrong_period", "left_out")
    assert found.measures == report().measures


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "Measure,Value\n" + "x" * 11_000 + ",1\n"])
def test_what_cannot_be_used_is_said(text):
    with pytest.raises(Unreadable):
        read(text)
