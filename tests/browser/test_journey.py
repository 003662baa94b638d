"""The whole journey by keyboard alone: in-tray, schedule, hand in, mark, release, act, try again, and be watched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import journey
from tests.browser.conftest import Arrive
from tests.browser.people import apprentice, choose, copy_rows
from tests.browser.server import Server
from tests.databases import new_database
from tests.postgres import postgres

pytestmark = pytest.mark.browser


@pytest.fixture
def postgres_demonstration(seeded: Path, tmp_path: Path) -> Iterator[Server]:
    """The demonstration on PostgreSQL."""
    with postgres() as address:
        server = Server(tmp_path, database_url=new_database(address))
        server.run("db", "upgrade")
        copy_rows(Server(seeded).database, server.database)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def test_a_journey_on_a_wide_screen(arrive: Arrive) -> None:
    take_it(arrive, width=1440)


@pytest.mark.timeout(240)
def test_a_journey_on_a_phone_with_postgresql(arrive: Arrive, postgres_demonstration: Server) -> None:
    take_it(arrive, width=390, at=postgres_demonstration)


def take_it(arrive: Arrive, **options: object) -> None:
    page = arrive(**options)
    choose(page, "bea")
    journey.read_a_document(page)
    editor = journey.start(page)
    journey.draw_up(editor)
    journey.rearrange(editor)
    journey.go_to_a_finding(editor)
    journey.hand_in(editor)
    journey.sign_out(page)

    bea = apprentice("bea")
    journey.sign_in(page, bea.tutor)
    journey.open_desk(page, bea.name)
    journey.decide(page)
    journey.comment_on_row(page)
    journey.release(page, "Bea")
    journey.sign_out(page)

    journey.sign_in(page, "bea")
    journey.act(page)
    journey.open_next(page)
    journey.sign_out(page)

    journey.sign_in(page, bea.line_manager)
    journey.watch_progress(page, bea.name)
