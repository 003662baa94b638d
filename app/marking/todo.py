"""The to-do list that released feedback becomes: one line for each criterion not yet met, one for each comment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from app.engines.rubric import Level
from app.marking.artefact import Artefact
from app.marking.models import Comment, FeedbackAction
from app.marking.standing import Standing, StoredFinding

#: How many rows of a criterion are spelt out in its line; the rest are counted, and stand with the criterion itself.
MOST_ROWS = 4


def actions(found: Sequence[Standing], comments: Sequence[Comment], artefact: Artefact) -> list[FeedbackAction]:
    """What to do next, in the order of the rubric: each criterion's own line, then the comments on it.

    Comments on a row alone or on the whole come last, rows in the order of the artefact. The lines are not yet tied
    to a mark sheet.
    """
    lines: list[FeedbackAction] = []
    for standing in found:
        if standing.level is Level.NOT_YET:
            text, where = _gist(standing, artefact)
            lines.append(FeedbackAction(text=text, where=where, criterion_id=standing.id))
        lines += [_from_comment(each) for each in comments if each.criterion_id == standing.id]
    order = {row.ref: place for place, row in enumerate(artefact.rows)}
    loose = [each for each in comments if not each.criterion_id]
    lines += map(_from_comment, sorted(loose, key=lambda each: order.get(each.where, len(order))))
    for position, line in enumerate(lines, start=1):
        line.position = position
    return lines


def _from_comment(comment: Comment) -> FeedbackAction:
    return FeedbackAction(text=comment.text, where=comment.where, criterion_id=comment.criterion_id)


def _gist(standing: Standing, artefact: Artefact) -> tuple[str, str]:
    """A criterion's line and the row it is about, if it is one row: the tutor's reason, then the faults by row."""
    # A fault with no place and no lesson is a check that waited for another: it says nothing to act on.
    rows = by_row((each for each in standing.faults if each.where or each.why), artefact)
    parts = [standing.reason] if standing.reason else []
    parts += [_of_row(row, faults) for row, faults in rows[:MOST_ROWS]]
    if (more := len(rows) - MOST_ROWS) > 0:
        parts.append(f"And {more} more {'place' if more == 1 else 'places'}, listed with the criterion.")
    if not parts:
        parts = [f"To pass: {standing.criterion.levels[Level.PASS]}"]
    where = rows[0][0] if len(rows) == 1 else ""
    return f"{standing.criterion.title}. {' '.join(parts)}", where


def by_row(faults: Iterable[StoredFinding], artefact: Artefact) -> list[tuple[str, list[StoredFinding]]]:
    """Findings grouped by the row they are on, rows in the order of the artefact; those on no row come first."""
    order = {row.ref: place for place, row in enumerate(artefact.rows)}
    groups: dict[str, list[StoredFinding]] = {}
    for finding in faults:
        groups.setdefault(artefact.row_of(finding.where), []).append(finding)
    return sorted(groups.items(), key=lambda group: order.get(group[0], -1))


def _of_row(row: str, faults: Sequence[StoredFinding]) -> str:
    """The faults of one row after each other; where no message names the row, the row is said first."""
    words = " ".join(dict.fromkeys(each.message for each in faults))
    is_named = not row or re.search(rf"(?<!\w){re.escape(row)}(?!\w)", words)
    return words if is_named else f"Row {row}: {words}"
