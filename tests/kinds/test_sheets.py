"""Spreadsheets in and out: what was typed comes back, other programs’ cells are read as typed, bad files are told."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
import xlsxwriter

from app.kinds import csv_files, sheets
from app.kinds.base import Cell, Payload, Unreadable
from app.kinds.csv_files import Limits
from app.kinds.editor import Column, Editor, Grid
from tests.kinds.editors import EDITOR, GRID, boat

CREW = Grid(
    key="crew",
    noun="sailor",
    nouns="sailors",
    title="Crew: [all]/ranks?",
    ref_prefix="S",
    columns=(Column("rank", "Rank"),),
)
FLEET = Editor((GRID, CREW), fields=EDITOR.fields)
PAYLOAD = {
    "harbour": "Kirkby",
    "rules": "No wake.\nNo fishing.",
    "boats": [boat("B1", name="=Ada()", length="9"), boat("B4", name="Eve", notes="two\nlines")],
    "crew": [{"ref": "S2", "rank": "Mate"}],
}


def made(**tables) -> bytes:
    """A workbook as another program might save it: real numbers and dates in its cells."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for name, lines in tables.items():
        sheet = book.add_worksheet(name)
        for number, line in enumerate(lines):
            for place, cell in enumerate(line):
                sheet.write(number, place, cell)
    book.close()
    return content.getvalue()


def test_what_is_written_is_read_back():
    assert sheets.read(FLEET, sheets.write(FLEET, PAYLOAD), {}) == PAYLOAD


def test_sheets_have_names_that_a_spreadsheet_allows():
    assert sheets.sheet_names(FLEET) == ["Boats", "Crew all ranks"]
    long = [Grid(f"g{number}", "x", "x" * 40, (), title="A title that is far longer than allowed") for number in (1, 2)]
    names = sheets.sheet_names(Editor(tuple(long)))
    assert len(set(names)) == 2
    assert all(len(name) <= 31 for name in names)


def test_a_sheet_goes_to_the_grid_it_is_named_after_and_the_rest_stays():
    content = made(crew=[["Rank"], ["Bosun"]], boats=[["Name"], ["Ivy"]], notes=[["Anything"]])
    found = sheets.read(FLEET, content, PAYLOAD)
    assert found["boats"] == [boat("B1", name="Ivy")]
    assert found["crew"] == PAYLOAD["crew"], "its sheet is called something else here"
    assert found["harbour"] == "Kirkby"


def test_a_workbook_of_one_sheet_goes_to_the_grid_that_knows_its_headings():
    found = sheets.read(FLEET, made(Sheet1=[["Ref", "Rank"], ["S7", "Cook"]]), PAYLOAD)
    assert found["crew"] == [{"ref": "S7", "rank": "Cook"}]
    assert found["boats"] == PAYLOAD["boats"]


def test_fields_are_found_by_label_or_key():
    found = sheets.read(FLEET, made(Fields=[["Harbour", "Roa"], ["rules", 7], ["Tide", "High"], [""]]), PAYLOAD)
    assert (found["harbour"], found["rules"]) == ("Roa", "7")
    assert "Tide" not in found


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (12.0, "12"),
        (0.1, "0.1"),
        (1e300, "1e+300"),
        (datetime(2027, 3, 8), "2027-03-08"),  # noqa: DTZ001
        (datetime(2027, 3, 8, 9, 30), "2027-03-08 09:30:00"),  # noqa: DTZ001
        (date(2027, 3, 8), "2027-03-08"),
        (time(9, 30), "09:30:00"),
        (timedelta(hours=2), "2:00:00"),
        (" Ada ", "Ada"),
    ],
)
def test_a_cell_is_read_as_a_person_would_type_it(cell, text):
    assert sheets._text(cell) == text


def test_numbers_and_dates_of_another_program():
    content = made(Boats=[["Name", "Length in metres", "Notes"], ["Ada", 9, datetime(2027, 3, 8)]])  # noqa: DTZ001
    assert sheets.read(FLEET, content, {})["boats"] == [boat("B1", name="Ada", length="9", notes="2027-03-08")]


def bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (sheets.MOST_UNPACKED + 1))
    return content.getvalue()


