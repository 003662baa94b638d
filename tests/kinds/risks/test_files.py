"""Registers as CSV: there and back, other people's headings, and files that cannot be read."""

from __future__ import annotations

import csv
import io

import pytest

from app.kinds.base import Unreadable
from app.kinds.risks import KIND
from app.kinds.risks.files import read_csv, write_csv
from app.kinds.risks.payload import RiskRegister
from tests.kinds.risks.registers import CRANE, register, row

KEEP = RiskRegister(contingency="25000")


def read(text: str) -> RiskRegister:
    return read_csv(text.encode(), KEEP)


def test_what_is_written_is_read_back_word_for_word():
    typed = register(row(action='=SUM(A1) "quoted",\nwith a line'), CRANE, row(ref="R9", cost="-5", owner="@all"))
    assert read_csv(write_csv(typed), typed) == typed


def test_choices_are_written_as_the_words_on_the_page():
    [_, line] = list(csv.reader(io.StringIO(write_csv(register(row(response="pray"))).decode("utf-8-sig"))))
    assert "Threat" in line
    assert "pray" in line


def test_what_a_spreadsheet_would_run_is_written_as_text():
    assert b"'=SUM(A1)" in write_csv(register(row(action="=SUM(A1)")))


def test_contingency_is_kept():
    assert read("Ref,Event\nR1,Spans late\n").contingency == "25000"


def test_another_register_s_headings_and_words_are_known():
    text = (
        "ID,Description,Cause,Consequence,Likelihood,Impact,Cost impact,Strategy,Mitigation,Risk owner,"
        "Residual likelihood,Type\n"
        'R-01,Spans late,One bay,Closure lost,4,5,"£12,000",Treat,Second bay,Buyer,2,Risk\n'
        "R-02,Crane shared,Crane idle,Saving,3,3,30000,Tolerate,,Buyer,,O\n"
    )
    first, second = read(text).risks
    assert (first.ref, first.event, first.effect, first.probability) == ("R01", "Spans late", "Closure lost", "4")
    assert (first.type, first.response, first.cost, first.owner) == ("threat", "reduce", "£12,000", "Buyer")
    assert (second.type, second.response, second.residual_probability) == ("opportunity", "accept", "")


def test_headings_of_timing_and_secondary_risks_are_known():
    text = (
        "ID,Event,When,Activity affected,Time impact,Secondary likelihood,Cost of secondary risk\n"
        "R1,Spans late,now,Weld the spans,5 to 10,5%,1000\n"
    )
    [risk] = read(text).risks
    assert (risk.proximity, risk.activity, risk.delay) == ("now", "Weld the spans", "5 to 10")
    assert (risk.secondary_probability, risk.secondary_cost) == ("5%", "1000")


def test_a_spreadsheet_carries_every_cell_there_and_back():
    typed = register(row(activity="2", delay="5 to 10", secondary_probability="5%", secondary_cost="1,000"), CRANE)
    assert KIND.read_file("xlsx", KIND.exporters["xlsx"](typed), RiskRegister()).payload == typed


def test_rows_without_a_reference_get_the_next_one():
    assert [each.ref for each in read("Event\nSpans late\n\nCrane shared\n").risks] == ["R1", "R2"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ref,Event\nR 1,a\nR-1,b\n", "reference R1 is there twice"),
        ("Ref,Event\n--,a\n", "“--” cannot be a reference"),
        (f"Ref,Event\n{'R' * 21},a\n", "cannot be a reference"),
        (f"Ref,Owner\nR1,{'x' * 1001}\n", "R1, Owner: 1,001 characters; there can be 1,000"),
        (f"Ref,Cause\nR1,{'x' * 10001}\n", "R1, Cause: 10,001 characters; there can be 10,000"),
        ("Colour,Shape\nred,round\n", "the first line must hold headings"),
        ("", "the first line must hold headings"),
        ("Event\n" + "Spans late\n" * 301, "the file has 301 risks; there can be 300 here"),
        ("Event\n" + "Spans late\n" * 10_000, "the file has 10,000 risks"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(text, told):
    with pytest.raises(Unreadable) as error:
        read(text)
    assert told in str(error.value)


def test_a_long_cause_is_kept_whole():
    assert len(read(f"Event,Cause\nSpans late,{'x' * 5000}\n").risks[0].cause) == 5000
