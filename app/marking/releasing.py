"""Release: the move that makes marks final, turns them into an outcome and a to-do list, and tells the apprentice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.core.errors import DomainError, NotAllowed, Refused
from app.engines import rubric
from app.marking.artefact import restore
from app.marking.models import Comment, DecidedBy, FeedbackAction, MarkSheet
from app.marking.policies import may_act
from app.marking.queries import find_sheet
from app.marking.services import append_mark, open_sheet, record, take_turn_even_if_released
from app.marking.standing import LEVEL_WORDS, Standing, Tally, standings, tally
from app.marking.todo import actions
from app.notices.services import notify
from app.scenarios.pack import Criterion
from app.submissions.models import Submission
from app.submissions.services import mark_released


class StillUndecided(Refused):
    def __init__(self, undecided: Sequence[Criterion]) -> None:
        self.undecided = tuple(undecided)
        titles = "; ".join(each.title for each in undecided)
        super().__init__(f"Nothing was released, because these criteria are not decided yet: {titles}.")


class ShownOtherwise(DomainError):
    """The marks or comments changed after the page that asked for the release was made."""

    def __init__(self) -> None:
        super().__init__(
            "The marks or comments changed after this page was opened, so nothing was released. Look again below."
        )


def live_comments(sheet: MarkSheet | None) -> list[Comment]:
    """The comments that have not been withdrawn, in the order they were made."""
    return [each for each in sheet.comments if each.withdrawn_at is None] if sheet else []


def fingerprint(found: Sequence[Standing], comments: Sequence[Comment]) -> str:
    """What a release would make final, as a SHA-256: every level with its revision and reason, and every comment."""
    facts = [
        [[each.id, each.level, each.revision, each.reason] for each in found],
        [str(each.id) for each in comments],
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def release(session: Session, submission: Submission, *, shown: str, actor: Person, at: datetime) -> MarkSheet:
    """Release the feedback: outcome and score fixed, the to-do list made, the attempt closed, the apprentice told.

    `shown` is the `fingerprint` of what the tutor was shown. Criteria that the checks decided get their row now, so
    that the sheet holds every level in words. Releasing twice gives the same sheet and tells nobody twice. Raises
    `NotAllowed`, `StillUndecided`, and `ShownOtherwise` when something changed since it was shown.
    """
    sheet = take_turn_even_if_released(session, submission, actor)
    if sheet is not None and sheet.is_released:
        return sheet
    found = standings(submission, sheet)
    sums = tally(found)
    if not sums.is_complete:
        raise StillUndecided(sums.undecided)
    if shown != fingerprint(found, live_comments(sheet)):
        raise ShownOtherwise
    sheet = open_sheet(session, submission, actor, at, sheet)
    for standing in found:
        if standing.mark is None and standing.level is not None:
            append_mark(session, sheet, standing, standing.level, "", DecidedBy.CHECKS, at)
    _finish(session, submission, sheet, found, sums, at)
    _tell(session, submission, sheet, actor, at)
    return sheet


def _finish(
    session: Session, submission: Submission, sheet: MarkSheet, found: Sequence[Standing], sums: Tally, at: datetime
) -> None:
    rules = [each.criterion.rule for each in found]
    levels = {each.id: each.level for each in found if each.level is not None}
    sheet.outcome = rubric.outcome(levels, rules)
    sheet.score = rubric.score(levels, rules)
    sheet.released_at = at
    for line in actions(found, live_comments(sheet), restore(submission, draw=False)):
        line.mark_sheet_id = sheet.id
        session.add(line)
    session.flush()
    mark_released(session, submission.attempt_id)


def _tell(session: Session, submission: Submission, sheet: MarkSheet, actor: Person, at: datetime) -> None:
    outcome = LEVEL_WORDS[rubric.Level(str(sheet.outcome))]
    detail = {"outcome": outcome, "score": str(sheet.score), "attempt": submission.attempt.number}
    record(session, submission, "feedback released", sheet.id, actor, at, detail)
    apprentice = submission.attempt.apprenticeship.apprentice
    title = submission.exercise["title"]
    notify(
        session,
        apprentice.id,
        f"Feedback on “{title}”, attempt {submission.attempt.number}, is ready: {outcome}.",
        feedback_path(submission.id),
        at=at,
        email=apprentice,
        subject=f"Feedback on “{title}” is ready",
    )


def feedback_path(submission_id: UUID) -> str:
    """Where the feedback is on this site, for notices, which are written without a request."""
    return f"/marking/feedback/{submission_id}"


def act(
    session: Session, action: FeedbackAction, submission: Submission, *, done: bool, actor: Person, at: datetime
) -> None:
    """Tick or untick a line of the to-do list. The time of the first tick stays while it is ticked."""
    if not may_act(actor, submission):
        raise NotAllowed("The to-do list is the apprentice’s own to tick.")
    if done and action.done_at is None:
        action.done_at = at
    elif not done:
        action.done_at = None
    session.flush()


def released_sheet(session: Session, submission: Submission) -> MarkSheet | None:
    """The sheet once its feedback is out; None before, whatever has been decided on it."""
    sheet = find_sheet(session, submission.id)
    return sheet if sheet is not None and sheet.is_released else None
