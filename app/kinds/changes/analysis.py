"""A log read once: its changes on the schedule, the chart of its values, and which of the papers' requests it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from app.engines import control_chart, wording
from app.engines.control_chart import Chart, Rules, Signal
from app.kinds.base import Finding, fault
from app.kinds.changes import reading
from app.kinds.changes.outlook import Outlook, State, outlook
from app.kinds.changes.payload import Authority, ChangeLog, ChangesBrief, ExpectedChange
from app.kinds.changes.reading import NOTHING, Claim, Entry, Point, Reader, Version
from app.kinds.changes.truth import Truths, truths


@dataclass(frozen=True, slots=True)
class Effect:
    """One row upon the approved ones before it. `finish` is the date if approved; `left` in pounds."""

    activity: str
    moved: int | None
    finish: date | None
    float_left: int | None
    left: Decimal | None


@dataclass(frozen=True, slots=True)
class Fields:
    """The cells above the tables; None where blank or unreadable."""

    data_date: date | None
    baseline: Version | None
    opening: date | None
    change_budget_left: Decimal | None
    limits_from: int | None
    lower: Decimal | None
    upper: Decimal | None
    note: str


@dataclass(frozen=True)
class Log:
    """What the checks, figures and pictures go by. Rows without content are left out of everything.

    `found` has the row of each expected change, `rows` the schedule's row that a change names, by the change's ref.
    """

    entries: tuple[Entry, ...]
    points: tuple[Point, ...]
    claims: tuple[Claim, ...]
    fields: Fields
    problems: tuple[Finding, ...]
    outlook: Outlook | None
    truths: Truths
    found: Mapping[str, Entry]
    rows: Mapping[str, str]
    change_budget: Decimal
    rules: Rules

    @property
    def is_blank(self) -> bool:
        """Nobody has begun. Values to chart and a date are given with an exercise, and are nobody's work."""
        return not self.entries and not self.claims and not self.fields.note

    @cached_property
    def expected_of(self) -> Mapping[str, str]:
        """The id of the expected change that a row is, by the row's ref."""
        return {entry.ref: key for key, entry in self.found.items()}

    @cached_property
    def approved(self) -> tuple[Entry, ...]:
        """In the order of their approval; of one day, in the order of the log. Without a date they come last."""
        return tuple(
            sorted((entry for entry in self.entries if entry.is_approved), key=lambda each: each.decided_on or date.max)
        )

    @cached_property
    def values(self) -> tuple[Decimal, ...]:
        return tuple(point.value for point in self.points if point.value is not None)

    @property
    def is_charted(self) -> bool:
        """Whether every value can be read, so that places in the series and points on the chart are the same."""
        return bool(self.points) and len(self.values) == len(self.points)

    @cached_property
    def chart(self) -> Chart | None:
        """With the limits frozen from as many values as the field says, or all; None for too few values."""
        return self.chart_from(self.fields.limits_from)

    def chart_from(self, baseline: int | None) -> Chart | None:
        try:
            return control_chart.individuals(self.values, baseline) if self.is_charted else None
        except control_chart.ChartError:
            return None

    @cached_property
    def signals(self) -> tuple[Signal, ...]:
        return control_chart.signals(self.values, self.chart, self.rules) if self.chart else ()

    @cached_property
    def _worked_out(self) -> tuple[Mapping[str, Effect], State | None]:
        """The effect of each row by ref, and the state with every row in it that is typed as approved."""
        state = self.outlook.state(self.outlook.plan) if self.outlook else None
        left = self.change_budget
        found: dict[str, Effect] = {}
        for entry in self.approved:
            left -= _drawn(entry)
            found[entry.ref], state = self._effect(entry, state, left)
        for entry in self.entries:
            if not entry.is_approved:
                found[entry.ref], _ = self._effect(entry, state, left - _drawn(entry))
        return found, state

    @property
    def effects(self) -> Mapping[str, Effect]:
        """By ref, as typed: approved rows each upon those approved before, the others upon all that are approved."""
        return self._worked_out[0]

    @property
    def finish(self) -> date | None:
        """The forecast with every row in it that is typed as approved."""
        state = self._worked_out[1]
        return self.outlook.day(state.finish) if self.outlook and state else None

    def _effect(self, entry: Entry, state: State | None, left: Decimal) -> tuple[Effect, State | None]:
        """What a row does, and the state after it. Without readable days nothing is said of time."""
        shown = left if entry.authority is Authority.PROJECT_MANAGER and entry.cost is not None else None
        if self.outlook is None or state is None or entry.days is None or "activity" in entry.unread:
            return Effect("", None, None, None, shown), state
        row = self.rows.get(entry.ref, "")
        after = self.outlook.after(state, row, entry.days)
        float_left = after.network.dates[row].total_float if row else None
        finish = self.outlook.day(after.finish)
        effect = Effect(self.outlook.names.get(row, ""), after.finish - state.finish, finish, float_left, shown)
        return effect, after


def _drawn(entry: Entry) -> Decimal:
    """What a row takes out of the change budget: a saving puts nothing back."""
    return max(entry.cost or Decimal(0), Decimal(0)) if entry.authority is Authority.PROJECT_MANAGER else Decimal(0)


