"""Bars of what each risk is expected to cost or save, before its response (outline) and after it (solid)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from app.core import money
from app.core.svg import Drawing
from app.engines.risk_exposure import RiskType
from app.kinds.base import Picture
from app.kinds.risks.analysis import Register, pounds
from app.kinds.risks.figures import show, sums
from app.kinds.risks.reading import Entry, shortened

WIDTH, LEFT, RIGHT = 720, 214, 566
ROW, BEFORE_HEIGHT, AFTER_HEIGHT, HEAD, AXIS = 25, 17, 9, 30, 26
#: So many bars of each type are drawn; the table has them all.
MOST_BARS = 30
MOST_LETTERS = 30
MOST_TICKS = 5
HEADERS = ("Risk", "What may happen", "Type", "Exposure before", "Exposure after", "Response cost", "Net gain")
GROUPS = (
    (RiskType.THREAT, "Threats: expected cost", "All threats", "svg-plan"),
    (RiskType.OPPORTUNITY, "Opportunities: expected saving", "All opportunities", "svg-done"),
)


def exposure_bars(register: Register) -> Picture:
    """The picture and its table, largest first, threats and opportunities apart, with their sums.

    In the table an opportunity's exposure is negative, as everywhere; its bar shows the saving as a length.
    """
    known = [entry for entry in register.entries if entry.risk is not None]
    groups = {group: _largest_first([entry for entry in known if entry.type is group]) for group, *_ in GROUPS}
    rows: list[tuple[str, ...]] = []
    for group, _, total, _ in GROUPS:
        rows += [(entry.ref, entry.title, group.capitalize(), *_sums([entry])) for entry in groups[group]]
        if groups[group]:
            rows.append((total, "", group.capitalize(), *_sums(groups[group])))
    rows.append(("All risks", "", "", *_sums(known)))
    before, after, *_ = sums(known)
    summary = f"Exposure is {show(before)} before the responses and {show(after)} after; opportunities lower it."
    return Picture("exposure", "Exposure by risk", summary, _draw(groups, summary), HEADERS, tuple(rows))


def _draw(groups: dict[RiskType, list[Entry]], summary: str) -> Markup:
    shown = {group: entries[:MOST_BARS] for group, entries in groups.items() if entries}
    height = sum(HEAD + ROW * (len(entries) + (len(groups[group]) > MOST_BARS)) for group, entries in shown.items())
    drawing = Drawing(WIDTH, height + AXIS, label=f"Bars of exposure by risk. {summary}", css="drawing-risks")
    longest = max(abs(amount) for entries in shown.values() for entry in entries for amount in _pair(entry))
    ticks = round_ticks(longest)
    for tick in ticks:
        x = _x(tick, ticks[-1])
        drawing.line(x, HEAD - 6, x, height, "svg-grid")
        drawing.text(x, height + 16, thousands(tick), "svg-text-small", "middle")
    drawing.text(WIDTH, 18, "outline before → solid after the response", "svg-text-small", "end")
    top = 0
    for group, title, _, css in GROUPS:
        if group in shown:
            top = _group(drawing, top, title, css, shown[group], len(groups[group]), ticks[-1])
    return drawing.markup()


def _group(
    drawing: Drawing, top: int, title: str, css: str, entries: Sequence[Entry], count: int, longest: Fraction
) -> int:
    """Draw one type's bars from `top` down, and return where the next begins."""
    drawing.text(0, top + 18, title, "svg-text svg-heading")
    top += HEAD
    for entry in entries:
        before, after = _pair(entry)
        middle = top + ROW / 2
        label = drawing.text(0, middle + 4, shortened(f"{entry.ref} {entry.title}", MOST_LETTERS), "svg-text-soft")
        drawing.tooltip(label, entry.name)
        drawing.rect(LEFT, middle - BEFORE_HEIGHT / 2, _x(abs(before), longest) - LEFT, BEFORE_HEIGHT, "svg-baseline")
        drawing.rect(LEFT, middle - AFTER_HEIGHT / 2, _x(abs(after), longest) - LEFT, AFTER_HEIGHT, css, rx=1.5)
        drawing.text(WIDTH, middle + 4, f"{show(abs(before))} → {show(abs(after))}", "svg-text-soft svg-number", "end")
        top += ROW
    if count > len(entries):
        drawing.text(0, top + 16, f"and {count - len(entries)} more in the table", "svg-text-small")
        top += ROW
    return top


def _pair(entry: Entry) -> tuple[Fraction, Fraction]:
    risk = entry.risk
    return (risk.emv_before, risk.emv_after) if risk else (Fraction(0), Fraction(0))


def _largest_first(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: max(abs(amount) for amount in _pair(entry)), reverse=True)


def _sums(entries: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(show(amount) for amount in sums(entries))


def round_ticks(longest: Fraction) -> list[Fraction]:
    """0 and round steps up to the longest bar: 1, 2 or 5 with noughts, at most `MOST_TICKS` of them."""
    step = Fraction(1)
    while longest > step * MOST_TICKS:
        step *= Fraction(5, 2) if str(step).startswith("2") else 2
    count = max(1, -(-longest // step))
    return [step * number for number in range(count + 1)]


def thousands(amount: Fraction) -> str:
    return f"£{amount // 1000:,}k" if amount >= 1000 and amount % 1000 == 0 else money.show(pounds(amount))


def _x(amount: Fraction, longest: Fraction) -> float:
    return LEFT + float(amount / longest) * (RIGHT - LEFT)
