"""A provider, an employer and those who work there, for the tests of lists; and how to read a row of one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session

from app.accounts.models import Organisation, Role
from app.core import clock
from app.demonstration.factories import make_organisation, make_person
from app.demonstration.factories_portfolio import make_evidence
from app.portfolio.models import ClaimState
from app.programmes.models import Apprenticeship, ApprenticeshipStatus
from tests.visit import Page

Began = Callable[..., Apprenticeship]


class Team:
    """A provider with a tutor and an employer with a line manager, and a way to enrol somebody with them."""

    def __init__(self, session: Session, began: Began) -> None:
        self.session, self.began = session, began
        self.provider = make_organisation(session)
        self.employer = make_organisation(session, "Northway Rail", employer_of=self.provider)
        self.tutor = make_person(session, Role.TUTOR, self.provider)
        self.line_manager = make_person(session, Role.LINE_MANAGER, self.employer)

    def enrol(
        self,
        name: str,
        days_ago: int,
        *,
        accepted: int = 0,
        employer: Organisation | None = None,
        status: ApprenticeshipStatus = ApprenticeshipStatus.ON_PROGRAMME,
    ) -> Apprenticeship:
        """Somebody for whom the first so many duties are covered with accepted evidence."""
        apprenticeship = self.began(
            days_ago,
            provider=self.provider,
            employer=employer or self.employer,
            apprentice=make_person(self.session, Role.APPRENTICE, self.provider, name=name),
            tutor=self.tutor,
            line_manager=self.line_manager,
            status=status,
        )
        codes = [
            f"D{duty}.{place}" for duty in range(1, accepted + 1) for place in ("K1", "K2", "K3", "S1", "S2", "S3")
        ]
        if codes:
            make_evidence(self.session, apprenticeship, claims=[(code, ClaimState.ACCEPTED) for code in codes])
        return apprenticeship


def row(page: Page, name: str) -> dict[str, str]:
    """The cells of somebody's row by their label; the reasons under an empty one."""
    found = next(each for each in page.soup.select(".plan-list tbody tr") if each.select_one("th a").get_text() == name)
    return {cell.get("data-label", ""): " ".join(cell.get_text(" ").split()) for cell in found.select("td")}


def page_day(days_ago: int) -> str:
    on = clock.today() - timedelta(days=days_ago)
    return f"{on.day} {on:%b %Y}"
