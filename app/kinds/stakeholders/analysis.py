"""A plan read once: who is in the register, whom of the papers each is, and whom each message reaches."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.engines import wording
from app.engines.engagement import Cadence, Load, Sending, loads_of_audiences, loads_of_owners
from app.kinds.base import Finding
from app.kinds.row_reading import shared_refs
from app.kinds.stakeholders.key import StakeholdersBrief
from app.kinds.stakeholders.payload import StakeholderPlan
from app.kinds.stakeholders.reading import (
    Message,
    Stakeholder,
    has_content,
    read_days,
    read_message,
    read_stakeholder,
)

LONGEST_AUDIENCE = 600
#: So many letters of a word of a name tell it, whatever ending somebody gives it.
LETTERS, SHORTEST = 6, 4
_REF = re.compile(r"\b[A-Za-z]{1,3}[0-9]{1,9}\b")
#: Words of names that many stakeholders share, by which nobody is meant.
_COMMON = frozenset(
    wording.WORD.findall(
        """access and assistant chair council councillor county director engineer engineering finance forum group head
        infrastructure lane local manager member office officer primary principal project public quarry rail residents
        school secretary site sponsor team the their traffic officer aldermoor thornbeck"""
    )
)


@dataclass(frozen=True)
class Plan:
    """What the checks, figures and pictures go by. Rows without content are left out of everything.

    `expected` maps the id of somebody the papers show to the place of their row in `stakeholders`; each row is at most
    one. `reached` are, for each message, the places of the rows that its audience names.
    """

    stakeholders: tuple[Stakeholder, ...]
    messages: tuple[Message, ...]
    scored_on: date | None
    rescore_on: date | None
    author: str
    accessibility: str
    note: str
    problems: Sequence[Finding]
    expected: Mapping[str, int]
    reached: Sequence[frozenset[int]]

    @property
    def is_blank(self) -> bool:
        """Nobody has named a stakeholder or begun a message."""
        return not self.stakeholders and not self.messages

    def known_as(self, key: str) -> Stakeholder | None:
        """The row that is somebody of the brief."""
        return self.stakeholders[self.expected[key]] if key in self.expected else None

    def to(self, place: int) -> list[Message]:
        """The messages that reach a row of the register."""
        return [message for message, reached in zip(self.messages, self.reached, strict=True) if place in reached]

    def to_expected(self, key: str, brief: StakeholdersBrief) -> list[Message]:
        """The messages that reach somebody of the brief, by their row or by the words of the audience."""
        match = next(each.match for each in brief.stakeholders if each.id == key)
        place = self.expected.get(key)
        return [
            message
            for message, reached in zip(self.messages, self.reached, strict=True)
            if place in reached or wording.matches(message.audience[:LONGEST_AUDIENCE], match)
        ]

    @property
    def loads(self) -> Mapping[str, Load]:
        """What each sender has to send in a month; senders are told apart by how they are written."""
        return loads_of_owners(each for each in self._sendings if each.owner)

    @property
    def heard(self) -> Mapping[str, Load]:
        """What each row of the register gets to hear in a month, by reference."""
        return loads_of_audiences(self._sendings)

    @property
    def _sendings(self) -> list[Sending]:
        return [
            Sending(
                each.owner,
                tuple(self.stakeholders[place].ref for place in sorted(reached)),
                each.cadence or Cadence(),
                each.first_on,
            )
            for each, reached in zip(self.messages, self.reached, strict=True)
        ]


def analyse(payload: StakeholderPlan, brief: StakeholdersBrief) -> Plan:
    """Read the plan against the brief. Never raises."""
    rows = [read_stakeholder(row) for row in payload.stakeholders if has_content(row)]
    lines = [read_message(row) for row in payload.communications if has_content(row)]
    days, unread = read_days(payload)
    stakeholders, messages = tuple(row for row, _ in rows), tuple(line for line, _ in lines)
    expected = _expected(stakeholders, brief)
    return Plan(
        stakeholders=stakeholders,
        messages=messages,
        scored_on=days["scored_on"],
        rescore_on=days["rescore_on"],
        author=payload.author.strip(),
        accessibility=payload.accessibility.strip(),
        note=payload.note.strip(),
        problems=(
            *shared_refs([*(each.ref for each in stakeholders), *(each.ref for each in messages)]),
            *unread,
            *(problem for _, problems in (*rows, *lines) for problem in problems),
        ),
        expected=expected,
        reached=_reached(stakeholders, messages, brief, expected),
    )


def is_everybody(audience: str) -> bool:
    """Whether an audience is all there are: `All`, `all stakeholders`, `everyone`."""
    return re.match(r"\s*(?:all\b(?!\s+(?:of\s+)?[sS][0-9])|every(?:one|body)\b)", audience, re.IGNORECASE) is not None


def _expected(stakeholders: Sequence[Stakeholder], brief: StakeholdersBrief) -> dict[str, int]:
    wanted = {each.id: each.match for each in brief.stakeholders}
    return dict(
        wording.best_assignment(
            range(len(stakeholders)),
            list(wanted),
            lambda place, key: wording.matches(stakeholders[place].searched, wanted[key]),
        )
    )


def _reached(
    stakeholders: Sequence[Stakeholder],
    messages: Sequence[Message],
    brief: StakeholdersBrief,
    expected: Mapping[str, int],
) -> tuple[frozenset[int], ...]:
    """By reference, by the words of the brief, or by a telling word of the name. Everybody is everybody."""
    places: dict[str, list[int]] = {}
    for place, each in enumerate(stakeholders):
        places.setdefault(each.ref.upper(), []).append(place)
    by_brief = {expected[item.id]: item.match for item in brief.stakeholders if item.id in expected}
    alternatives = {place: (*by_brief.get(place, ()), *_telling(each.name)) for place, each in enumerate(stakeholders)}
    found = []
    for message in messages:
        text = message.audience[:LONGEST_AUDIENCE]
        by_ref = {place for ref in _REF.findall(text) for place in places.get(ref.upper(), ())}
        by_words = {place for place, words in alternatives.items() if wording.matches(text, words)}
        found.append(frozenset(alternatives if is_everybody(text) else by_ref | by_words))
    return tuple(found)


def _telling(name: str) -> list[str]:
    words = [word.lower() for word in wording.WORD.findall(name[:300])]
    telling = [word[:LETTERS] for word in words if len(word) >= SHORTEST and word not in _COMMON]
    whole = " ".join(word[:LETTERS] for word in words)
    return [*telling[:4], *([whole] if len(whole) >= SHORTEST else [])]
