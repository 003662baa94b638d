"""What a plan's figures say: a word, a tone and the sentence that gives the reason, always with the figures."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from app.core.templating import day
from app.engines.exact import rounded
from app.progress.plan import Plan, Standing
from app.progress.rules import Rules

#: The word and the tone (`done`, `watch`, `late`, `off`) of each standing.
STANDINGS: dict[Standing, tuple[str, str]] = {
    Standing.LATE: ("Late", "late"),
    Standing.WATCH: ("Watch", "watch"),
    Standing.ON_COURSE: ("On course", "done"),
    Standing.ALL_EARNED: ("Everything earned", "done"),
    Standing.TOO_EARLY: ("Too early to say", "off"),
    Standing.NOT_BEGUN: ("Not started", "off"),
    Standing.PAUSED: ("Break in learning", "off"),
    Standing.AT_GATEWAY: ("At gateway", "done"),
    Standing.ENDED: ("Ended", "off"),
}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
YEAR = 365


def number_word(count: int) -> str:
    """A small number as a word, as in `five apprentices`; from thirteen on in figures."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def counted(count: int, thing: str, things: str = "") -> str:
    """`1 week`, `3 weeks`."""
    return f"{count} {thing if count == 1 else things or thing + 's'}"


def one_place(value: Fraction) -> str:
    return str(rounded(value, 1))


def spi_t(plan: Plan) -> str:
    """SPI(t) to two places, as the thresholds read it; a dash while it says nothing yet."""
    says_nothing = plan.spi_t is None or plan.standing is Standing.TOO_EARLY
    return "–" if says_nothing else str(rounded(plan.spi_t or Fraction(0), 2))


def week(plan: Plan) -> str:
    """`Week 31 of 78.`, or what there is to say before the start and after the baseline gateway."""
    if not plan.week:
        return f"Starts on {day(plan.terms.starts_on)}."
    if plan.week > plan.weeks:
        return f"Week {plan.week} of a plan of {plan.weeks}."
    return f"Week {plan.week} of {plan.weeks}."


def pace(plan: Plan) -> str:
    """`Earned 38.2 planned weeks in 40.6`: the two figures that SPI(t) divides."""
    if plan.spi_t is None:
        return "Nothing planned or earned yet"
    if not plan.earned:
        return f"Nothing earned in {one_place(plan.passed_weeks)} weeks"
    return f"Earned {one_place(plan.earned_weeks)} planned weeks in {one_place(plan.passed_weeks)}"


def why(plan: Plan, rules: Rules) -> str:
    """The sentence behind the status word."""
    measured = f"{pace(plan)}: SPI(t) {spi_t(plan)}"
    sentences = {
        Standing.LATE: f"{measured} is below {rules.watch}.",
        Standing.WATCH: f"{measured} is below {rules.on_course}, but not below {rules.watch}.",
        Standing.ON_COURSE: f"{measured}, and {rules.on_course} or more is on course.",
        Standing.ALL_EARNED: "Every exercise of the duties is passed and each of their KSBs has accepted evidence.",
        Standing.TOO_EARLY: _early(plan.terms.starts_on, rules),
        Standing.NOT_BEGUN: _not_begun(plan),
        Standing.PAUSED: "During a break in learning progress is not measured against the plan.",
        Standing.AT_GATEWAY: "The gateway has been reached, so progress is no longer measured.",
        Standing.ENDED: "The apprenticeship has ended, so progress is no longer measured.",
    }
    return sentences[plan.standing]


def _early(starts_on: date, rules: Rules) -> str:
    first = starts_on + timedelta(days=rules.early_days)
    return f"In the first {rules.early_days} days one week looks like a trend. SPI(t) counts from {day(first)}."


def _not_begun(plan: Plan) -> str:
    if not plan.week:
        return f"The apprenticeship starts on {day(plan.terms.starts_on)}."
    return "Nothing is planned or earned yet."


def standing(plan: Plan) -> tuple[str, str]:
    """The status word and its tone."""
    return STANDINGS[plan.standing]


def gateway(plan: Plan, rules: Rules) -> tuple[str, str, str]:
    """The gateway as a date, what is said of it, and the tone.

    The baseline date stands in while there is no forecast, and the words say that it does.
    """
    tone = STANDINGS[plan.standing][1]
    baseline = day(plan.terms.gateway_on)
    if plan.forecast_on is not None:
        return day(plan.forecast_on), slip(plan), tone
    if plan.is_beyond:
        years = number_word(rules.furthest_forecast_days // YEAR)
        return baseline, f"baseline; at this pace over {years} years later", tone
    if plan.standing is Standing.LATE:
        return baseline, "baseline; no forecast until something is earned", tone
    word = STANDINGS[plan.standing][0].lower()
    return baseline, word if plan.terms.unmeasured else f"baseline; {word}", tone


def slip(plan: Plan) -> str:
    """How far the forecast is from the baseline gateway, in whole weeks; empty while there is no forecast."""
    weeks = plan.slip_weeks
    if weeks is None:
        return ""
    if not weeks:
        return "on the baseline"
    return f"{counted(abs(weeks), 'week')} {'after' if weeks > 0 else 'before'} baseline"
