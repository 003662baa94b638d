"""Rows as CSV: which headings are known, what a spreadsheet must not run, and what is said of a file that is none."""

from __future__ import annotations

import pytest

from app.kinds.base import Unreadable
from app.kinds.csv_files import FORMULA_STARTS, Limits, limits, read_rows, write_rows
from tests.kinds.editors import GRID, boat


def rows(text: str) -> list[dict[str, str]]:
    return read_rows(GRID, text.encode())


class TestHeadings:
    @pytest.mark.parametrize(
        "heading", ["Name", "name", " NAME ", "Vessel", "boat_name", "Boat  Name", "\ufeffName", '"Name"']
    )
    def test_a_label_a_key_or_an_alias_in_any_case(self, heading):
        assert rows(f"{heading},Length in metres\nAda,9\n") == [boat(name="Ada", length="9")]

    @pytest.mark.parametrize("heading", ["Ref", "ID", "#", "No"])
    def test_the_reference_has_other_names(self, heading):
        assert rows(f"{heading},Name\nB7,Ada\n") == [boat("B7", name="Ada")]

    def test_any_order_and_unknown_ones_are_ignored(self):
        assert rows("Colour,Length in metres,Name\nred,9,Ada\n") == [boat(name="Ada", length="9")]

    def test_the_first_of_two_alike_counts(self):
        assert rows("Name,Vessel\nAda,Eve\n") == [boat(name="Ada")]

    @pytest.mark.parametrize("text", ["", "\n", "Ada,9\n", "Ref\nB1\n", "Ref,Colour\nB1,red\n"])
    def test_a_file_without_known_headings_is_told_which_there_are(self, text):
        with pytest.raises(Unreadable, match="Ref, Name, Length in metres, Berth, Notes") as refused:
            rows(text)
        assert refused.value.line == 1


class TestRows:
    def test_missing_references_are_given_and_blank_lines_skipped(self):
        assert [row["ref"] for row in rows("Ref,Name\nB5,Ada\n,Eve\n , \n,Ivy\n")] == ["B5", "B6", "B7"]

    def test_short_lines_are_filled_and_cells_trimmed(self):
        assert rows("Name,Length in metres,Notes\n Ada \n") == [boat(name="Ada")]

    def test_a_cell_may_hold_commas_quotes_and_lines(self):
        assert rows('Name,Notes\nAda,"red, ""new""\nand fast"\n')[0]["notes"] == 'red, "new"\nand fast'

    @pytest.mark.parametrize(("typed", "stored"), [("North quay", "north"), ("SOUTH", "south"), ("East", "East")])
    def test_a_choice_is_stored_by_its_key_and_a_stray_one_as_typed(self, typed, stored):
        assert rows(f"Name,Berth\nAda,{typed}\n")[0]["berth"] == stored

    def test_a_reference_used_twice_is_refused_with_both_lines(self):
        with pytest.raises(Unreadable, match="reference B1 is already on line 2") as refused:
            rows("Ref,Name\nB1,Ada\nB2,Eve\nB1,Ivy\n")
        assert refused.value.line == 4

    def test_as_many_rows_as_the_grid_holds_and_not_one_more(self):
        assert len(rows("Name\n" + "Ada\n" * 4)) == 4
        with pytest.raises(Unreadable, match="5 boats; there can be 4 here"):
            rows("Name\n" + "Ada\n" * 5)

    def test_a_larger_limit_may_be_set_for_where_no_page_shows_them(self):
        token = limits.set(Limits(rows=5))
        try:
            assert len(rows("Name\n" + "Ada\n" * 5)) == 5
        finally:
            limits.reset(token)


class TestFiles:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    def test_what_excel_writes_is_read(self, encoding):
        assert read_rows(GRID, "Name\nCafé – £5\n".encode(encoding))[0]["name"] == "Café – £5"

    @pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
    def test_any_line_ending(self, ending):
        assert [row["name"] for row in rows(f"Name{ending}Ada{ending}Eve{ending}")] == ["Ada", "Eve"]

    @pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x00", "Name\nAda\n".encode("utf-16")])
    def test_a_workbook_is_not_a_csv(self, content):
        with pytest.raises(Unreadable, match="Save as, then CSV UTF-8"):
            read_rows(GRID, content)

    def test_a_file_that_is_too_large_is_measured_before_it_is_read(self):
        with pytest.raises(Unreadable, match=r"the file is 3\.0 MB; a CSV of rows is at most 2 MB"):
            read_rows(GRID, b"x" * 3 * 1_048_576)

    def test_a_cell_longer_than_the_reader_takes_is_said_so(self):
        with pytest.raises(Unreadable, match="cannot be read as CSV"):
            rows("Name\n" + "x" * 200_000 + "\n")


class TestGuards:
    @pytest.mark.parametrize("start", FORMULA_STARTS)
    def test_what_a_spreadsheet_would_run_is_written_as_text_and_comes_back(self, start):
        written = write_rows(GRID, [boat(name=f"{start}1+1")]).decode("utf-8-sig")
        cell = written.splitlines()[1].split(",")[1].strip('"')
        assert cell.startswith("'")
        assert read_rows(GRID, written.encode())[0]["name"] == f"{start}1+1"

    @pytest.mark.parametrize("typed", ["'=1", "''=1", "'tis", "O'Neill", "'"])
    def test_a_quote_that_somebody_typed_stays(self, typed):
        assert read_rows(GRID, write_rows(GRID, [boat(name=typed)]))[0]["name"] == typed

    def test_it_is_written_for_excel(self):
        written = write_rows(GRID, [boat(name="Ada", berth="north")])
        assert written.startswith(b"\xef\xbb\xbf")
        assert written.decode("utf-8-sig") == "Ref,Name,Length in metres,Berth,Notes\r\nB1,Ada,,north,\r\n"
