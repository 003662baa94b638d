"""Spreadsheets: what was typed comes back, and the appraisal's figures are live formulas with the values they have."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
import xlsxwriter

from app.kinds.base import Unreadable
from app.kinds.business_case import KIND
from app.kinds.business_case.payload import BusinessCase
from tests.kinds.business_case.cases import content, with_row


def case(made) -> BusinessCase:
    return BusinessCase.model_validate(made)


def exported(made) -> bytes:
    return KIND.exporters["xlsx"](case(made))


def cells(content: bytes) -> dict[str, tuple[str, str]]:
    """The formulas of the last sheet with their values, by cell."""

    def found() -> Iterator[tuple[str, tuple[str, str]]]:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            last = max(name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/sheet\d\.xml", name))
            root = ET.fromstring(archive.read(last))
        for cell in root.findall(".//{*}c"):
            formula = cell.findtext("{*}f")
            if formula is not None:
                yield cell.get("r", ""), (formula, cell.findtext("{*}v") or "")

    return dict(found())


def value_of(sheet: dict[str, tuple[str, str]], cell: str) -> str:
    return f"{round(float(sheet[cell][1]), 2):.2f}"


class TestAppraisalSheet:
    def test_factors_chain_from_year_to_year(self):
        sheet = cells(exported(content()))
        assert sheet["F7"] == ("E7/((1+F6)*(1+$D$3))", "0.966184")
        assert sheet["O7"][0] == "N7/((1+O6)*(1+$D$3))"
        assert value_of(sheet, "O7") == "0.71"

    def test_amounts_are_read_from_the_sheet_of_cash_flows_by_reference(self):
        formula, value = cells(exported(content()))["D10"]
        amount = "INDEX('Cash flows'!$F:$F,MATCH($A10,'Cash flows'!$A:$A,0))"
        assert formula == f'IFERROR(VALUE(SUBSTITUTE(SUBSTITUTE({amount},"£",""),",","")),7400.00)'
        assert float(value) == 7400

    def test_sums_are_formulas_with_the_values_of_the_analysis(self):
        """The first option: its three flows in rows 10 to 12, then costs, benefits and what they are worth."""
        sheet = cells(exported(content()))
        assert sheet["F13"][0] == "(SUM(F11))*(1+$D$2)+SUM(F10)"
        assert sheet["F14"][0] == "SUM(F12)"
        assert sheet["D15"][0] == "SUMPRODUCT(E13:O13,E$7:O$7)"
        assert sheet["D16"][0] == "SUMPRODUCT(E14:O14,E$7:O$7)"
        assert sheet["D17"][0] == "D16-D15"
        assert sheet["D18"][0] == 'IF(D15=0,"n/a",D16/D15)'
        worked_out = [value_of(sheet, cell) for cell in ("D15", "D16", "D17", "D18")]
        assert worked_out == ["9296.83", "11594.20", "2297.37", "1.25"]

    def test_growth_stands_in_the_formula_of_each_year(self):
        sheet = cells(exported(with_row("flows", "F1", years="1, 3", growth="2%")))
        assert sheet["F10"][0] == "$D10"
        assert sheet["H10"] == ("$D10*1.02000000^2", "7698.960000")

    def test_an_option_without_flows_is_left_out_and_one_without_cost_has_no_ratio(self):
        made = content(flows=[{"ref": "F1", "option": "O2", "type": "benefit", "years": "1", "amount": "5"}])
        sheet = cells(exported(made))
        assert sheet["E11"][0] == "(0)*(1+$D$2)+0"
        assert sheet["D16"] == ('IF(D13=0,"n/a",D14/D13)', "n/a")
        assert max(int(re.sub(r"\D", "", cell)) for cell in sheet) == 16

    def test_an_empty_review_can_be_exported(self):
        assert cells(exported({})) == {}

    def test_nothing_typed_is_a_formula(self):
        made = with_row("flows", "F1", stream="=cmd|calc", option="O1")
        made["options"][0]["name"] = "=1+1"
        assert not [each for each in cells(exported(made)).values() if "cmd" in each[0] or each[0] == "1+1"]


class TestComingBack:
    def test_a_workbook_that_was_edited_elsewhere_holds_numbers(self):
        """As Excel and LibreOffice write them: figures as numbers, the appraisal's sheet among the others."""
        out = io.BytesIO()
        with xlsxwriter.Workbook(out) as book:
            sheet = book.add_worksheet("Cash flows")
            sheet.write_row(0, 0, ["Ref", "Option", "Cost or benefit", "Type", "Years", "£ a year", "Growth, % a year"])
            sheet.write_row(1, 0, ["F1", "O1", "Build", "Capital", 0, 1088000, ""])
            sheet.write_row(2, 0, ["", "O1", "Time", "Benefit", "1-30", 122500.5, 2])
            book.add_worksheet("Appraisal").write_formula("A1", "=1+1", None, 2)
        back = KIND.read_file("xlsx", out.getvalue(), case(content())).payload
        assert [row.model_dump() for row in back.flows] == [
            {"ref": "F1", "option": "O1", "stream": "Build", "type": "capital", "years": "0", "amount": "1088000"}
            | {"growth": "", "owner": "", "measure": ""},
            {"ref": "F2", "option": "O1", "stream": "Time", "type": "benefit", "years": "1-30", "amount": "122500.5"}
            | {"growth": "2", "owner": "", "measure": ""},
        ]
        assert back.options == case(content()).options

    def test_a_csv_goes_to_the_grid_that_knows_its_headings(self):
        text = "Place,Nature,What is wrong,What it should be\n4.1,Sunk cost counted,It was paid,Leave out\n"
        back = KIND.read_file("csv", text.encode(), case(content())).payload
        assert [(row.ref, row.place, row.nature) for row in back.faults] == [("X1", "4.1", "sunk_cost")]
        assert back.flows == case(content()).flows

    @pytest.mark.parametrize("ending", ["csv", "xlsx"])
    def test_what_is_neither_is_refused(self, ending):
        with pytest.raises(Unreadable):
            KIND.read_file(ending, b"\0\1\2", BusinessCase())
