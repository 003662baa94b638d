"""Registers and plans as CSV and as spreadsheets, our own and other people’s."""

from __future__ import annotations

import pytest

from app.kinds.base import Unreadable
from app.kinds.stakeholders import KIND
from app.kinds.stakeholders.payload import StakeholderPlan
from tests.kinds.stakeholders.plans import plan


def read(text: str, keep: StakeholderPlan | None = None) -> StakeholderPlan:
    return KIND.read_file("csv", text.encode(), keep or StakeholderPlan()).payload


def test_a_workbook_there_and_back():
    content = KIND.exporters["xlsx"](plan())
    assert KIND.read_file("xlsx", content, StakeholderPlan()).payload == plan()


def test_somebody_elses_register():
    found = read(
        "Stakeholder,Influence,Interest,Type,Current,Desired,Approach\n"
        "Fire service,5,2,Ext,Neutral,Champion,Key player\n",
        plan(),
    )
    row = found.stakeholders[0]
    assert (row.ref, row.power, row.side, row.present, row.wanted) == ("S1", "5", "external", "neutral", "leading")
    assert row.strategy == "manage_closely"
    assert found.communications == plan().communications
    assert found.note == plan().note


def test_a_csv_of_messages_goes_to_the_plan():
    found = read("Who,Why,Key message,Medium,How,Timing\nParents,To know,Use door B,Email,List,Weekly\n", plan())
    row = found.communications[0]
    assert (row.ref, row.audience, row.message, row.method, row.frequency) == (
        "C1",
        "Parents",
        "Use door B",
        "virtual",
        "Weekly",
    )
    assert found.stakeholders == plan().stakeholders


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "Name,Power\n" + "x" * 11_000 + ",1\n"])
def test_what_cannot_be_used_is_said(text):
    with pytest.raises(Unreadable):
        read(text)
