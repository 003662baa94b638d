"""Pasting from a spreadsheet: a block fills the grid; one that is far too large changes nothing and says so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Arrive
from tests.browser.editor import RISKS, Editor

pytestmark = pytest.mark.browser
BLOCK = "\r\n".join(
    [
        'Complete the "detailed" design\t8\t1',
        '"Gate 2: authority to order,\ndecided on the ""completed"" design"\t0\t2FS+5d',
        "Place the steel order\t2\t3\t1 Apr 2027\t16 Apr 2027",
        "Shop drawings\t10\t4",
        "",
    ]
)
PASTE = """(cell, [line, times]) => {
  const data = new DataTransfer();
  data.setData("text/plain", line.repeat(times));
  cell.focus();
  cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def paste(cell: Locator, text: str) -> None:
    """Copy a text, and press Control and V in a cell."""
    page = cell.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    cell.focus()
    page.keyboard.press("Control+v")


def paste_repeated(cell: Locator, line: str, times: int) -> None:
    """Paste a text that is too long to be sent to the browser."""
    cell.evaluate(PASTE, [line, times])


def test_a_block_of_cells_fills_the_grid(arrive: Arrive) -> None:
    editor = Editor.open(arrive("yusuf"))
    before = editor.refs
    while len(editor.refs) > 3:
        editor.cell(editor.refs[-1], "name").press("Alt+Delete")
    paste(editor.cell(editor.refs[1], "name"), BLOCK)
    assert len(editor.refs) == 5 < len(before)
    second, third, fourth = editor.refs[1:4]
    expect(editor.cell(second, "name")).to_have_value('Complete the "detailed" design')
    expect(editor.cell(third, "name")).to_have_value('Gate 2: authority to order,\ndecided on the "completed" design')
    expect(editor.cell(third, "predecessors")).to_have_value("2FS+5d")
    expect(editor.cell(fourth, "must_finish_by")).to_have_value("16 Apr 2027")
    editor.expect_saved()
    editor.page.reload()
    assert len(editor.refs) == 5
    expect(editor.cell(fourth, "start_no_earlier")).to_have_value("1 Apr 2027")


def test_words_of_lists_are_chosen_and_a_paragraph_stays_whole(arrive: Arrive) -> None:
    editor = Editor.open(arrive("sinead"), RISKS)
    editor.page.get_by_role("button", name="Add a risk").click()
    first = editor.refs[0]
    choice = editor.row(first).locator("select[data-cell]").first
    label = choice.locator("option").nth(2).inner_text()
    paste(choice, f"{label.upper()}\tThe river is low for longer")
    expect(choice).to_have_value(str(choice.locator("option").nth(2).get_attribute("value")))
    cause = editor.row(first).locator("textarea[data-cell]").first
    paste(cause, "It rained.\nThe river rose.")
    expect(cause).to_have_value("It rained.\nThe river rose.")
    editor.expect_saved()


@pytest.mark.parametrize(
    ("line", "times", "words"),
    [
        ("Bore the piles\t10\t16\n", 10_000, "That is 10,000 rows; there can be 300 activities here"),
        ("Bore the piles\t10\t\n", 2_631_580, "That is 50 million characters"),
        ("x", 50_000_000, "That is 50 million characters"),
    ],
    ids=["10,000 rows", "50 MB of rows", "50 MB in one cell"],
)
def test_far_too_much_changes_nothing_and_says_so(arrive: Arrive, line: str, times: int, words: str) -> None:
    editor = Editor.open(arrive("keira"))
    before, name = editor.refs, editor.cell(editor.refs[1], "name")
    text = name.input_value()
    paste_repeated(name, line, times)
    expect(editor.trouble).to_contain_text(words)
    expect(editor.trouble).to_contain_text("Nothing was pasted")
    assert editor.refs == before
    expect(name).to_have_value(text)
    name.fill(f"{text} and more")
    editor.expect_saved()
    expect(editor.trouble).to_be_hidden()
