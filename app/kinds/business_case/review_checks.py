"""The checks of the review: which of the draft's faults are found, where, and whether what is called one is one.

A row finds a planted fault by naming its place, and either its nature or what is wrong in words of its own. No finding
names a fault that was missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from app.kinds.base import Finding, fault, weakness
from app.kinds.business_case.analysis import FEWEST_WORDS, Review
from app.kinds.business_case.columns import FAULTS, label
from app.kinds.business_case.payload import BusinessCaseBrief

#: So many parts of the draft are named at most when too little was found.
MOST_PARTS = 3
#: From so many rows on that hit nothing, and twice as many as hit something, it is guessing.
GUESSES = 6


def faults_found(review: Review, brief: BusinessCaseBrief) -> Iterator[Finding]:
    """At least half of the faults planted in the draft are found, each at its place and for what it is.

    How many are found is a measure; the only fault is to have found fewer than half. It names the parts of the draft
    in which the smallest share was found, up to `MOST_PARTS`.
    """
    found, planted = len(review.found), len(brief.planted)
    if found * 2 >= planted:
        return
    held: dict[str, list[bool]] = {}
    for each in brief.planted:
        held.setdefault(each.part, []).append(each.id in review.found)
    unread = [part for part in held if not all(held[part])]
    unread.sort(key=lambda part: (Fraction(sum(held[part]), len(held[part])), -len(held[part])))
    yield fault(
        f"The draft holds {planted} faults that matter; your review has found {found} of them, each at its paragraph. "
        f"Read again, with finance’s note beside you: {', '.join(unread[:MOST_PARTS])}.",
        why="faults",
    )


def faults_explained(review: Review, brief: BusinessCaseBrief) -> Iterator[Finding]:
    """Every row names a place and a nature, and says what is wrong in at least a few words and what it should be.

    The last is a weakness, for an author can act on a fault without it, if with more trouble.
    """
    for row in review.faults:
        for key, blank, asked in (
            ("place", not row.places, "Name the numbered paragraph or table."),
            ("nature", row.nature is None, "Choose what kind of fault it is."),
            ("wrong", len(row.wrong.split()) < FEWEST_WORDS, "Say what is wrong, so that its author can see it."),
        ):
            unread = any(problem.where == f"{row.ref}.{key}" for problem in review.problems)
            if blank and not unread:
                yield fault(f"{row.ref}, {label(FAULTS, key)}: {asked}", f"{row.ref}.{key}", "faults")
        if not row.should:
            yield weakness(f"{row.ref}: say what it should be as well.", f"{row.ref}.should", "faults")


def no_false_alarms(review: Review, brief: BusinessCaseBrief) -> Iterator[Finding]:
    """Nothing that is right is called a fault, and rows are not scattered in the hope of a hit.

    A row on a paragraph that the papers bear out is a weakness. Rows that match nothing known are left to the tutor,
    unless there are at least `GUESSES` of them and more than twice as many as were found.
    """
    for number, sound in review.false_alarms.items():
        row = review.faults[number]
        yield weakness(f"{row.ref}: {row.places[0]} is right. {sound.why}", f"{row.ref}.place", "faults")
    stray = len(review.faults) - len(review.found)
    if stray >= GUESSES and stray > 2 * len(review.found):
        yield fault(
            f"{stray} of your {len(review.faults)} rows are at no fault that the papers bear out. A review that doubts "
            "everything helps nobody: keep what you can show.",
            why="faults",
        )
