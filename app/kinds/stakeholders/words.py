"""Turns of phrase and word rules that several checks share."""

from __future__ import annotations

import re

from app.engines.wording import WORD

#: An action with fewer words than this beside those that do nothing moves nobody.
FEWEST_WORDS = 2
LONGEST_TEXT = 4_000

_IDLE = frozenset(
    WORD.findall(
        """a about all an and any as aware be by close closely communicate communication contact continue daily date e
        email emails engage engaged engagement ensure eye for fortnightly good happy her him if in inform
        information informed interest interested is it keep keeping kept mail mails maintain manage management
        monitor monitored monitoring monthly necessary needed newsletter newsletters notify of on ongoing or our
        progress project quarterly regular regularly relationship required satisfied satisfy send stakeholder
        stakeholders stay tell the their them they this to touch up update updated updates use usual watch weekly
        well when with"""
    )
)
_NOBODY = frozenset(WORD.findall("all any anybody anyone everybody everyone nobody none tba tbc tbd unknown us we"))
_GROUPS = frozenset(("team", "teams", "unassigned"))
_NOTHING = re.compile(r"\W*(?:none|n/?a|no|nil|not (?:needed|applicable|required)|tb[acd])\W*|\W*", re.IGNORECASE)
#: Channels in which the other side can answer at once.
_LIVE = re.compile(
    r"\b(?:call|phone|telephone|ring|meet|visit|walk|talk|video|teams|zoom|workshop|drop-?in|briefing|in person|"
    r"one[\s-]to[\s-]one|1[:-]1|stand-?up|door[\s-]to[\s-]door|surgery|conversation|coffee|round the table|conference)",
    re.IGNORECASE,
)
#: What makes a sentence deny what it speaks of.
_DENIAL = re.compile(
    r"\b(?:not|no|never|nor|neither|nothing|without|cannot|withdrawn?|withdraws?|wrong|mistaken|mistake|instead|rather|"
    r"out\s+of\s+date|correct(?:s|ed|ion)?|retract\w*|superseded|undecided|unless|until|yet|drop(?:ped)?|stop(?:ped)?)\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.?!;])\s+|\n+")


def document(source: str) -> str:
    """A document of the in-tray as an apprentice knows it: `07-survey-note` is document 7, “survey note”."""
    number, dash, rest = source.partition("-")
    if not source:
        return "the in-tray"
    if not dash or not number.isdigit():
        return f"“{source.replace('-', ' ')}”"
    return f"document {int(number)}, “{rest.replace('-', ' ')}”"


def counted(number: int, noun: str) -> str:
    """`1 message`, `3 messages`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def content(text: str) -> list[str]:
    """The words of a text that say something to do, in lower case."""
    return [word for word in WORD.findall(text[:LONGEST_TEXT].lower()) if word not in _IDLE]


def does_something(action: str) -> bool:
    """Whether an action is more than keeping somebody informed, satisfied or watched."""
    return len(content(action)) >= FEWEST_WORDS


def is_nobody(owner: str) -> bool:
    """Whether an owner is nobody who could be asked: blank, a team, everyone, to be confirmed."""
    words = WORD.findall(owner.lower())
    return not words or words == ["n", "a"] or words[-1] in _GROUPS or not _NOBODY.isdisjoint(words)


def says_nothing(text: str) -> bool:
    """Whether a cell is blank, or says that there is none."""
    return _NOTHING.fullmatch(text) is not None


def is_live(channel: str) -> bool:
    """Whether a channel lets the other side answer there and then."""
    return _LIVE.search(channel[:LONGEST_TEXT]) is not None


def denies(sentence: str) -> bool:
    """Whether a sentence denies, corrects or defers what it speaks of."""
    return _DENIAL.search(sentence) is not None


def sentences(text: str) -> list[str]:
    """The sentences of a text, at most as many as anybody would send."""
    return [each for each in _SENTENCE.split(text[:LONGEST_TEXT]) if each.strip()]
