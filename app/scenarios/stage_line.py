"""The line of a project's stages: a diamond for each gate, filled once passed, and a dot for where the story stands."""

from __future__ import annotations

from markupsafe import Markup

from app.core.svg import Drawing
from app.core.templating import day
from app.scenarios.pack import Scenario

STAGE, LEFT, HEIGHT, LINE = 112.0, 14.0, 66.0, 31.0
LONGEST_LABEL = 15


def stage_line(scenario: Scenario) -> Markup:
    """Stages are drawn equally long, however long they last, so that their names always have room.

    Today stands in its stage by the days that have gone. A gate is passed on its day.
    """
    stages = scenario.file.stages
    drawing = Drawing(LEFT * 2 + STAGE * len(stages), HEIGHT, label=in_words(scenario), css="stage-line")
    here, end = LEFT + STAGE * progress(scenario), LEFT + STAGE * len(stages)
    drawing.line(LEFT, LINE, end, LINE, "stage-ahead")
    drawing.line(LEFT, LINE, here, LINE, "stage-behind")
    for number, stage in enumerate(stages, start=1):
        gate = LEFT + STAGE * number
        is_passed = stage.on <= scenario.file.today
        drawing.diamond(gate, LINE, 10, "stage-gate passed" if is_passed else "stage-gate")
        anchor = "end" if number == len(stages) else "middle"
        drawing.text(gate + (LEFT if anchor == "end" else 0), 12, _short(stage.gate), "svg-text-soft", anchor)
        drawing.text(gate - STAGE / 2, HEIGHT - 8, _short(stage.title), "svg-text-soft", "middle")
    drawing.tooltip(
        drawing.add("circle", cx=here, cy=LINE, r=6, css="stage-today"), f"Today: {day(scenario.file.today)}"
    )
    return drawing.markup()


def progress(scenario: Scenario) -> float:
    """How many stages have gone, counting the share of the days of the one that is under way."""
    begins, today = scenario.file.project.starts_on, scenario.file.today
    for number, stage in enumerate(scenario.file.stages):
        if today < stage.on:
            return number + max(0, (today - begins).days) / (stage.on - begins).days
        begins = stage.on
    return float(len(scenario.file.stages))


def in_words(scenario: Scenario) -> str:
    """What the line shows: today, its stage, the gates passed and the next one."""
    stages, today = scenario.file.stages, scenario.file.today
    ahead = [stage for stage in stages if stage.on > today]
    passed = [_short(stage.gate) for stage in stages if stage.on <= today]
    where = f"in the stage {ahead[0].title}" if ahead else "at the end of the last stage"
    words = [f"Stages and gates. Today, {day(today)}, the project is {where}"]
    words.append(f"passed: {', '.join(passed)}" if passed else "no gate has been passed")
    if ahead:
        words.append(f"next: {_short(ahead[0].gate)} on {day(ahead[0].on)}")
    return "; ".join(words) + "."


def _short(title: str) -> str:
    """`Gate 2: authority to order` as `Gate 2`."""
    label = title.partition(":")[0].strip()
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"
