"""From what was typed to risks with figures. Nothing raises: what cannot be read is a problem at its cell, in words
that say what to type instead, and the other cells of the row are read all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from app.core import money
from app.core.money import NotMoney
from app.engines.risk_exposure import Chance, ProbabilityScale, Rating, RatingBands, Risk, RiskType, score
from app.kinds.base import Finding, fault
from app.kinds.risks import timing
from app.kinds.risks.columns import GRID
from app.kinds.risks.payload import FITTING, Response, RiskRow
from app.kinds.risks.timing import Days, Proximity
from app.kinds.schedule.typed import NotRead

BANDS = RatingBands()
LONGEST_NAME = 48
#: A part of a statement is a sentence; words far beyond one are not searched, so that nobody's draft takes minutes.
LONGEST_SEARCHED = 1000
#: What a row may hold before anybody has written a risk in it.
NOT_CONTENT = frozenset({"ref", "type", "response"})

_BAND = re.compile(r"[1-5]")
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,4})?) ?(?:%|per ?cent)", re.IGNORECASE)

T = TypeVar("T")


class _NotReadable(ValueError):
    """A cell that cannot be read; the message says what to type, and `why` where to read about it."""

    def __init__(self, message: str, why: str) -> None:
        self.why = why
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A probability from 0 to 1 and the band it scores as. A band stands for its percentage on the scale."""

    probability: Fraction
    band: int


@dataclass(frozen=True)
class Entry:
    """One row as read. What is blank or unreadable is None; text is stripped, otherwise as typed."""

    ref: str
    cause: str
    event: str
    effect: str
    action: str
    owner: str
    type: RiskType | None = None
    probability: Likelihood | None = None
    impact: int | None = None
    cost: Decimal | None = None
    response: Response | None = None
    response_cost: Decimal | None = None
    residual_probability: Likelihood | None = None
    residual_impact: int | None = None
    residual_cost: Decimal | None = None
    #: The cell as typed; `Plan.find` says which activity it means.
    activity: str = ""
    proximity: Proximity | None = None
    delay: Days | None = None
    secondary_probability: Likelihood | None = None
    secondary_cost: Decimal | None = None

    @property
    def title(self) -> str:
        """A few words to know the row by: the event, or else what there is."""
        return _title(self.event or self.cause or self.effect or self.action)

    @property
    def name(self) -> str:
        """How findings call the row: `R3 “Spans arrive late”`."""
        return f"{self.ref} “{self.title}”" if self.title else self.ref

    @property
    def is_threat(self) -> bool:
        return self.type is RiskType.THREAT

    @property
    def statement(self) -> str:
        """Cause, event and effect in one text for finding words: of each the first `LONGEST_SEARCHED` characters."""
        return "\n".join(part[:LONGEST_SEARCHED] for part in (self.cause, self.event, self.effect))

    @property
    def score(self) -> int | None:
        """Probability × impact before the response; None until both are there."""
        return _score(self.probability, self.impact)

    @property
    def likelihood_after(self) -> Likelihood | None:
        return self.residual_probability or (self.probability if self.leaves_it_as_it_is else None)

    @property
    def impact_after(self) -> int | None:
        return self.residual_impact or (self.impact if self.leaves_it_as_it_is else None)

    @property
    def residual_score(self) -> int | None:
        """Probability × impact after the response; None until both are there. Blank cells of an accepted risk mean that
        it stays as it was."""
        return _score(self.likelihood_after, self.impact_after)

    @cached_property
    def risk(self) -> Risk | None:
        """The row for the engine; None while its type, probability or cost is missing.

        Figures that are blank after the response are taken as unchanged, so a draft claims no gain that nobody typed.
        """
        if self.type is None or self.probability is None or self.cost is None:
            return None
        after = self.residual_probability or self.probability
        return Risk(
            risk_type=self.type,
            before=Chance(self.probability.probability, self.cost),
            after=Chance(after.probability, self.cost if self.residual_cost is None else self.residual_cost),
            response_cost=self.response_cost or Decimal(0),
            secondary=self.secondary,
        )

    @property
    def secondary(self) -> Chance | None:
        """The threat that the response itself brings; None while its probability or its cost is blank."""
        if self.secondary_probability is None or self.secondary_cost is None:
            return None
        return Chance(self.secondary_probability.probability, self.secondary_cost)

    @property
    def is_half_secondary(self) -> bool:
        """Whether a secondary risk lacks its probability or its cost."""
        return (self.secondary_probability is None) is not (self.secondary_cost is None)

    @property
    def is_complete(self) -> bool:
        """Whether its exposure is known before and after: an accepted risk needs no figures after."""
        after = (self.residual_probability, self.residual_cost)
        is_known = self.leaves_it_as_it_is or None not in after
        return self.risk is not None and is_known and not self.is_half_secondary

    @property
    def leaves_it_as_it_is(self) -> bool:
        """Whether the response needs no figures of its own: an accepted risk stays what it was."""
        return self.response is Response.ACCEPT


def rating(points: int | None) -> Rating | None:
    return None if points is None else BANDS.rating(points)


