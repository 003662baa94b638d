"""House rules for tables."""

from __future__ import annotations

import enum
from datetime import datetime

import pytest
from sqlalchemy import CheckConstraint, DateTime, Enum, Float, UniqueConstraint
from sqlalchemy.orm import configure_mappers

from app.core.db import UtcDateTime
from app.models import Base

configure_mappers()
TABLES = pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=str)
MAPPERS = pytest.mark.parametrize(
    "mapper", sorted(Base.registry.mappers, key=str), ids=lambda each: each.class_.__name__
)
#: What goes with the row it belongs to. Learners' work never does.
GOES_WITH_ITS_OWNER = {
    "membership.person_id",
    "sign_in_session.person_id",
    "one_time_link.person_id",
    "notice.person_id",
    "document_note.person_id",
    "draft_revision.attempt_id",
    "duty_baseline.apprenticeship_id",
}


@TABLES
def test_every_foreign_key_is_indexed_and_says_what_a_delete_does(table):
    leading = {next(iter(index.columns)).name for index in table.indexes}
    keys = (each for each in table.constraints if isinstance(each, UniqueConstraint))
    leading |= {next(iter(each.columns)).name for each in (table.primary_key, *keys)}
    for key in table.foreign_keys:
        assert key.ondelete, f"{key.parent} has no ondelete"
        assert key.parent.name in leading, f"{key.parent} is not indexed"


def test_nothing_is_deleted_along_with_something_else_unless_it_is_listed_here():
    cascades = {
        f"{table.name}.{key.parent.name}"
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.ondelete != "RESTRICT"
    }
    assert cascades == GOES_WITH_ITS_OWNER


@MAPPERS
def test_relationships_never_load_themselves(mapper):
    for relation in mapper.relationships:
        assert relation.lazy == "raise_on_sql", f"{relation} would run a query nobody asked for"


@TABLES
def test_times_are_in_utc_states_are_checked_and_nothing_is_a_float(table):
    checked = {each.type for each in table.columns if isinstance(each.type, Enum)}
    for column in table.columns:
        assert not isinstance(column.type, DateTime), f"{column} takes times without a zone"
        assert not isinstance(column.type, Float), f"{column} is a float"
    for kind in checked:
        assert kind.create_constraint, f"{table}: {kind} can hold anything"
        assert issubclass(kind.enum_class, enum.StrEnum)


def test_a_time_without_a_zone_is_refused():
    moment = UtcDateTime()
    with pytest.raises(ValueError, match="naive"):
        moment.process_bind_param(datetime(2026, 9, 1), None)  # noqa: DTZ001


@TABLES
def test_every_rule_and_index_has_a_name_that_a_migration_can_use(table):
    rules = [each for each in table.constraints if isinstance(each, CheckConstraint | UniqueConstraint)]
    assert all(each.name for each in (*rules, *table.indexes)), table
