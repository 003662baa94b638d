"""What the tests of progress share: the shipped exercises, and apprenticeships that began so many days ago."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.core import clock
from app.demonstration.factories import make_apprenticeship
from app.programmes.models import Apprenticeship
from app.scenarios.pack import Exercise
from tests.progress.team import Began, Team


@pytest.fixture
def every_exercise(app: Flask) -> list[Exercise]:
    """The shipped exercises, in the order in which they stand."""
    return list(app.extensions["scenarios"].exercises.values())


@pytest.fixture
def exercises(every_exercise: list[Exercise]) -> dict[int, Exercise]:
    """The first exercise of each duty that has one."""
    return {each.duty: each for each in reversed(every_exercise)}


@pytest.fixture
def began(session: Session) -> Began:
    """`began(60)`: an apprenticeship of which 60 days have passed."""

    def make(days_ago: int, **more: Any) -> Apprenticeship:
        return make_apprenticeship(session, starts_on=clock.today() - timedelta(days=days_ago), **more)

    return make


@pytest.fixture
def team(session: Session, began: Began) -> Team:
    return Team(session, began)
