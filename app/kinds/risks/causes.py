"""Whether a cause is put as a fact or as something that is itself uncertain. Plain rules, lenient where words allow
both readings.

The month of May, what somebody said or wrote, and what somebody is allowed to do are facts.
"""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")
_UNCERTAIN = re.compile(
    r"""\b(?: may | might | could | possibly | perhaps | maybe | potentially | it\ is\ possible | possibility |
    (?:a|the|some|every|any)\ (?:risk|chance|danger|threat)\ (?:of|that) )\b | ^if\b""",
    re.VERBOSE | re.IGNORECASE,
)
_MONTHS = "january|february|march|april|june|july|august|september|october|november|december"
#: Before `may`, in small letters, these make it the month.
_BEFORE_THE_MONTH = re.compile(
    rf"(?:\b(?:in|by|until|till|from|since|of|early|late|mid|end|through|during|before|after|for|to|this|next|last"
    rf"|{_MONTHS})|[0-9](?:st|nd|rd|th)?|{_MONTHS}[/,] ?(?:and|or)?)[\s-]+$",
    re.IGNORECASE,
)
_AFTER_THE_MONTH = re.compile(
    r"\s+(?:[0-9]|bank\b|half[ -]term\b|day\b|and\s+june\b|or\s+june\b|to\s+july\b)", re.IGNORECASE
)
_VERB_AFTER = re.compile(r"\s+(?:be|have|not|well|also|still)\b", re.IGNORECASE)
#: Somebody said it, so that it was said is a fact.
_REPORTED = re.compile(
    r"""\b(?: sa(?:y|ys|id) | writ(?:e|es|ten|ing) | wrote | warn\w* | tell(?:s)? | told | report\w* | advis\w* |
    stat(?:e|es|ed) |
    announc\w* | think(?:s)? | thought | believ\w* | expect\w* | fear(?:s|ed)? | predict\w* | forecast\w* | estimat\w* |
    according\ to | in\ the\ view\ of | reckon(?:s|ed)? | promis\w* | guess\w* | doubt\w* | ask(?:s|ed)? |
    unknown | unclear |
    know(?:s|n)? | decid\w* | whether | undecided )\b""",
    re.VERBOSE | re.IGNORECASE,
)
#: Said of what is allowed, or of what cannot be: a rule or an inability, not a forecast.
_NOT_POSSIBLE = re.compile(r"\s+not\b|n[’']t\b", re.IGNORECASE)
_NOBODY = re.compile(
    r"\b(?:no|nobody|no one|nothing|none|neither|only|who|that|which|what|as|so|than)\b[^,;]{0,40}$", re.IGNORECASE
)
_ALLOWED = re.compile(
    r"\b(?:at any time|unless|until|without|only|at will|under the|if they wish|as it likes)\b", re.IGNORECASE
)


def uncertain_words(cause: str) -> str:
    """The first words that put a cause as uncertain (“may”, “there is a risk of”), or nothing if it reads as a fact."""
    for sentence in _SENTENCE.split(cause.strip()):
        for found in _UNCERTAIN.finditer(sentence):
            if not _is_fact(sentence, found):
                return found[0].strip()
    return ""


def _is_fact(sentence: str, found: re.Match[str]) -> bool:
    before, after = sentence[: found.start()], sentence[found.end() :]
    word = found[0].lower()
    if _REPORTED.search(before):
        return True
    if word == "may":
        return _is_month(found[0], before, after) or _is_rule(before, after)
    if word == "could":
        return bool(_NOT_POSSIBLE.match(after) or _NOBODY.search(before))
    return False


def _is_month(word: str, before: str, after: str) -> bool:
    """`May` with a capital is the month, but for “May be late” at the beginning."""
    if word == "May":
        return bool(before.strip()) or not _VERB_AFTER.match(after)
    return bool(_BEFORE_THE_MONTH.search(before) or _AFTER_THE_MONTH.match(after))


def _is_rule(before: str, after: str) -> bool:
    return bool(_ALLOWED.search(after) or _NOBODY.search(before))
