"""The 14-point assessment drawn as a strip of fourteen marks, with the table that has every base and limit."""

from __future__ import annotations

from app.core.svg import Drawing
from app.engines.schedule_quality import Metric, Verdict
from app.kinds.base import Picture
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.assessment_words import against, measured

COLUMNS, STEP, LINE, EDGE = 3, 236, 26, 8
WIDTH = COLUMNS * STEP + 2 * EDGE
HEADERS = ("No.", "Metric", "Counted", "Measured", "Passes at", "Result", "Rows to look at")
MOST_REFS = 12
#: A shape for each verdict beside its word, so that nothing rests on colour.
MARKS = {
    Verdict.PASSES: ("✓", "svg-done"),
    Verdict.FAILS: ("!", "svg-watch"),
    Verdict.NOT_APPLICABLE: ("–", "svg-node"),
}
#: What is said of the number of each.
SAID = {Verdict.PASSES: "pass", Verdict.FAILS: "to ask about", Verdict.NOT_APPLICABLE: "not applicable"}


def assessment_picture(analysis: ScheduleAnalysis) -> Picture | None:
    """None while the network is not whole."""
    metrics = analysis.assessment
    if not metrics:
        return None
    summary = _summary(metrics)
    lines = -(-len(metrics) // COLUMNS)
    drawing = Drawing(WIDTH, lines * LINE + 2 * EDGE, label=summary, css="assessment")
    for place, metric in enumerate(metrics):
        column, line = divmod(place, lines)
        _draw(drawing, metric, EDGE + column * STEP, EDGE + line * LINE)
    return Picture(
        "fourteen-points", "14-point assessment", summary, drawing.markup(), HEADERS, tuple(map(_row, metrics))
    )


def _summary(metrics: tuple[Metric, ...]) -> str:
    counts = {verdict: sum(each.verdict is verdict for each in metrics) for verdict in Verdict}
    said = ", ".join(f"{counts[verdict]} {words}" for verdict, words in SAID.items())
    return f"Of {len(metrics)} measures: {said}. They are signals to ask about, not marks."


def _draw(drawing: Drawing, metric: Metric, x: float, y: float) -> None:
    mark, css = MARKS[metric.verdict]
    shape = drawing.rect(x, y + 3, 18, 18, css, rx=3)
    drawing.tooltip(shape, f"{metric.title}: {metric.verdict.value}, {measured(metric)}")
    drawing.text(x + 9, y + 16, mark, "svg-text" if css == "svg-node" else "svg-marker-text", "middle")
    drawing.text(x + 26, y + 16, f"{metric.number}  {metric.title}", "svg-text-soft")


def _row(metric: Metric) -> tuple[str, ...]:
    refs = ", ".join(metric.refs[:MOST_REFS]) + (" …" if len(metric.refs) > MOST_REFS else "")
    if metric.number == "12" and metric.refs:
        refs = f"{refs} (tested)"
    return (
        metric.number,
        metric.title,
        metric.base.capitalize(),
        measured(metric),
        against(metric),
        metric.verdict.value.capitalize(),
        refs,
    )
