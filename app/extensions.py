"""Extension instances, and the database: one engine for each app, one session for each application context.

Plain SQLAlchemy, so that commands and tests use the same sessions as requests do.
"""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g, has_request_context, request
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session, sessionmaker

#: Migrations switch it off: a batch ALTER on SQLite drops the table, and ON DELETE would then empty its children.
foreign_keys: ContextVar[bool] = ContextVar("foreign_keys", default=True)


class Database:
    """Gives each application context its session and closes it at the end. It never commits."""

    def init_app(self, app: Flask) -> None:
        engine = make_engine(app.config["DATABASE_URL"])
        app.extensions["db"] = (engine, sessionmaker(engine, expire_on_commit=False))
        app.teardown_appcontext(self._close)

    @property
    def engine(self) -> Engine:
        engine: Engine = current_app.extensions["db"][0]
        return engine

    @property
    def sessionmaker(self) -> sessionmaker[Session]:
        maker: sessionmaker[Session] = current_app.extensions["db"][1]
        return maker

    @property
    def session(self) -> Session:
        if "_db_session" not in g:
            g._db_session = self._open()
        session: Session = g._db_session
        return session

    def _open(self) -> Session:
        """A request that only reads does not take SQLite's write lock, so readers never wait for writers."""
        session = self.sessionmaker()
        reads_only = has_request_context() and request.method in {"GET", "HEAD"}
        if reads_only and isinstance(session.get_bind(), Engine):
            session.connection(execution_options={"read_only": True})
        return session

    @staticmethod
    def _close(_error: BaseException | None) -> None:
        if (session := g.pop("_db_session", None)) is not None:
            session.close()


def make_engine(address: str) -> Engine:
    """An engine for SQLite or PostgreSQL, with the settings that keep each one safe under several workers."""
    url = make_url(address)
    if url.drivername in {"postgres", "postgresql"}:
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Take transactions over from the driver; wait for locks; fsync on commit, so that what was answered is kept."""
    connection.isolation_level = None
    keys = "ON" if foreign_keys.get() else "OFF"
    for pragma in ("journal_mode=WAL", f"foreign_keys={keys}", "busy_timeout=10000", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at the start: two deferred readers that both go on to write would fail each other."""
    connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get("read_only") else "BEGIN IMMEDIATE")


db = Database()
csrf = CSRFProtect()
login_manager = LoginManager()
