"""The outbox: waiting e-mails become files, once each."""

from __future__ import annotations

import email
import email.policy
from datetime import timedelta

from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cli import main
from app.demonstration.factories import NOON
from app.extensions import make_engine
from app.notices.models import Email
from app.notices.outbox import deliver
from app.notices.services import queue_email
from tests.databases import migrated


def queue(session, to="priya@example.org", subject="Größe: 5 m²", *, minutes=0):
    body = "Hello Priya\n\nhttps://milepost.example/reset-password/token\n"
    return queue_email(session, to=to, subject=subject, body=body, at=NOON + timedelta(minutes=minutes))


class TestService:
    def test_each_e_mail_becomes_a_file_that_a_mail_server_can_read(self, session, tmp_path):
        queue(session)
        assert deliver(session, tmp_path / "outbox", NOON, sender="Milepost <no-reply@milepost.example>") == 1
        (file,) = (tmp_path / "outbox").iterdir()
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        assert message["To"] == "priya@example.org"
        assert message["From"] == "Milepost <no-reply@milepost.example>"
        assert message["Subject"] == "Größe: 5 m²"
        assert "https://milepost.example/reset-password/token" in message.get_content()
        assert b"\r\nhttps://milepost.example/reset-password/token\r\n" in file.read_bytes()
        assert file.stat().st_mode & 0o077 == 0

    def test_it_is_sent_once_and_its_links_are_forgotten(self, session, tmp_path):
        queue(session)
        deliver(session, tmp_path, NOON)
        assert deliver(session, tmp_path, NOON) == 0
        sent = session.scalars(select(Email)).one()
        assert (sent.sent_at, sent.body) == (NOON, "")

    def test_files_are_in_the_order_of_writing(self, session, tmp_path):
        queue(session, "second@example.org", minutes=1)
        queue(session, "first@example.org")
        deliver(session, tmp_path, NOON)
        first, second = sorted(tmp_path.iterdir())
        assert "first@example.org" in first.read_text()
        assert "second@example.org" in second.read_text()

    def test_nothing_waiting_makes_no_folder(self, session, tmp_path):
        assert deliver(session, tmp_path / "outbox", NOON) == 0
        assert not (tmp_path / "outbox").exists()

    def test_a_line_break_cannot_smuggle_a_header_in(self, session, tmp_path):
        queue(session, subject="Hello\r\nBcc: everybody@example.org")
        deliver(session, tmp_path, NOON)
        (file,) = tmp_path.iterdir()
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        assert message["Bcc"] is None


class TestCommand:
    def test_it_writes_what_waits_and_says_how_many(self, tmp_path):
        address = migrated(tmp_path, None)
        engine = make_engine(address)
        with Session(engine) as session:
            queue(session)
            session.commit()
        engine.dispose()
        settings = {
            "MILEPOST_ENVIRONMENT": "testing",
            "MILEPOST_INSTANCE": str(tmp_path),
            "MILEPOST_DATABASE_URL": address,
        }
        first = CliRunner().invoke(main, ["outbox", "deliver"], env=settings)
        assert first.output == f"1 written to {tmp_path / 'outbox'}\n"
        assert len(list((tmp_path / "outbox").glob("*.eml"))) == 1
        assert CliRunner().invoke(main, ["outbox", "deliver"], env=settings).output == "Nothing is waiting.\n"
