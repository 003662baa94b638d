"""A page of a long list: one query for the rows, one more row to know whether there is a next page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session

T = TypeVar("T")
PAGE_SIZE = 50
#: Further than any list goes, and no more than a database can count to.
LAST = 1_000_000


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    items: Sequence[T]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def page(session: Session, query: Select[Any], number: int, size: int = PAGE_SIZE) -> Page[Any]:
    """Page `number` (from 1; smaller is read as 1, larger than `LAST` as that) of an ordered query of entities."""
    number = min(max(1, number), LAST)
    rows = session.scalars(query.limit(size + 1).offset((number - 1) * size)).all()
    return Page(rows[:size], number, len(rows) > size)
