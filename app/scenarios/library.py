"""The packs this app serves, validated whole before it starts, and how to find things in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import current_app

from app.core.errors import NotFound
from app.scenarios.pack import Document, Exercise, Scenario


@dataclass(frozen=True)
class Library:
    scenarios: tuple[Scenario, ...]

    @property
    def exercises(self) -> Mapping[UUID, Exercise]:
        return {exercise.id: exercise for scenario in self.scenarios for exercise in scenario.exercises}

    def scenario(self, slug: str) -> Scenario:
        """The scenario of this slug, or `NotFound`."""
        for scenario in self.scenarios:
            if scenario.slug == slug:
                return scenario
        raise NotFound("There is no such scenario. Choose one from Practise.")

    def exercise(self, exercise_id: UUID) -> Exercise:
        """The exercise of this id, or `NotFound`."""
        if (found := self.exercises.get(exercise_id)) is None:
            raise NotFound("That exercise is no longer in any scenario. What you handed in is kept.")
        return found

    def document(self, document_id: UUID) -> tuple[Scenario, Document]:
        """An in-tray document and its scenario, or `NotFound`."""
        for scenario in self.scenarios:
            for document in scenario.documents:
                if document.id == document_id:
                    return scenario, document
        raise NotFound("That document is no longer in any in-tray.")


def library() -> Library:
    found: Library = current_app.extensions["scenarios"]
    return found
