from __future__ import annotations

import pytest
from flask import Flask

from app.scenarios.pack import Exercise


@pytest.fixture
def schedule(app: Flask) -> Exercise:
    return _exercise(app, "05-schedule")


@pytest.fixture
def risks(app: Flask) -> Exercise:
    return _exercise(app, "08-risks")


def _exercise(app: Flask, slug: str) -> Exercise:
    scenario = app.extensions["scenarios"].scenario("quarry-lane-footbridge")
    return next(exercise for exercise in scenario.exercises if exercise.slug == slug)
