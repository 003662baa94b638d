"""How the words of a risk are judged: plain rules on words, which can be explained to the person whose work they read.

They judge whether something is said at all, not whether it is well said, which is a tutor's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from app.engines.wording import WORD

#: A cause, event or effect with fewer words than this is a heading, not a statement.
FEWEST_WORDS = 3
#: An action with fewer words of content than this, once words of watching are left out, is not an action.
FEWEST_CONTENT_WORDS = 3
PARTS = ("cause", "event", "effect")

_FUNCTION = frozenset(
    WORD.findall(
        """a about again all also an and any are as at be been being but by can could do does every for from get gets
        go goes had has have he if in into is it its keep keeps may might more most no not of off on or our out over
        shall she should so some than that the their them then there these they this to too up us was we were what
        when where which while who will with would"""
    )
)
#: Words that say only that it is a risk, or only that it concerns the project.
_GENERIC = frozenset(
    WORD.findall(
        """chance completion contract date dates deadline finish handover job likelihood likely opportunity
        opportunities overall perhaps plan planned possibility possible possibly potential potentially program
        programme project risk risks schedule target threat time timescale timescales work works"""
    )
)
#: What happens to an objective, as against what happens. Whole words, with their endings.
_EFFECTS = re.compile(
    r"""delay\w* | late | later | lateness | overr[ua]n\w* | overspen[dt]\w* | slip | slips | slipped | slipping |
    slippage | cost\w* | spend\w* | spent | increas\w* | exceed\w* | budget\w* | money | expens\w* | price | prices |
    extra | additional | higher | longer | extend\w* | extension | prolong\w* | miss | misses | missed | impact\w* |
    affect\w* | behind | saving | savings | save | saved | saves | early | earlier | sooner | benefit\w* | gain |
    gains | quicker | faster | cheaper | reduc\w* | lower | lost | loss | rise | rises | rising""",
    re.VERBOSE,
)
_WATCHING = re.compile(
    r"""monitor\w* | watch\w* | eye | eyes | careful\w* | care | manag(?:e|es|ed|ing|ement) | review\w* | track\w* |
    observ\w* | aware | awareness | attention | continu\w* | ongoing | regular\w* | close | closely | daily | weekly |
    monthly | situation | progress | risk | risks | register | mitigat\w* | necessary | required | needed |
    appropriate""",
    re.VERBOSE,
)
_CERTAIN = re.compile(
    r"""\b(?: (?:has|have)\ (?:already|happened|occurred) | (?:is|are|was|were)\ already | (?:is|are)\ now |
    certain\ to | (?:is|are)\ certain | definitely | inevitabl[ey] )\b""",
    re.VERBOSE | re.IGNORECASE,
)
#: What has come to pass, in words that are hardly ever mere description: “has withdrawn”, “have been lost”.
_DONE = re.compile(
    r"""\b(?:has|have|had)\ (?:just\ |now\ |since\ |all\ |both\ )?(?: been | gone | lost | broken | risen | fallen |
    failed | missed | collapsed | arrived | withdrawn | slipped | lapsed | expired | resigned | cancelled | overrun |
    overspent | rejected | refused | ended | closed | stopped | started | begun | sent | put | told )\b
    | \b(?:yesterday | last\ (?:night|week|month|year|monday|tuesday|wednesday|thursday|friday))\b""",
    re.VERBOSE | re.IGNORECASE,
)
#: What follows is why, or which one, and is a fact by rights.
_REASON = re.compile(r"\b(?:because|since|due to|owing to|now that|as|which|that|who|whose|where)\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:may|might|could|would|if|when|before|until|once|unless|after|by the time|possibl[ey]|potential\w*|likely"
    r"|unlikely|risk|chance|perhaps|uncertain)\b",
    re.IGNORECASE,
)


def words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def is_bare(text: str) -> bool:
    """Whether it is only a word or two: fewer than `FEWEST_WORDS`."""
    return len(words(text)) < FEWEST_WORDS


def is_only_an_effect(event: str) -> bool:
    """Whether an event says only what would come of it: “risk of delay”, “cost increase”, “the project finishes late”.

    So it is when nothing is left once words of grammar, words that say only that it is a risk or concerns the project,
    and words of effect (delay, overrun, cost, saving …) are taken away, and at least one word of effect was there.
    “Steel arrives late” stands: “steel arrives” is left.
    """
    told = [word for word in words(event) if word not in _FUNCTION and word not in _GENERIC]
    return bool(told) and all(_EFFECTS.fullmatch(word) for word in told)


def repeated(parts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of keys whose texts say the same: the same words but for grammar, endings and order."""
    told = {key: _told(text) for key, text in parts.items()}
    yield from ((one, other) for one, other in combinations(parts, 2) if told[one] and told[one] == told[other])


def is_certain(event: str) -> bool:
    """Whether an event is put as a thing that has happened or must: “is now”, “has already”, “has withdrawn”.

    A word that leaves it open (may, might, could, if, when, before …) anywhere in the event makes it a risk again; and
    “more boards fail, because two have failed” speaks of something that has happened only as the reason.
    """
    if _OPEN.search(event):
        return False
    return bool(_CERTAIN.search(event) or _DONE.search(_REASON.split(event, maxsplit=1)[0]))


def is_only_watching(action: str) -> bool:
    """Whether an action is nothing but watching: “monitor”, “be careful”, “manage closely”, “keep under review”.

    So it is when fewer than `FEWEST_CONTENT_WORDS` different words are left once words of grammar and of watching are
    taken away. “Book a second crane” stands: “book second crane” is left.
    """
    told = {word for word in words(action) if word not in _FUNCTION and not _WATCHING.fullmatch(word)}
    return len(told) < FEWEST_CONTENT_WORDS


def _told(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in words(text) if word not in _FUNCTION)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word
