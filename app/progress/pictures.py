"""The plan drawn: the Gantt chart of the fourteen duties, wide and narrow, its table, and the bars of a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from app.core.svg import Drawing
from app.core.templating import day
from app.engines.exact import rounded
from app.programmes.standard import Standard
from app.progress.plan import WEEK, DutyProgress, Plan, Standing
from app.progress.words import STANDINGS

HEAD = 24
TODAY_LABEL = 18
#: Room beyond the end of the axis, for half a diamond and an arrow.
EDGE = 20
#: The time drawn is at most so much of the plan's length: a later forecast stands at the edge with an arrow.
FURTHEST = Fraction(13, 10)
HEADERS = ("Duty", "Baseline", "Planned by now", "Earned", "Exercises passed", "KSBs accepted")
BAR_WIDTH, BAR_HEIGHT = 260, 22


@dataclass(frozen=True, slots=True)
class Size:
    """How large a chart is drawn, in user units."""

    key: str
    width: int
    labels: int
    row: int
    weeks_a_tick: int
    text: str


WIDE = Size("wide", 880, 190, 30, 13, "svg-text")
NARROW = Size("narrow", 340, 132, 27, 26, "svg-text-small")


@dataclass(frozen=True, slots=True)
class PlanPicture:
    """The chart at both sizes, the sentence that sums it up, and the table that says the same."""

    wide: Markup
    narrow: Markup
    summary: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def percent(share: Fraction) -> str:
    return f"{rounded(share * 100, 0)}%"


def plan_picture(plan: Plan, standard: Standard) -> PlanPicture:
    """The Gantt chart of a plan. Everything it shows is in the table or the summary as well."""
    summary = _summary(plan)
    drawn = {size.key: _Chart(plan, standard, size).draw(summary) for size in (WIDE, NARROW)}
    rows = tuple(_cells(each, standard) for each in plan.duties)
    return PlanPicture(drawn["wide"], drawn["narrow"], summary, HEADERS, rows)


def _summary(plan: Plan) -> str:
    by_now = f"{percent(plan.earned_share)} earned, {percent(plan.planned_share)} planned by {day(plan.today)}."
    return f"{by_now} Gateway: {_gateway(plan)}."


def _gateway(plan: Plan) -> str:
    baseline = f"baseline {day(plan.terms.gateway_on)}"
    return f"{baseline}, forecast {day(plan.forecast_on)}" if plan.forecast_on else baseline


def _cells(duty: DutyProgress, standard: Standard) -> tuple[str, ...]:
    state = duty.state
    return (
        f"{duty.duty} {standard.duty(duty.duty).title}",
        f"{day(duty.dates.starts_on)} to {day(duty.dates.finishes_on)}",
        percent(duty.planned / duty.dates.weight),
        percent(duty.share),
        f"{state.passed} of {state.exercises}" if state.exercises else "none offered yet",
        f"{state.accepted} of {state.ksbs}",
    )


class _Chart:
    """One drawing of the plan. Days become places along the time axis."""

    def __init__(self, plan: Plan, standard: Standard, size: Size) -> None:
        self.plan, self.standard, self.size = plan, standard, size
        self.last = self._last_day()
        self.bottom = HEAD + size.row * len(plan.duties) + 4

    def _last_day(self) -> int:
        """The end of the axis: the gateway, or what comes after it, within reason."""
        plan = self.plan
        forecast = (plan.forecast_on - plan.terms.starts_on).days if plan.forecast_on else 0
        return max(plan.length, min(max(plan.at, forecast), int(plan.length * FURTHEST)))

    def x(self, at: int) -> float:
        room = self.size.width - self.size.labels - EDGE
        return self.size.labels + room * min(at, self.last) / self.last

    def draw(self, summary: str) -> Markup:
        lines = 1 if self.size is WIDE else 3
        height = self.bottom + 26 + (lines - 1) * 15 + TODAY_LABEL
        drawing = Drawing(self.size.width, height, label=summary, css=f"plan-chart plan-chart-{self.size.key}")
        self._axis(drawing)
        for place, duty in enumerate(self.plan.duties):
            self._duty(drawing, duty, HEAD + place * self.size.row + self.size.row / 2)
        self._today(drawing)
        self._gateway_row(drawing)
        return drawing.markup()

    def _axis(self, drawing: Drawing) -> None:
        for week in range(0, self.last // WEEK + 1, self.size.weeks_a_tick):
            x = self.x(week * WEEK)
            drawing.line(x, HEAD - 6, x, self.bottom, "svg-grid")
            drawing.text(x, HEAD - 11, f"wk {week}", "svg-text-small", "middle")

    def _duty(self, drawing: Drawing, duty: DutyProgress, y: float) -> None:
        title = self.standard.duty(duty.duty).title
        drawing.text(0, y + 4, f"{duty.duty} {title}", self.size.text)
        start, finish = self.x(duty.start), self.x(duty.finish)
        outline = drawing.rect(start, y - 8, finish - start, 16, "svg-baseline", rx=2)
        words = f"{title}: planned {percent(duty.planned / duty.dates.weight)}, earned {percent(duty.share)}"
        drawing.tooltip(outline, words)
        if duty.share:
            css = "svg-done" if duty.is_whole else "svg-plan"
            bar = drawing.rect(start, y - 5, (finish - start) * float(duty.share), 10, css, rx=2)
            drawing.tooltip(bar, words)

    def _today(self, drawing: Drawing) -> None:
        """Left out before the start, and when the end of the axis has been passed."""
        if not self.plan.week or self.plan.at > self.last:
            return
        x = self.x(self.plan.at)
        drawing.line(x, HEAD - 6, x, self.bottom, "svg-today")
        near_the_end = x > self.size.width - 40
        drawing.text(x, self.bottom + 12, "today", "svg-today-text", "end" if near_the_end else "middle")

    def _gateway_row(self, drawing: Drawing) -> None:
        """The baseline gateway as a filled diamond, the forecast as a hollow one."""
        y = self.bottom + TODAY_LABEL + 8
        baseline = self.x(self.plan.length)
        places = [baseline]
        drawing.tooltip(
            drawing.diamond(baseline, y, 7, "svg-ink"), f"Baseline gateway {day(self.plan.terms.gateway_on)}"
        )
        if self.plan.forecast_on:
            places.append(self._forecast(drawing, y))
        if self.size is WIDE:
            drawing.text(min(places) - 14, y + 4, f"Gateway: {_gateway(self.plan)}", "svg-text-soft", "end")
            return
        for place, words in enumerate(self._gateway_lines()):
            drawing.text(0, y + 4 + 15 * place, words, "svg-text-small")

    def _gateway_lines(self) -> Iterator[str]:
        yield "Gateway"
        yield f"◆ baseline {day(self.plan.terms.gateway_on)}"
        if self.plan.forecast_on:
            yield f"◇ forecast {day(self.plan.forecast_on)}"

    def _forecast(self, drawing: Drawing, y: float) -> float:
        forecast_on = self.plan.forecast_on or self.plan.terms.gateway_on
        at = (forecast_on - self.plan.terms.starts_on).days
        tone = STANDINGS[self.plan.standing][1]
        x = self.x(at)
        shape = drawing.diamond(x, y, 7, f"svg-gateway-{tone}")
        drawing.tooltip(shape, f"Forecast gateway {day(forecast_on)}")
        if at > self.last:
            drawing.text(x + 9, y + 4, "→", "svg-text-small")
        return x


def bars(plan: Plan) -> Markup:
    """Planned by now as a dashed outline, earned as a bar, on a line as long as the whole plan."""
    words = f"Planned {percent(plan.planned_share)} by now, earned {percent(plan.earned_share)}"
    drawing = Drawing(BAR_WIDTH, BAR_HEIGHT, label=words, css="plan-bars")
    drawing.line(1, BAR_HEIGHT / 2, BAR_WIDTH - 1, BAR_HEIGHT / 2, "svg-grid")
    inner = BAR_WIDTH - 2
    if plan.planned:
        drawing.rect(1, 1, inner * float(plan.planned_share), BAR_HEIGHT - 2, "svg-baseline", rx=3)
    if plan.earned:
        drawing.rect(1, 6, inner * float(plan.earned_share), BAR_HEIGHT - 12, _bar_class(plan), rx=2)
    return drawing.markup()


def _bar_class(plan: Plan) -> str:
    tone = STANDINGS[plan.standing][1]
    return "svg-plan" if tone == "off" or plan.standing is Standing.TOO_EARLY else f"svg-{tone}"
