"""The XML of MS Project as records, read as a stream and safely: no DTD, no entity, nothing from outside, limits.

What is not asked for (time-phased figures, views, custom fields) is skipped as it streams by, so that a long file costs
little memory. A file that is something else is refused with words that say what it seems to be and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from app.kinds.base import Unreadable

NAMESPACE = "http://schemas.microsoft.com/project"
#: Whom files written here name as their author. In those the unique identifiers are the rows' numbers.
AUTHOR = "Milepost"
MOST_BYTES = 50_000_000
MOST_DEPTH = 40
LONGEST_TEXT = 2_000
#: Records within one: links of a task, exceptions of a calendar.
MOST_WITHIN = 20_000
_CHUNK = 65_536

#: The fields that are kept, by record. Elements of these names become records of their own; all else is skipped.
FIELDS: Mapping[str, frozenset[str]] = {
    record: frozenset(fields.split())
    for record, fields in {
        "Project": "Name Title Author StartDate FinishDate ScheduleFromStart StatusDate MinutesPerDay MinutesPerWeek"
        " DaysPerMonth CalendarUID MultipleCriticalPaths CriticalSlackLimit SplitsInProgressTasks",
        "Calendar": "UID Name IsBaseCalendar BaseCalendarUID",
        "WeekDay": "DayType DayWorking",
        "Exception": "Name Type EnteredByOccurrences Occurrences DayWorking Period DaysOfWeek Month MonthDay MonthItem"
        " MonthPosition",
        "WorkWeek": "Name",
        "TimePeriod": "FromDate ToDate",
        "WorkingTime": "FromTime ToTime",
        "Task": "UID ID Name Active Manual IsNull Type OutlineLevel Summary Milestone Duration DurationFormat"
        " ManualStart ManualFinish ManualDuration Start Finish EarlyStart EarlyFinish LateStart LateFinish TotalSlack"
        " FreeSlack ConstraintType ConstraintDate Deadline PercentComplete ActualStart ActualFinish RemainingDuration"
        " Stop Resume LevelingDelay CalendarUID IgnoreResourceCalendar ExternalTask IsSubproject"
        " Recurring Notes FixedCost",
        "PredecessorLink": "PredecessorUID Type CrossProject CrossProjectName LinkLag LagFormat",
        "Baseline": "Number Start Finish Duration",
        "ExtendedAttribute": "FieldID Value Alias",
        "Resource": "UID ID Name Type CalendarUID",
        "Assignment": "UID TaskUID ResourceUID Units Work RegularWork Delay Start Finish WorkContour",
    }.items()
}
#: What only holds records together.
_HOLDERS = frozenset(
    {
        "Assignments",
        "Calendars",
        "Exceptions",
        "ExtendedAttributes",
        "Resources",
        "Tasks",
        "WeekDays",
        "WorkWeeks",
        "WorkingTimes",
    }
)
#: Records that belong to the project, and are handed over one by one.
_HANDED_OVER = frozenset({"Calendar", "Task", "Resource", "Assignment"})
#: Where records may stand. Elsewhere, as in the definitions of custom fields, the same names mean something else.
_PARENTS: Mapping[str, frozenset[str]] = {
    "Calendar": frozenset({"Project"}),
    "WeekDay": frozenset({"Calendar", "WorkWeek"}),
    "Exception": frozenset({"Calendar"}),
    "WorkWeek": frozenset({"Calendar"}),
    "TimePeriod": frozenset({"WeekDay", "Exception", "WorkWeek"}),
    "WorkingTime": frozenset({"WeekDay", "Exception"}),
    "Task": frozenset({"Project"}),
    "PredecessorLink": frozenset({"Task"}),
    "Baseline": frozenset({"Task"}),
    "ExtendedAttribute": frozenset({"Task", "Project"}),
    "Resource": frozenset({"Project"}),
    "Assignment": frozenset({"Project"}),
}
_OTHER_PROGRAMS = {
    "APIBusinessObjects": "a Primavera P6 file. Bring it into MS Project, ProjectLibre or GanttProject first",
    "project": "GanttProject’s own file. In GanttProject choose Project, Export, Microsoft Project, then XML",
    "html": "a web page",
    "Workbook": "a spreadsheet in XML",
}
EXPORT = "In MS Project choose File, Save As, and the type “XML Format”"


@dataclass(slots=True)
class Record:
    """One element that has fields: its name, the line it begins on, its texts by name, and the records within it."""

    name: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)
    children: list[Record] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The trimmed text of a field; nothing when it is not there."""
        return self.fields.get(name, "").strip()

    def each(self, name: str) -> list[Record]:
        return [child for child in self.children if child.name == name]


