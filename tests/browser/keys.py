"""Getting about a page as somebody without a mouse does."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

MOST_PRESSES = 260
HAS_FOCUS = "element => element === document.activeElement"
#: What marks the focus: an outline, on the element or, for a radio in its label, on what holds it.
IS_MARKED = """element => [element, element.closest("label")].filter(Boolean).map((each) => getComputedStyle(each))
    .some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)"""


def tab_to(target: Locator, *, back: bool = False, most: int = MOST_PRESSES) -> None:
    """Press Tab, or Shift and Tab, until the target has the focus; the focus must be seen there."""
    page = target.page
    expect(target).to_be_visible()
    for _ in range(most):
        if target.evaluate(HAS_FOCUS):
            break
        page.keyboard.press("Shift+Tab" if back else "Tab")
    expect(target).to_be_focused()
    assert target.evaluate(IS_MARKED), f"the focus cannot be seen on {target}"


def skip_to_content(page: Page) -> None:
    """From the top of a new page over the bar to its content, by the first link there is."""
    if page.url.endswith("#main"):
        return  # a redirect after a form keeps the place of the form's page
    tab_to(page.locator("a.skip"), most=2)
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def press_on(target: Locator, key: str = "Enter", *, back: bool = False) -> None:
    tab_to(target, back=back)
    target.page.keyboard.press(key)


def follow(target: Locator, heading: str, *, back: bool = False) -> None:
    """Tab to a link or button, press Enter, and be on the page with this heading."""
    press_on(target, back=back)
    expect(target.page.get_by_role("heading", level=1)).to_contain_text(heading)