def shortened(text: str, most: int) -> str:
    """The text on one line, cut at a word's end if it is longer than `most` characters."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut).rstrip(" ,;:.") + "…"


def has_content(row: RiskRow) -> bool:
    """Whether anybody has begun to write a risk here. A type or a response chosen on its own is not a beginning."""
    return any(_is_written(value) for key, value in row if key not in NOT_CONTENT)


def read_row(row: RiskRow, scale: ProbabilityScale, today: date | None = None) -> tuple[Entry, list[Finding]]:
    """The row as an entry, and a fault for each cell that cannot be read. Proximity counts from `today`."""
    cells = {key: value.strip() for key, value in row}
    title = _title(cells["event"] or cells["cause"] or cells["effect"] or cells["action"])
    reader = _Reader(cells, f"{cells['ref']} “{title}”" if title else cells["ref"])
    entry = Entry(
        **{key: cells[key] for key in ("ref", "cause", "event", "effect", "action", "owner", "activity")},
        type=reader.read("type", _read_type, when_blank="Choose Threat or Opportunity."),
        probability=reader.read("probability", lambda text: read_probability(text, scale)),
        impact=reader.read("impact", _read_impact),
        cost=reader.read("cost", read_cost),
        response=reader.read("response", _read_response),
        response_cost=reader.read("response_cost", read_cost),
        residual_probability=reader.read("residual_probability", lambda text: read_probability(text, scale)),
        residual_impact=reader.read("residual_impact", _read_impact),
        residual_cost=reader.read("residual_cost", read_cost),
        proximity=reader.read("proximity", lambda text: timing.proximity(text, today)),
        delay=reader.read("delay", timing.delay),
        secondary_probability=reader.read("secondary_probability", lambda text: read_probability(text, scale)),
        secondary_cost=reader.read("secondary_cost", read_cost),
    )
    return entry, reader.problems


def read_contingency(text: str) -> tuple[Decimal | None, list[Finding]]:
    """Pounds asked for, None when blank, and the fault if it cannot be read."""
    reader = _Reader({"contingency": text.strip()}, "Contingency asked for")
    return reader.read("contingency", read_cost), reader.problems


def read_probability(text: str, scale: ProbabilityScale) -> Likelihood:
    """A band 1 to 5, or a percentage from 0% to 100%, which scores as the band it is nearest to."""
    if _BAND.fullmatch(text):
        return Likelihood(scale.probability(int(text)), int(text))
    if found := _PERCENT.fullmatch(text):
        probability = Fraction(Decimal(found[1])) / 100
        if probability <= 1:
            return Likelihood(probability, scale.band(probability))
    raise _NotReadable(f"{quoted(text)} is not a probability. Type 1 to 5, or a percentage such as 30%.", "scales")


def read_cost(text: str) -> Decimal:
    """Pounds, 0 or more."""
    try:
        amount = money.parse(text)
    except NotMoney as error:
        message = str(error).replace(text, shortened(text, LONGEST_NAME))
        raise _NotReadable(message, "exposure") from error
    if amount < 0:
        message = f"{quoted(text)} is negative. Type a positive figure: the type says whether it is lost or saved."
        raise _NotReadable(message, "exposure")
    return amount


def _read_impact(text: str) -> int:
    if not _BAND.fullmatch(text):
        raise _NotReadable(f"{quoted(text)} is not an impact. Type a whole number from 1 to 5.", "scales")
    return int(text)


def _read_type(text: str) -> RiskType:
    try:
        return RiskType(text.lower())
    except ValueError as error:
        message = f"{quoted(text)} is not a type of risk. Choose Threat or Opportunity."
        raise _NotReadable(message, "opportunities") from error


def _read_response(text: str) -> Response:
    try:
        return Response(text.lower())
    except ValueError as error:
        threat, opportunity = (", ".join(FITTING[each][:3]) for each in RiskType)
        message = (
            f"{quoted(text)} is not a response. Choose {threat} (threats), {opportunity} (opportunities), "
            "accept or escalate."
        )
        raise _NotReadable(message, "responses") from error


@dataclass
class _Reader:
    """Reads the cells of one row and gathers what is wrong with them."""

    cells: dict[str, str]
    name: str
    problems: list[Finding] = field(default_factory=list)

    def read(self, key: str, convert: Callable[[str], T], when_blank: str = "") -> T | None:
        text = self.cells[key]
        if not text:
            if when_blank:
                self._say(key, when_blank, "opportunities")
            return None
        try:
            return convert(text)
        except _NotReadable as error:
            self._say(key, f"{_LABELS[key]}: {error}", error.why)
            return None
        except NotRead as error:
            self._say(key, f"{_LABELS[key]}: {error}.", "timing")
            return None

    def _say(self, key: str, message: str, why: str) -> None:
        where = f"{self.cells['ref']}.{key}" if "ref" in self.cells else key
        self.problems.append(fault(f"{self.name}: {message}", where, why))


_LABELS = {column.key: column.label.removesuffix(", £") for column in GRID.columns} | {"contingency": "Amount"}


def _score(likelihood: Likelihood | None, impact: int | None) -> int | None:
    return None if likelihood is None or impact is None else score(likelihood.band, impact)


def _is_written(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _title(text: str) -> str:
    return shortened(text.rstrip(" ."), LONGEST_NAME)


def quoted(text: str) -> str:
    """What was typed, in quotation marks, cut short."""
    return f"“{shortened(text, LONGEST_NAME)}”"
