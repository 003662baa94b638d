"""The bar at the top of every page: what each permission puts there, and which part of the site a page is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, request
from flask_login import current_user

from app.core.access import Permission


@dataclass(frozen=True, slots=True)
class Item:
    """A link of the bar. `within` lists the endpoints, or whole rooms (`learning.`), that count as being there."""

    endpoint: str
    label: str
    permission: Permission
    within: tuple[str, ...]


ITEMS = (
    Item("progress.my_plan", "My plan", Permission.PLAN_READ, ("progress.my_plan",)),
    Item("progress.caseload", "Caseload", Permission.CASELOAD_READ, ("progress.caseload", "progress.apprentice")),
    Item(
        "progress.apprentices",
        "Apprentices",
        Permission.EMPLOYMENT_READ,
        ("progress.apprentices", "progress.apprentice"),
    ),
    Item("marking.queue", "Marking", Permission.MARK_DECIDE, ("marking.",)),
    Item("portfolio.waiting", "Evidence", Permission.EVIDENCE_DECIDE, ("portfolio.",)),
    Item("scenarios.index", "Practise", Permission.SCENARIO_READ, ("scenarios.", "submissions.", "marking.feedback")),
    Item("learning.index", "Learn", Permission.LESSON_READ, ("learning.",)),
    Item("portfolio.index", "Portfolio", Permission.EVIDENCE_ADD, ("portfolio.",)),
    Item(
        "accounts.people",
        "People",
        Permission.PEOPLE_MANAGE,
        ("accounts.people", "accounts.invite", "accounts.person", "programmes."),
    ),
)


def items() -> list[tuple[Item, bool]]:
    """The links this person has, each with whether the page being shown is within it; at most one is."""
    allowed = current_user.permissions if current_user.is_authenticated else frozenset()
    mine = [item for item in ITEMS if item.permission in allowed]
    here = request.endpoint or ""
    exact = next((item for item in mine if here in item.within), None)
    room = next(
        (item for item in mine if any(each.endswith(".") and here.startswith(each) for each in item.within)), None
    )
    return [(item, item is (exact or room)) for item in mine]


def init_app(app: Flask) -> None:
    @app.context_processor
    def provide() -> dict[str, Any]:
        return {"navigation": items, "is_demonstration": app.config["DEMONSTRATION"]}