def archive_of(name: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(name, b"nothing")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "this is not a spreadsheet"),
        (b"Ref,Name\nB1,Ada\n", "this is not a spreadsheet"),
        (archive_of("letter.txt"), "this spreadsheet cannot be read"),
        (bomb(), "unpacks to far more"),
        (made(Sheet1=[["Colour"], ["red"]]), "the first line must hold headings"),
        (
            made(Boats=[["Ref", "Name"], ["B1", "Ada"], ["B1", "Eve"]]),
            "sheet “Boats”: reference B1 is already on line 2",
        ),
        (made(Boats=[["Name"], *[[f"Boat {number}"] for number in range(5)]]), "the file has 5 boats; there can be 4"),
    ],
)
def test_a_bad_file_is_told(content, said):
    with pytest.raises(Unreadable, match=said):
        sheets.read(FLEET, content, {})


def test_a_file_that_is_too_large_is_not_opened():
    token = csv_files.limits.set(Limits(megabytes=0))
    try:
        with pytest.raises(Unreadable, match="a spreadsheet is at most 0 MB"):
            sheets.read(FLEET, made(Boats=[["Name"]]), {})
    finally:
        csv_files.limits.reset(token)


class Log(Payload):
    harbour: Cell = ""


def test_a_cell_that_is_too_long_for_a_payload_is_told():
    with pytest.raises(Unreadable, match=r"a cell is longer than can be kept here \(harbour\)"):
        sheets.validated(Log(), {"harbour": "x" * 1001})


def test_a_csv_goes_to_the_grid_that_knows_its_headings():
    assert csv_files.read_into(FLEET, b"Rank\nCook\n", PAYLOAD)["crew"] == [{"ref": "S1", "rank": "Cook"}]
    assert csv_files.read_into(FLEET, b"Vessel\nIvy\n", PAYLOAD)["boats"] == [boat("B1", name="Ivy")]
    with pytest.raises(Unreadable, match="the first line must hold headings"):
        csv_files.read_into(FLEET, b"", PAYLOAD)


def repacked(content: bytes, **parts: tuple[bytes, bytes]) -> bytes:
    """A workbook with something replaced in its first sheet."""
    made_anew = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made_anew, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename.endswith("sheet1.xml"):
                for was, becomes in parts.values():
                    assert was in text
                    text = text.replace(was, becomes)
            new.writestr(part.filename, text)
    return made_anew.getvalue()


FAR = b"<row r='1048576'><c r='XFD1048576' t='inlineStr'><is><t>x</t></is></c></row></sheetData>"
ONE_BOAT = made(Boats=[["Ref", "Name"], ["B1", "Ada"]])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((b"</sheetData>", FAR), "a sheet is too large: its cells reach to row 1,048,576 and column 16,384"),
        ((b'r="A2"', b'r="A9999999"'), "a sheet is too large: its cells reach to row 9,999,999"),
        ((b'r="A2"', b'r="A99999999999"'), "cannot be read"),
        ((b'r="A2"', b'r="ABCD2"'), "cannot be read"),
        ((b"<worksheet", b"<!DOCTYPE x [<!ENTITY a 'x'>]><worksheet"), "cannot be read"),
        ((b"</sheetData>", b"</sheet>"), "cannot be read"),
    ],
    ids=["last corner", "beyond the last row", "no row at all", "no column at all", "document type", "ill-formed"],
)
def test_a_cell_far_away_is_refused_before_the_sheet_is_made_of_it(change, said):
    with pytest.raises(Unreadable, match=said):
        sheets.read(EDITOR, repacked(ONE_BOAT, cell=change), PAYLOAD)


def test_cells_with_a_format_and_nothing_in_them_do_no_harm():
    empty = b"<row r='1048576'><c r='XFD1048576' s='1'/></row></sheetData>"
    read = sheets.read(EDITOR, repacked(ONE_BOAT, cell=(b"</sheetData>", empty)), PAYLOAD)
    assert [row["name"] for row in read["boats"]] == ["Ada"]


def test_cells_that_do_not_say_where_they_are_count_on():
    without = repacked(ONE_BOAT, rows=(b' r="2"', b""), a=(b' r="A2"', b""), b=(b' r="B2"', b""))
    assert sheets.read(EDITOR, without, PAYLOAD)["boats"][0]["name"] == "Ada"


def test_another_format_by_the_name_of_a_workbook_is_not_tried():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    with pytest.raises(Unreadable, match="cannot be read"):
        sheets.read(EDITOR, content.getvalue(), PAYLOAD)


def test_a_workbook_with_nothing_in_it_is_told_by_its_sheet():
    with pytest.raises(Unreadable, match="sheet “Empty”: the first line must hold headings"):
        sheets.read(FLEET, made(Empty=[]), {})
