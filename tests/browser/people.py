"""The people of a seeded demonstration: completing it for the tests, and signing in as anybody."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.accounts.models import Organisation, OrganisationKind, Person, Role
from app.accounts.passwords import hash_password
from app.demonstration.cast import APPRENTICES, Apprentice, email
from app.demonstration.factories import make_person
from app.demonstration.seeding import person_id
from app.extensions import make_engine
from app.models import Base

#: The cast has no passwords, as it signs in by a click; here everybody has this one.
PASSWORD = "nine lamps along the towpath"
#: People who have only just been added, so that every list of theirs is empty.
NEWCOMERS = {
    "newcomer-apprentice": Role.APPRENTICE,
    "newcomer-tutor": Role.TUTOR,
    "newcomer-manager": Role.LINE_MANAGER,
}


def complete(database_url: str) -> None:
    """Add the newcomers to a seeded demonstration, and give everybody the password."""
    engine = make_engine(database_url)
    with Session(engine) as session:
        organisations = {each.kind: each for each in session.scalars(select(Organisation))}
        for key, role in NEWCOMERS.items():
            kind = OrganisationKind.EMPLOYER if role is Role.LINE_MANAGER else OrganisationKind.PROVIDER
            make_person(session, role, organisations[kind], email=email(key))
        session.execute(update(Person).values(password_hash=hash_password(PASSWORD)))
        session.commit()
    engine.dispose()


def copy_rows(source: str, target: str) -> None:
    """Copy a demonstration into another, migrated database: much quicker than making it again."""
    reading, writing = make_engine(source), make_engine(target)
    with reading.connect() as read, writing.begin() as write:
        for table in Base.metadata.sorted_tables:
            if rows := [dict(row) for row in read.execute(select(table)).mappings()]:
                write.execute(insert(table), rows)
    reading.dispose()
    writing.dispose()


def apprentice(key: str) -> Apprentice:
    """An apprentice of the cast, with the keys of their tutor and line manager."""
    return next(each for each in APPRENTICES if each.key == key)


def enter(context: BrowserContext, key: str) -> None:
    """Sign a context in without opening a page."""
    token = context.request.get("/session").json()["csrf"]
    form = {"csrf_token": token, "email": email(key), "password": PASSWORD}
    answer = context.request.post("/sign-in", form=form, max_redirects=0)
    assert answer.status == 303, answer.text()


def leave(context: BrowserContext) -> None:
    """Sign a context out behind the back of its open pages, as another tab would."""
    token = context.request.get("/session").json()["csrf"]
    answer = context.request.post("/sign-out", form={"csrf_token": token}, max_redirects=0)
    assert answer.status == 303, answer.text()


def choose(page: Page, key: str) -> None:
    """The demonstration's one click."""
    page.goto("/sign-in")
    page.locator(f'form[action="/demonstration/{person_id(key)}"] button').click()
    expect(page.locator(".who")).to_be_visible()