def read(content: bytes, hand_over: Callable[[Record], None], most_bytes: int = MOST_BYTES) -> Record:
    """Stream through the XML: each calendar, task, resource and assignment is handed over, in the file's order.

    Returns the project's own record. Raises `Unreadable`, with the line where there is one.
    """
    _refuse_other_files(content, most_bytes)
    parser = DefusedXMLParser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    reading = _Reading(parser.parser, hand_over)
    try:
        for begin in range(0, len(content), _CHUNK):
            parser.feed(content[begin : begin + _CHUNK])
        parser.parser.Parse(b"", True)
    except DefusedXmlException:
        raise Unreadable(
            "the file has a DTD or entities of its own, which no project file needs and which are not read here. "
            f"{EXPORT}",
            parser.parser.CurrentLineNumber,
        ) from None
    except (ParseError, parser._error) as error:
        raise _not_xml(error, content) from None
    except (ValueError, LookupError, MemoryError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("the file’s text encoding is not known here. Save it as UTF-8", 1) from None
    if reading.project is None:  # pragma: no cover (expat has raised “no element found”)
        raise Unreadable(f"there is no project in the file. {EXPORT}")
    return reading.project


def _refuse_other_files(content: bytes, most_bytes: int) -> None:
    if len(content) > most_bytes:
        size, most = len(content) / 1_000_000, most_bytes // 1_000_000
        raise Unreadable(
            f"the file has {size:.1f} MB; at most {most} MB are read. Delete finished parts, or save it without "
            "baselines and time-phased data, and try again"
        )
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(f"this is an MS Project .mpp file, not XML. {EXPORT}")
    if content.startswith((b"PK\x03\x04", b"\xac\xed\x00\x05")):
        raise Unreadable(
            f"this is a packed file, not XML. {EXPORT}; in ProjectLibre, “Save as” with the type “MS Project”"
        )
    if content.startswith(b"MPX,"):
        raise Unreadable(f"this is an MPX file, of programs before Project 2002. {EXPORT}")
    if not content.strip():
        raise Unreadable(f"the file is empty. {EXPORT}")


def _not_xml(error: Any, content: bytes) -> Unreadable:
    line = error.position[0] if isinstance(error, ParseError) else error.lineno
    words = str(error).partition(":")[0]
    if b"<" not in content[:4_096]:
        return Unreadable(f"this is not XML. {EXPORT}", 1)
    if words in ("no element found", "unclosed token", "unclosed CDATA section", "partial character"):
        return Unreadable(f"the file stops before its end: it was cut short. {EXPORT} again", line)
    if "encoding" in words:
        return Unreadable(f"the first line names another encoding than the file has ({words}). Save it as UTF-8", line)
    return Unreadable(f"this is not well-formed XML ({words}). {EXPORT} again", line)


class _Reading:
    """The handlers, set on the parser itself: a large file has a million elements, and most are only passed over."""

    def __init__(self, expat: Any, hand_over: Callable[[Record], None]) -> None:
        self.project: Record | None = None
        self._expat = expat
        self._hand_over = hand_over
        self._open: list[Record] = []
        #: By record, what its elements are by their whole tags: the names of fields, and those to pass over.
        self._tables: dict[str, tuple[dict[str, str], set[str]]] = {name: ({}, set()) for name in FIELDS}
        self._table: tuple[dict[str, str], set[str]] = ({}, set())
        self._holders = 0
        self._text: list[str] = []
        self._handle()

    def _handle(self) -> None:
        """Set the handlers. What they touch for every element is in local names, which are the fastest."""
        expat, text, append = self._expat, self._text, self._text.append
        fields, passed = self._table
        #: How deep in an element that is passed over, or in a field.
        skipped, leaf = 0, ""

        def start(tag: str, attributes: object) -> None:
            nonlocal skipped, leaf, fields, passed
            if skipped:
                skipped = self._deeper(skipped)
            elif leaf or tag in passed:
                skipped = 1
            elif tag in fields:
                leaf = fields[tag]
                expat.CharacterDataHandler = append
            else:
                skipped, leaf = self._first_met(tag)
                fields, passed = self._table

        def end(tag: str) -> None:
            nonlocal skipped, leaf, fields, passed
            if skipped:
                skipped -= 1
            elif leaf:
                expat.CharacterDataHandler = None
                self._open[-1].fields.setdefault(leaf, "".join(text)[:LONGEST_TEXT])
                text.clear()
                leaf = ""
            else:
                self._close(tag)
                fields, passed = self._table

        expat.StartElementHandler, expat.EndElementHandler = start, end
        expat.CharacterDataHandler = expat.DefaultHandlerExpand = expat.CommentHandler = None

    def _first_met(self, tag: str) -> tuple[int, str]:
        """An element met for the first time in this kind of record: how deep it is passed over, and its field."""
        name = _local(tag)
        if not self._open:
            self._root(tag, name)
        elif name in _HOLDERS:
            self._holders = self._deeper(self._holders)
        elif self._open[-1].name in _PARENTS.get(name, ()):
            self._begin(Record(name, self._expat.CurrentLineNumber))
        elif name in FIELDS[self._open[-1].name]:
            self._table[0][tag] = name
            self._expat.CharacterDataHandler = self._text.append
            return 0, name
        else:
            self._table[1].add(tag)
            return 1, ""
        return 0, ""

    def _deeper(self, depth: int) -> int:
        if depth >= MOST_DEPTH:
            raise self._too_deep()
        return depth + 1

    def _too_deep(self) -> Unreadable:
        words = f"elements are nested more than {MOST_DEPTH} deep, as in no project file. {EXPORT}"
        return Unreadable(words, self._expat.CurrentLineNumber)

    def _root(self, tag: str, name: str) -> None:
        line = self._expat.CurrentLineNumber
        if name != "Project":
            local = tag.rpartition("}")[2]
            other = _OTHER_PROGRAMS.get(local, f"XML of another kind, which begins with <{local[:40]}>")
            raise Unreadable(f"this is not MS Project’s XML: it is {other}. {EXPORT}", line)
        self.project = Record(name, line)
        self._begin(self.project)

    def _begin(self, record: Record) -> None:
        self._open.append(record)
        self._table = self._tables[record.name]

    def _close(self, tag: str) -> None:
        """The end of a record, or of what holds records together. Of two texts of one name the first has counted."""
        if _local(tag) in _HOLDERS:
            self._holders -= 1
            return
        record = self._open.pop()
        if not self._open:
            return
        self._table = self._tables[self._open[-1].name]
        if record.name in _HANDED_OVER:
            self._hand_over(record)
        elif len(self._open[-1].children) < MOST_WITHIN:
            self._open[-1].children.append(record)
        else:
            words = f"more than {MOST_WITHIN:,} elements {record.name} stand in one {self._open[-1].name.lower()}"
            raise Unreadable(f"{words}, as in no project file. {EXPORT}", record.line)


def _local(tag: str) -> str:
    """The name of an element of MS Project’s, or of no namespace; the whole tag of any other."""
    space, _, name = tag.rpartition("}")
    return name if not space or space == NAMESPACE or space.startswith(NAMESPACE + "/") else tag