def analyse(log: ChangeLog, brief: ChangesBrief) -> Log:
    """Read the log against the brief's dossier. Never raises."""
    problems: list[Finding] = []
    forecast = outlook(brief)
    entries: list[Entry] = []
    rows: dict[str, str] = {}
    for row in log.changes:
        if reading.has_content(row, "decision", "recommendation", "authority"):
            entry, unread = reading.read_change(row)
            entry, row_ref, unread = _placed(entry, unread, forecast)
            if _is_closed(entry, brief):
                continue
            rows[entry.ref] = row_ref
            entries.append(entry)
            problems += unread
    points, unread = _points(log)
    problems += unread
    claims, unread = _claims(log, points)
    problems += unread
    fields, unread = _fields(log)
    problems += unread
    refs = [*(each.ref for each in entries), *(each.ref for each in points), *(each.ref for each in claims)]
    key = brief.chart
    return Log(
        entries=tuple(entries),
        points=tuple(points),
        claims=tuple(claims),
        fields=fields,
        problems=(*_shared_refs(refs), *problems),
        outlook=forecast,
        truths=truths(brief, forecast),
        found=_find(entries, brief.expected),
        rows=rows,
        change_budget=brief.position.change_budget,
        rules=Rules(key.run, key.trend) if key else Rules(),
    )


def _is_closed(entry: Entry, brief: ChangesBrief) -> bool:
    """A row for a change that was closed before this log, and for none of those that were not."""
    title = entry.cells["title"][: reading.LONGEST_SEARCHED]
    is_open = any(wording.matches(title, each.match) for each in brief.expected)
    return not is_open and wording.matches(title, brief.closed)


def _placed(entry: Entry, unread: list[Finding], forecast: Outlook | None) -> tuple[Entry, str, list[Finding]]:
    """The schedule's row that a change names, by its number or by words that only one row has."""
    text = entry.cells["activity"]
    if forecast is None or text.lower() in NOTHING:
        return entry, "", unread
    number = "".join(_leading_digits(text))
    if number in forecast.names:
        return entry, number, unread
    named = [ref for ref, name in forecast.names.items() if text.casefold() in name.casefold()]
    if not number and len(named) == 1:
        return entry, named[0], unread
    words = f"there is no one activity {reading.quoted(text)} in {forecast.whose}. Type the number of its row"
    problem = fault(f"{entry.ref}, activity affected: {words}.", f"{entry.ref}.activity", "time-impact")
    return replace(entry, unread=entry.unread | {"activity"}), "", [*unread, problem]


def _leading_digits(text: str) -> Iterable[str]:
    for letter in text.strip().lower().removeprefix("row").strip():
        if not letter.isdecimal():
            return
        yield letter


def _points(log: ChangeLog) -> tuple[list[Point], list[Finding]]:
    points: list[Point] = []
    problems: list[Finding] = []
    for row in log.series:
        if reading.has_content(row):
            point, unread = reading.read_point(row)
            points.append(point)
            problems += unread
    return points, problems


def _claims(log: ChangeLog, points: Sequence[Point]) -> tuple[list[Claim], list[Finding]]:
    places = {point.ref: place for place, point in enumerate(points)}
    claims: list[Claim] = []
    problems: list[Finding] = []
    for row in log.signals:
        if reading.has_content(row, "rule"):
            claim, unread = reading.read_signal(row, places)
            claims.append(claim)
            problems += unread
    return claims, problems


def _fields(log: ChangeLog) -> tuple[Fields, list[Finding]]:
    names = ("data_date", "baseline", "opening", "change_budget_left", "limits_from", "lower_limit", "upper_limit")
    reader = Reader({name: str(getattr(log, name)).strip() for name in names})
    fields = Fields(
        data_date=reader.read("data_date", reading.read_day),
        baseline=reader.read("baseline", reading.read_version),
        opening=reader.read("opening", reading.read_day),
        change_budget_left=reader.read("change_budget_left", reading.read_pounds),
        limits_from=reader.read("limits_from", reading.read_count),
        lower=reader.read("lower_limit", reading.read_number),
        upper=reader.read("upper_limit", reading.read_number),
        note=log.note.strip(),
    )
    return fields, reader.problems


def _shared_refs(refs: Sequence[str]) -> list[Finding]:
    problems: list[Finding] = []
    for ref, count in Counter(refs).items():
        if not ref:
            problems.append(fault("A row has no reference. Delete it and add it again.", why="logging"))
        elif count > 1:
            message = f"{count} rows are called {ref}. Delete all but one and add them again, each with its own."
            problems.append(fault(message, ref, "logging"))
    return problems


def _find(entries: Sequence[Entry], expected: Sequence[ExpectedChange]) -> dict[str, Entry]:
    """As many of the papers' requests as can each have a row of its own; a title that names it comes first."""
    wanted = {each.id: each.match for each in expected}
    titled = _paired(entries, wanted, lambda entry: entry.cells["title"][: reading.LONGEST_SEARCHED])
    taken = {entry.ref for entry in titled.values()}
    left = [entry for entry in entries if entry.ref not in taken]
    rest = {key: match for key, match in wanted.items() if key not in titled}
    return titled | _paired(left, rest, lambda entry: entry.statement)


def _paired(
    entries: Sequence[Entry], wanted: Mapping[str, Sequence[str]], text: Callable[[Entry], str]
) -> dict[str, Entry]:
    def is_it(place: int, key: str) -> bool:
        return wording.matches(text(entries[place]), wanted[key])

    pairs = wording.best_assignment(range(len(entries)), list(wanted), is_it)
    return {key: entries[place] for key, place in pairs.items()}
