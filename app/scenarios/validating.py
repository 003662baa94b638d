"""What pydantic finds wrong, said in words an author can act on and placed on the line it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.scenarios.yaml_lines import Location, Problem, Source

M = TypeVar("M", bound=BaseModel)

_WORDS: Mapping[str, str] = {
    "missing": "is missing",
    "extra_forbidden": "is not a field here; check its spelling",
    "string_type": "must be text",
    "string_too_short": "is empty",
    "string_too_long": "can hold {max_length:,} characters at most",
    "string_pattern_mismatch": "is not in the right form ({pattern})",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_parsing_size": "must be a whole number, and a smaller one",
    "int_from_float": "must be a whole number",
    "decimal_parsing": "must be a number",
    "decimal_type": "must be a number",
    "finite_number": "must be a number",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "greater_than": "must be more than {gt}",
    "less_than": "must be less than {lt}",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "dict_type": "must hold fields",
    "mapping_type": "must hold fields",
    "model_type": "must hold fields",
    "model_attributes_type": "must hold fields",
    "enum": "must be {expected}",
    "literal_error": "must be {expected}",
}
_DATE = "is not a date; write it as 2027-03-26"
_ID = 'is not an id; make one with `python3 -c "import uuid; print(uuid.uuid4())"`'


def validate(model: type[M], source: Source, problems: list[Problem], at: Location = ()) -> M | None:
    """The model made from the part of the source at `at`, or None with every fault on the list."""
    content = source.content
    for step in at:
        content = content[step]
    try:
        return model.model_validate(content)
    except ValidationError as error:
        for each in error.errors():
            where = at + tuple(step for step in each["loc"] if step != "[key]")
            problems.append(source.problem(where, _in_words(each)))
        return None


def _in_words(error: ErrorDetails) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        return error["msg"].removeprefix("Value error, ")
    if kind != "missing" and error["input"] is None:
        return "is empty"
    if kind in {"too_short", "too_long"}:
        return _wrong_length(kind, context, "characters" if isinstance(error["input"], str) else "items")
    if kind.startswith("date"):
        return _DATE
    if kind.startswith("uuid"):
        return _ID
    words = _WORDS.get(kind)
    return words.format(**context) if words else error["msg"][0].lower() + error["msg"][1:]


def _wrong_length(kind: str, context: Mapping[str, Any], units: str) -> str:
    if kind == "too_short":
        return f"needs {context['min_length']:,} {units} or more"
    return f"can hold {context['max_length']:,} {units} at most"
