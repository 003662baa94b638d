"""The record of events: chained within a stream, found out when it is changed, and safe from two writers at once."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from app.core import events
from app.core.events import Event, broken_link, record
from app.demonstration.factories import NOON
from app.extensions import make_engine
from app.models import Base
from tests.conftest import DATABASES
from tests.databases import new_database

STREAM = uuid.UUID(int=7)
PATIENCE = 20


def add(session: Session, action: str = "done", *, stream: uuid.UUID = STREAM, **detail: object) -> Event:
    return record(
        session, stream_id=stream, action=action, subject_id=uuid.UUID(int=1), actor_id=None, at=NOON, detail=detail
    )


def stream(session: Session, stream_id: uuid.UUID = STREAM) -> list[Event]:
    session.expire_all()
    return list(session.scalars(select(Event).where(Event.stream_id == stream_id).order_by(Event.sequence)))


class TestChain:
    def test_each_event_holds_the_hash_of_the_one_before(self, session):
        made = [add(session, each) for each in ("opened", "handed in", "released")]
        assert [each.sequence for each in made] == [1, 2, 3]
        assert [each.previous_hash for each in made] == ["", made[0].hash, made[1].hash]
        assert broken_link(stream(session)) is None
        assert events.count(session, STREAM) == 3

    def test_streams_are_apart(self, session):
        other = uuid.UUID(int=8)
        add(session)
        add(session, stream=other)
        add(session)
        assert [each.sequence for each in stream(session)] == [1, 2]
        assert [each.sequence for each in stream(session, other)] == [1]
        assert events.count(session, uuid.UUID(int=9)) == 0

    def test_details_of_any_letters_and_times_come_back_as_they_were_hashed(self, session):
        add(session, reason="“café” £5 – 日本", levels={"b": 1, "a": None}, list=[1, 2.5, True])
        later = NOON + timedelta(microseconds=123)
        record(session, stream_id=STREAM, action="x", subject_id=STREAM, actor_id=None, at=later)
        assert broken_link(stream(session)) is None

    @pytest.mark.parametrize(
        "change",
        [
            {"action": "nothing happened"},
            {"detail": {"level": "distinction"}},
            {"at": NOON - timedelta(days=1)},
            {"subject_id": uuid.UUID(int=2)},
            {"hash": "0" * 64},
            {"previous_hash": "0" * 64},
        ],
    )
    def test_an_event_that_was_changed_is_found(self, session, change):
        made = [add(session, level=each) for each in ("pass", "not_yet", "pass")]
        session.execute(update(Event).where(Event.id == made[1].id).values(change))
        assert broken_link(stream(session)).id == made[1].id

    @pytest.mark.parametrize("gone", [0, 1])
    def test_an_event_that_is_missing_is_found(self, session, gone):
        made = [add(session) for _ in range(3)]
        session.execute(delete(Event).where(Event.id == made[gone].id))
        assert broken_link(stream(session)).id == made[gone + 1].id

    def test_changing_one_and_its_hash_breaks_the_next(self, session):
        made = [add(session) for _ in range(3)]
        made[1].action = "something else"
        made[1].hash = events.digest(made[1])
        session.flush()
        assert broken_link(stream(session)).id == made[2].id

    def test_an_empty_stream_holds(self):
        assert broken_link([]) is None


@pytest.mark.parametrize("database", DATABASES)
class TestTwoWriters:
    @pytest.fixture
    def engine(self, request: pytest.FixtureRequest, tmp_path: Path, database: str) -> Iterator[Engine]:
        """A database that commits for real: two connections have to see each other."""
        if database == "sqlite":
            address = f"sqlite:///{tmp_path / 'events.sqlite'}"
        else:
            address = new_database(request.getfixturevalue("postgres_server"))
        engine = make_engine(address)
        Base.metadata.create_all(engine)
        yield engine
        engine.dispose()

    def test_the_second_waits_for_the_first_and_follows_it(self, engine):
        written = threading.Event()

        def second() -> None:
            with Session(engine) as session:
                add(session, "second")
                written.set()
                session.commit()

        with Session(engine) as session:
            add(session, "first")
            thread = threading.Thread(target=second)
            thread.start()
            assert not written.wait(0.3), "it did not wait for its turn"
            session.commit()
        thread.join(PATIENCE)
        with Session(engine) as session:
            chain = stream(session)
            assert [each.action for each in chain] == ["first", "second"]
            assert broken_link(chain) is None

    def test_many_at_once_make_one_whole_chain(self, engine):
        faults: list[BaseException] = []

        def write(name: int) -> None:
            try:
                for number in range(6):
                    with Session(engine) as session:
                        add(session, f"{name}.{number}")
                        session.commit()
            except BaseException as error:
                faults.append(error)

        threads = [threading.Thread(target=write, args=(name,)) for name in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
        assert faults == []
        with Session(engine) as session:
            chain = stream(session)
            assert [each.sequence for each in chain] == list(range(1, 25))
            assert broken_link(chain) is None

    def test_one_that_is_rolled_back_leaves_no_gap(self, engine):
        with Session(engine) as session:
            add(session, "kept")
            session.commit()
            add(session, "dropped")
            session.rollback()
            add(session, "next")
            session.commit()
            assert [(each.sequence, each.action) for each in stream(session)] == [(1, "kept"), (2, "next")]
