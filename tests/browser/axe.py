"""axe, run in the page: the rules of WCAG 2.0 to 2.2, A and AA, and axe's own best practice."""

from __future__ import annotations

from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.browser.chromium import ROOT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async ([within, rules]) => {
  const { violations } = await axe.run(within, { runOnly: rules, resultTypes: ["violations"] });
  return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map((node) => node.html.slice(0, 160)) }));
}"""


@cache
def _source() -> str:
    return (ROOT / "web/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, within: str = "html") -> list[str]:
    """Each broken rule with the first elements that break it."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(_source())
    found: list[dict[str, Any]] = page.evaluate(RUN, [within, RULES])
    return [f"{each['id']}: {each['help']} ({len(each['nodes'])}) {each['nodes'][:3]}" for each in found]


def expect_no_barriers(page: Page, within: str = "html") -> None:
    found = violations(page, within)
    assert not found, "\n".join(found)


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider
