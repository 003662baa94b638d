"""From typed rows to options, cash flows, faults and tests. Nothing raises: what cannot be read is a problem at its
cell, and the other cells of the row are read all the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

from app.engines.discount_rates import SCHEDULES, RateSchedule
from app.engines.exact import rounded
from app.kinds.base import Finding, fault
from app.kinds.business_case import cells
from app.kinds.business_case.cells import NotReadable, Undefined, quoted
from app.kinds.business_case.columns import FAULTS, FIELDS, FLOWS, OPTIONS, SENSITIVITIES, label
from app.kinds.business_case.payload import (
    Basis,
    BusinessCase,
    FaultRow,
    FlowRow,
    Meets,
    Nature,
    OptionRow,
    OptionType,
    SensitivityRow,
    StreamType,
)
from app.kinds.editor import Grid

#: Growth factors are kept to so many places: the exact fraction of a hundred years is too long to reckon with.
GROWTH_PLACES = 20

T = TypeVar("T")
#: What a test of the discount rate varies: no cash flow.
RATE: tuple[tuple[str, ...], frozenset[StreamType]] = ((), frozenset())
_REF = re.compile(r"\b([A-Za-z])\s?(\d{1,9})\b")
#: What a row may hold before anybody has written in it: a choice alone is not a beginning.
_CHOICES = frozenset({"ref", "type", "nature", "meets"})


@dataclass(frozen=True, slots=True)
class Terms:
    """What every flow is discounted under. What is blank or unreadable is None; rates are yearly fractions."""

    base_year: int | None = None
    rates: RateSchedule | None = None
    basis: Basis | None = None
    inflation: Fraction | None = None
    bias: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Option:
    ref: str
    name: str
    type: OptionType | None
    npv: Fraction | None
    bcr: Fraction | Undefined | None
    meets: Meets | None
    remark: str

    @property
    def called(self) -> str:
        """How findings call it: `O3 “Replace the bridge”`."""
        return f"{self.ref} {quoted(self.name)}" if self.name else self.ref


@dataclass(frozen=True, slots=True)
class Flow:
    """One cost or benefit; `option` is the reference of its option, empty where that is not known."""

    ref: str
    option: str
    stream: str
    type: StreamType | None
    years: tuple[int, ...]
    amount: Fraction | None
    growth: Fraction
    owner: str
    measure: str

    @property
    def called(self) -> str:
        return f"{self.ref} {quoted(self.stream)}" if self.stream else self.ref

    @property
    def is_whole(self) -> bool:
        """Whether it can be counted: its option, type, years and amount are known."""
        return bool(self.option and self.type and self.years) and self.amount is not None

    def by_year(self, *, growing: bool = True, last: int | None = None) -> dict[int, Fraction]:
        """Pounds in each year that it falls in: the amount, grown from the first of its years on."""
        if self.amount is None or not self.years:
            return {}
        years = [year for year in self.years if last is None or year <= last]
        if not self.growth or not growing:
            return dict.fromkeys(years, self.amount)
        grown = growth_factors(self.growth)
        return {year: self.amount * grown[year - self.years[0]] for year in years}


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that the apprentice found. `places` are paragraphs as `4.1`, or `table 2`; none if not readable."""

    ref: str
    places: tuple[str, ...]
    nature: Nature | None
    wrong: str
    should: str


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """One test of the answer: of the flows in `streams`, or, where those are empty, of all flows of `kinds`.

    With neither it is of the discount rate (`is_rate`): `change` is then a new rate for every year, or, typed with a
    sign (`is_signed`), what is added to each year's.
    """

    ref: str
    option: str
    varies: str
    streams: tuple[str, ...]
    kinds: frozenset[StreamType]
    is_rate: bool
    is_signed: bool
    change: Fraction | None
    npv: Fraction | None
    switching: Fraction | None


@dataclass
class RowReader:
    """Reads the cells of one row and gathers what is wrong with them."""

    texts: dict[str, str]
    grid: Grid | None
    problems: list[Finding] = field(default_factory=list)

    def read(self, key: str, convert: Callable[[str], T]) -> T | None:
        """The cell converted; None when it is blank or cannot be read."""
        text = self.texts[key]
        if not text:
            return None
        try:
            return convert(text)
        except NotReadable as error:
            self.say(key, str(error), error.why)
            return None

    def say(self, key: str, message: str, why: str = "") -> None:
        if self.grid is None:
            name = next(column.label for column in FIELDS if column.key == key).split(",")[0]
            self.problems.append(fault(f"{name}: {message}", key, why))
        else:
            ref = self.texts["ref"]
            self.problems.append(fault(f"{ref}, {label(self.grid, key)}: {message}", f"{ref}.{key}", why))


@lru_cache(maxsize=32)
def growth_factors(growth: Fraction) -> tuple[Fraction, ...]:
    """(1 + growth)^n for n from 0 to `LAST_YEAR`, to `GROWTH_PLACES`."""
    return tuple(Fraction(rounded((1 + growth) ** steps, GROWTH_PLACES)) for steps in range(cells.LAST_YEAR + 1))


def has_content(row: OptionRow | FlowRow | FaultRow | SensitivityRow) -> bool:
    """Whether anybody has begun to write here."""
    return any(any(letter.isalnum() for letter in text) for key, text in row if key not in _CHOICES)


def read_terms(case: BusinessCase) -> tuple[Terms, list[Finding]]:
    texts = {column.key: getattr(case, column.key).strip() for column in FIELDS}
    reader = RowReader(texts, None)
    terms = Terms(
        base_year=reader.read("base_year", cells.read_base_year),
        rates=reader.read("rates", _rates),
        basis=reader.read("basis", lambda text: cells.read_choice(text, Basis)),
        inflation=reader.read("inflation", cells.read_growth),
        bias=reader.read("optimism_bias", cells.read_bias),
    )
    return terms, reader.problems


def read_option(row: OptionRow) -> tuple[Option, list[Finding]]:
    reader = _reader(row, OPTIONS)
    option = Option(
        ref=reader.texts["ref"],
        name=reader.texts["name"],
        type=reader.read("type", lambda text: cells.read_choice(text, OptionType)),
        npv=reader.read("npv", cells.read_money),
        bcr=reader.read("bcr", cells.read_ratio),
        meets=reader.read("meets", lambda text: cells.read_choice(text, Meets)),
        remark=reader.texts["remark"],
    )
    return option, reader.problems


def read_flow(row: FlowRow, options: Sequence[Option]) -> tuple[Flow, list[Finding]]:
    """The row as a flow of one of the options. A flow that says nothing of option, type, years or amount is told so."""
    reader = _reader(row, FLOWS)
    flow = Flow(
        ref=reader.texts["ref"],
        option=_option_of(reader, options),
        stream=reader.texts["stream"],
        type=reader.read("type", _stream_type),
        years=reader.read("years", cells.read_years) or (),
        amount=reader.read("amount", cells.read_amount),
        growth=reader.read("growth", cells.read_growth) or Fraction(0),
        owner=reader.texts["owner"],
        measure=reader.texts["measure"],
    )
    for key, what in (
        ("option", "say which option it belongs to."),
        ("type", "choose capital or running, for a cost, or benefit."),
        ("years", "say in which years it falls."),
        ("amount", "say how much it is a year."),
    ):
        if not reader.texts[key]:
            reader.say(key, what, "flows")
    return flow, reader.problems


def read_fault(row: FaultRow) -> tuple[Fault, list[Finding]]:
    reader = _reader(row, FAULTS)
    found = Fault(
        ref=reader.texts["ref"],
        places=reader.read("place", cells.read_places) or (),
        nature=reader.read("nature", lambda text: cells.read_choice(text, Nature)),
        wrong=reader.texts["wrong"],
        should=reader.texts["should"],
    )
    return found, reader.problems


def read_test(
    row: SensitivityRow, options: Sequence[Option], flows: Sequence[Flow]
) -> tuple[Sensitivity, list[Finding]]:
    """The row as a test. Tests without an option are of the option that their flows belong to."""
    reader = _reader(row, SENSITIVITIES)
    varied = reader.read("varies", lambda text: _varied(text, flows))
    streams, kinds = varied or RATE
    owners = {flow.option for flow in flows if flow.ref in streams}
    typed = _option_of(reader, options) if reader.texts["option"] else ""
    option = typed or (owners.pop() if len(owners) == 1 else "")
    if not reader.texts["option"] and not option:
        reader.say("option", "say which option is tested.", "sensitivity")
    elif typed and owners - {typed}:
        reader.say("varies", f"{', '.join(streams)} is not a cash flow of {typed}. Name one of its own.", "sensitivity")
    test = Sensitivity(
        ref=reader.texts["ref"],
        option=option,
        varies=reader.texts["varies"],
        streams=streams,
        kinds=kinds,
        is_rate=varied == RATE,
        is_signed=reader.texts["change"].startswith(("+", "-", "−")),
        change=reader.read("change", cells.read_percent),
        npv=reader.read("npv", cells.read_money),
        switching=reader.read("switching", cells.read_percent),
    )
    return test, reader.problems


def find_option(text: str, options: Sequence[Option]) -> str:
    """The reference of the option meant: by reference, with or without its name, or by name. Empty when none is."""
    wanted = " ".join(text.casefold().split())
    for option in options:
        if wanted and wanted in {option.ref.casefold(), " ".join(option.name.casefold().split())}:
            return option.ref
    begins = _REF.match(wanted)
    named = f"{begins[1]}{begins[2]}" if begins else ""
    return next((option.ref for option in options if option.ref.casefold() == named), "")


def _option_of(reader: RowReader, options: Sequence[Option]) -> str:
    def convert(text: str) -> str:
        if ref := find_option(text, options):
            return ref
        known = ", ".join(option.ref for option in options[:6]) or "none yet"
        raise NotReadable(f"{quoted(text)} is not one of your options ({known}). Type its reference.", "flows")

    return reader.read("option", convert) or ""


def _varied(text: str, flows: Sequence[Flow]) -> tuple[tuple[str, ...], frozenset[StreamType]]:
    refs = {flow.ref.casefold(): flow.ref for flow in flows}
    named = [f"{letter}{number}".casefold() for letter, number in _REF.findall(text)]
    if found := tuple(dict.fromkeys(refs[each] for each in named if each in refs)):
        return found, frozenset()
    plain = " ".join(text.casefold().split())
    by_name = tuple(flow.ref for flow in flows if plain == " ".join(flow.stream.casefold().split()))
    if len(by_name) == 1:
        return by_name, frozenset()
    kinds = _kinds(plain)
    if not kinds and "discount" in plain:
        return RATE
    if not kinds:
        raise NotReadable(
            f"{quoted(text)} does not say which cash flow. Type a reference such as F7, or all benefits, all costs, "
            "capital costs or discount rate.",
            "sensitivity",
        )
    return (), kinds


def _kinds(plain: str) -> frozenset[StreamType]:
    words = set(re.findall(r"[a-z]+", plain))
    if "capital" in words:
        return frozenset({StreamType.CAPITAL})
    if "running" in words:
        return frozenset({StreamType.RUNNING})
    if words & {"cost", "costs"}:
        return frozenset({StreamType.CAPITAL, StreamType.RUNNING})
    return frozenset({StreamType.BENEFIT}) if words & {"benefit", "benefits"} else frozenset()


def _stream_type(text: str) -> StreamType:
    """`Capital cost` is as good as `Capital`."""
    return cells.read_choice(re.sub(r"\s+costs?$", "", text, flags=re.IGNORECASE), StreamType)


def _rates(text: str) -> RateSchedule:
    named = {each.title.casefold(): each for each in SCHEDULES.values()} | dict(SCHEDULES)
    try:
        return named[text.casefold()]
    except KeyError as error:
        raise NotReadable(f"{quoted(text)} is not a schedule of rates. Choose one from the list.", "rates") from error


def _reader(row: OptionRow | FlowRow | FaultRow | SensitivityRow, grid: Grid) -> RowReader:
    return RowReader({key: text.strip() for key, text in row}, grid)
