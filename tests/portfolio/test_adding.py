"""What an apprentice can do: add evidence, files and claims, answer the tutor, withdraw and bring back."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy import event, func, insert, select

from app.core.errors import NotAllowed
from app.core.events import Event, broken_link
from app.demonstration.factories import NOON, make_apprenticeship
from app.demonstration.factories_portfolio import frame, make_claim, make_evidence, make_file, make_upload
from app.portfolio import services
from app.portfolio.files import FileStore
from app.portfolio.models import ClaimState, Evidence
from app.portfolio.queries import list_answers
from app.portfolio.services import Claimed, FieldRefused, Piece
from app.programmes.models import ApprenticeshipStatus
from tests.portfolio import documents as d

WITH_TUTOR, ACCEPTED, MORE_NEEDED = ClaimState.WITH_TUTOR, ClaimState.ACCEPTED, ClaimState.MORE_NEEDED
PIECE = Piece("Change request 14", "I wrote it.", date(2026, 8, 18))


def claimed(code: str = "D12.S2", statement: str = "Section 3 shows it.") -> Claimed:
    return Claimed(frame().ksbs[code], statement)


def events_of(session, apprenticeship):
    return session.scalars(select(Event).where(Event.stream_id == apprenticeship.id).order_by(Event.sequence)).all()


@pytest.fixture
def store(tmp_path) -> FileStore:
    return FileStore(tmp_path)


class TestService:
    def add(self, session, apprenticeship, store, piece=PIECE, *, key=None, actor=None, at=NOON, claims=(), uploads=()):
        return services.add_evidence(
            session,
            apprenticeship,
            piece,
            claims=claims,
            uploads=uploads,
            store=store,
            key=key or uuid.uuid4(),
            actor=actor or apprenticeship.apprentice,
            at=at,
        )

    def test_a_piece_is_kept_with_its_files_and_claims_and_each_is_in_the_record(self, session, store):
        mine = make_apprenticeship(session)
        evidence = self.add(session, mine, store, claims=[claimed("D12.S2"), claimed("B4")], uploads=[make_upload()])
        assert [(claim.ksb, claim.ksb_text, claim.frame, claim.duty, claim.state) for claim in evidence.claims] == [
            ("D12.S2", frame().ksbs["D12.S2"].text, "milepost-1", 12, WITH_TUTOR),
            ("B4", frame().ksbs["B4"].text, "milepost-1", None, WITH_TUTOR),
        ]
        assert store.find(evidence.files[0].sha256, evidence.files[0].size)
        record = events_of(session, mine)
        assert [each.action for each in record] == ["evidence added", "evidence file added", "claim made", "claim made"]
        assert broken_link(record) is None

    def test_a_form_sent_twice_adds_one_piece(self, session, store):
        mine, key = make_apprenticeship(session), uuid.uuid4()
        first = self.add(session, mine, store, key=key, claims=[claimed()])
        second = self.add(session, mine, store, key=key, claims=[claimed()])
        assert first is second
        assert session.scalar(select(func.count(Evidence.id))) == 1

    def test_a_form_gone_back_to_and_filled_in_anew_is_another_piece(self, session, store):
        mine, key = make_apprenticeship(session), uuid.uuid4()
        self.add(session, mine, store, key=key)
        other = self.add(session, mine, store, Piece("Another", "I wrote it.", date(2026, 8, 18)), key=key)
        assert (other.title, session.scalar(select(func.count(Evidence.id)))) == ("Another", 2)

    def test_the_slower_click_of_a_double_click_finds_what_the_quicker_one_added(self, session, store):
        mine, key, looks = make_apprenticeship(session), uuid.uuid4(), []

        def add_meanwhile(connection, _cursor, statement, *_):
            if "FROM evidence" in statement:
                looks.append(statement)
            if len(looks) == 2:
                looks.append("both looks found nothing; now the quicker click is there")
                row = {"title": PIECE.title, "account": PIECE.account, "happened_on": PIECE.happened_on}
                connection.execute(
                    insert(Evidence.__table__).values(id=key, apprenticeship_id=mine.id, created_at=NOON, **row)
                )

        event.listen(session.connection(), "after_cursor_execute", add_meanwhile)
        assert self.add(session, mine, store, key=key, claims=[claimed()]).id == key
        event.remove(session.connection(), "after_cursor_execute", add_meanwhile)
        assert session.scalars(select(Evidence.id)).all() == [key]
        assert events_of(session, mine) == []

    def test_the_key_of_somebody_else_s_piece_gives_nothing_of_it_away(self, session, store):
        theirs = make_evidence(session)
        mine = self.add(session, make_apprenticeship(session), store, key=theirs.id)
        assert mine.id != theirs.id

    @pytest.mark.parametrize(
        ("happened_on", "is_fine"),
        [
            (date(2026, 3, 1), False),
            (date(2026, 3, 2), True),
            (date(2026, 9, 1), True),
            (date(2026, 9, 2), False),
        ],
    )
    def test_work_happened_between_the_start_of_the_apprenticeship_and_today(
        self, session, store, happened_on, is_fine
    ):
        mine = make_apprenticeship(session, starts_on=date(2026, 3, 2))
        piece = Piece("A", "B", happened_on)
        if is_fine:
            assert self.add(session, mine, store, piece).happened_on == happened_on
            return
        with pytest.raises(FieldRefused) as refused:
            self.add(session, mine, store, piece)
        assert refused.value.field == "happened_on"

    def test_only_the_apprentice_adds_and_only_while_the_apprenticeship_lasts(self, session, store):
        mine = make_apprenticeship(session)
        with pytest.raises(NotAllowed):
            self.add(session, mine, store, actor=mine.tutor)
        mine.status = ApprenticeshipStatus.WITHDRAWN
        with pytest.raises(services.ApprenticeshipOver):
            self.add(session, mine, store)

    def test_a_piece_claims_a_ksb_once(self, session):
        evidence = make_evidence(session, claims=[("D12.S2", WITH_TUTOR)])
        me = evidence.apprenticeship.apprentice
        with pytest.raises(FieldRefused, match=r"already claims D12\.S2") as refused:
            services.add_claim(session, evidence, claimed("D12.S2"), actor=me, at=NOON)
        assert refused.value.field == "ksb"
        services.add_claim(session, evidence, claimed("D12.S3"), actor=me, at=NOON)
        assert [claim.ksb for claim in evidence.claims] == ["D12.S2", "D12.S3"]

    def test_the_same_file_is_not_added_to_a_piece_twice(self, session, store):
        evidence = make_evidence(session)
        make_file(session, evidence, name="old-name.pdf")
        with pytest.raises(FieldRefused, match="on this piece already"):
            services.add_files(
                session,
                evidence,
                [make_upload("new-name.pdf")],
                answers=[],
                store=store,
                actor=evidence.apprenticeship.apprentice,
                at=NOON,
            )

    def test_a_piece_has_at_most_twenty_files(self, session, store):
        evidence = make_evidence(session)
        for number in range(services.MOST_FILES - 1):
            make_file(session, evidence, content=d.PDF + str(number).encode())
        two = [make_upload(content=d.PDF + b"x"), make_upload(content=d.PDF + b"y")]
        me = evidence.apprenticeship.apprentice
        with pytest.raises(FieldRefused, match="can have 20 files"):
            services.add_files(session, evidence, two, answers=[], store=store, actor=me, at=NOON)
        services.add_files(session, evidence, two[:1], answers=[], store=store, actor=me, at=NOON)
        assert len(evidence.files) == 20

    def test_a_better_statement_goes_back_to_the_tutor_and_the_earlier_one_is_kept(self, session):
        evidence = make_evidence(session)
        claim = make_claim(session, evidence, statement="It shows it.", state=MORE_NEEDED)
        services.answer_claim(
            session, claim, "Table 2 shows it.", actor=evidence.apprenticeship.apprentice, at=NOON + timedelta(days=2)
        )
        assert (claim.state, claim.statement) == (WITH_TUTOR, "Table 2 shows it.")
        (answer,) = list_answers(session, evidence)[claim.id]
        assert answer.detail == {
            "ksb": claim.ksb,
            "frame": "milepost-1",
            "earlier_statement": "It shows it.",
            "statement": "Table 2 shows it.",
        }

    def test_the_same_statement_is_no_answer(self, session):
        evidence = make_evidence(session)
        claim = make_claim(session, evidence, statement="It shows it.", state=MORE_NEEDED)
        with pytest.raises(FieldRefused, match="what you said before"):
            services.answer_claim(session, claim, "It shows it.", actor=evidence.apprenticeship.apprentice, at=NOON)

    @pytest.mark.parametrize("state", [WITH_TUTOR, ACCEPTED])
    def test_a_claim_is_changed_only_when_more_was_asked_for(self, session, store, state):
        evidence = make_evidence(session)
        claim = make_claim(session, evidence, state=state)
        me = evidence.apprenticeship.apprentice
        with pytest.raises(services.NothingAskedFor):
            services.answer_claim(session, claim, "Something else.", actor=me, at=NOON)
        with pytest.raises(services.NothingAskedFor):
            services.add_files(session, evidence, [make_upload()], answers=[claim], store=store, actor=me, at=NOON)
        assert claim.state is state

    def test_a_file_sends_back_the_claims_it_answers_and_no_others(self, session, store):
        evidence = make_evidence(session, claims=[("D12.S2", MORE_NEEDED), ("D12.S3", MORE_NEEDED)])
        answered, other = evidence.claims
        services.add_files(
            session,
            evidence,
            [make_upload("dates.pdf")],
            answers=[answered],
            store=store,
            actor=evidence.apprenticeship.apprentice,
            at=NOON,
        )
        assert (answered.state, other.state) == (WITH_TUTOR, MORE_NEEDED)
        assert list_answers(session, evidence)[answered.id][0].detail["files"] == ["dates.pdf"]

    def test_a_withdrawn_piece_stays_as_it_is_until_it_is_brought_back(self, session, store):
        evidence = make_evidence(session, claims=[("D12.S2", MORE_NEEDED)])
        me = evidence.apprenticeship.apprentice
        services.withdraw(session, evidence, actor=me, at=NOON)
        with pytest.raises(services.EvidenceWithdrawn):
            services.add_claim(session, evidence, claimed("B1"), actor=me, at=NOON)
        with pytest.raises(services.EvidenceWithdrawn):
            services.add_files(session, evidence, [make_upload()], answers=[], store=store, actor=me, at=NOON)
        with pytest.raises(services.EvidenceWithdrawn):
            services.answer_claim(session, evidence.claims[0], "Better.", actor=me, at=NOON)
        services.bring_back(session, evidence, actor=me, at=NOON)
        assert evidence.withdrawn_at is None
        assert evidence.claims[0].state is MORE_NEEDED

    def test_once_the_apprenticeship_is_over_nothing_of_it_changes(self, session):
        evidence = make_evidence(session)
        evidence.apprenticeship.status = ApprenticeshipStatus.COMPLETED
        for change in (services.withdraw, services.bring_back):
            with pytest.raises(services.ApprenticeshipOver):
                change(session, evidence, actor=evidence.apprenticeship.apprentice, at=NOON)

    def test_withdrawing_and_bringing_back_twice_is_recorded_once(self, session):
        evidence = make_evidence(session)
        me = evidence.apprenticeship.apprentice
        for _ in range(2):
            services.withdraw(session, evidence, actor=me, at=NOON)
        for _ in range(2):
            services.bring_back(session, evidence, actor=me, at=NOON)
        record = events_of(session, evidence.apprenticeship)
        assert [each.action for each in record] == ["evidence withdrawn", "evidence brought back"]

    def test_a_piece_with_an_accepted_claim_cannot_be_withdrawn(self, session):
        evidence = make_evidence(session, claims=[("D12.S2", ACCEPTED), ("B1", WITH_TUTOR)])
        with pytest.raises(services.ClaimAccepted):
            services.withdraw(session, evidence, actor=evidence.apprenticeship.apprentice, at=NOON)
        assert evidence.withdrawn_at is None
