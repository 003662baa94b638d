"""The figures that the recommendation quotes, held against those of the cash flows.

A net present value or a ratio may be any option's, or what a test leaves; a sentence that speaks of the draft, or says
what something is not, is left alone, for its figures are somebody else's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from app.engines.claims import Fact, Unit, fact, is_rounding_of, wrong_claims
from app.kinds.base import Finding, weakness
from app.kinds.business_case.analysis import Review
from app.kinds.business_case.cells import LONGEST_SEARCHED, quoted
from app.kinds.business_case.reading import Option

VALUE_NAMES = ("net present value", "net present social value", "NPV", "NPSV")
RATIO_NAMES = ("benefit-cost ratio", "benefit cost ratio", "BCR", "ratio")
_SOMEBODY_ELSES = re.compile(
    r"\b(?:draft|consultants?|not|nor|never|instead|whereas|wrong|claims?|said)\b", re.IGNORECASE
)


def quoted_figures(review: Review, option: Option) -> Iterator[Finding]:
    """A weakness for each net present value or ratio in recommendation and reasons that no cash flow bears out."""
    own = review.appraisals[option.ref]
    facts = [fact(VALUE_NAMES, own.npv, Unit.MONEY)]
    if own.bcr is not None:
        facts.append(fact(RATIO_NAMES, own.bcr, Unit.INDEX))
    for key, text in (("recommendation", review.recommendation), ("reasons", review.reasons)):
        for claim in wrong_claims(text[: 4 * LONGEST_SEARCHED], facts):
            known = _known(review, claim.fact)
            borne_out = any(is_rounding_of(figure, value) for figure in claim.figures for value in known)
            if not borne_out and not _SOMEBODY_ELSES.search(claim.sentence):
                figures = " and ".join(figure.text for figure in claim.figures)
                yield weakness(
                    f"You write {figures} in {quoted(claim.sentence)}, and your cash flows give no such figure.",
                    key,
                    "npv-bcr",
                )


def _known(review: Review, about: Fact) -> list[Fraction]:
    """Every figure of that kind: of each option, of each test, and how far options lie apart."""
    if about.unit is Unit.INDEX:
        return [own.bcr for own in review.appraisals.values() if own.bcr is not None]
    values = [own.npv for own in review.appraisals.values()]
    left = [each for each in map(review.npv_left, review.tests) if each is not None]
    return [*values, *left, *(one - other for one, other in combinations(values, 2))]
