"""A page of a long list."""

from __future__ import annotations

import pytest
from sqlalchemy import event, select

from app.accounts.models import Organisation
from app.core.paging import Page, page
from app.demonstration.factories import make_organisation

NAMES = ["Ash", "Beech", "Cedar", "Douglas fir", "Elm"]
IN_ORDER = select(Organisation).order_by(Organisation.name)


def names(found: Page) -> list[str]:
    return [each.name for each in found.items]


@pytest.fixture
def five(session):
    for name in NAMES:
        make_organisation(session, name)
    return session


@pytest.mark.parametrize(
    ("number", "shown", "has_previous", "has_next"),
    [
        (1, ["Ash", "Beech"], False, True),
        (2, ["Cedar", "Douglas fir"], True, True),
        (3, ["Elm"], True, False),
        (4, [], True, False),
        (0, ["Ash", "Beech"], False, True),
        (-7, ["Ash", "Beech"], False, True),
    ],
)
def test_a_page_and_what_is_beside_it(five, number, shown, has_previous, has_next):
    found = page(five, IN_ORDER, number, size=2)
    assert (names(found), found.has_previous, found.has_next) == (shown, has_previous, has_next)


def test_a_last_page_that_is_full_has_no_next(five):
    assert not page(five, IN_ORDER, 1, size=5).has_next
    assert page(five, IN_ORDER, 1, size=4).has_next


def test_it_asks_once(five):
    asked: list[str] = []
    connection = five.connection()
    listener = lambda *values: asked.append(values[2])  # noqa: E731
    event.listen(connection, "before_cursor_execute", listener)
    page(five, IN_ORDER, 2, size=2)
    event.remove(connection, "before_cursor_execute", listener)
    assert len(asked) == 1


@pytest.mark.parametrize("number", [10**6, 10**30])
def test_a_page_far_past_the_end_is_empty(five, number):
    assert names(page(five, IN_ORDER, number, size=50)) == []
