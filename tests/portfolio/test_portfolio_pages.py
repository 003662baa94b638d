"""The pages of the portfolio: adding, answering, withdrawing, and who may see a piece."""

from __future__ import annotations

import io
import re
import uuid
from datetime import date

import pytest
from flask import request
from flask import session as flask_session
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app.accounts.models import Role
from app.core.errors import NotFound
from app.demonstration.factories import make_apprenticeship, make_organisation, make_person
from app.demonstration.factories_portfolio import frame, make_claim, make_evidence, make_file
from app.portfolio.models import Claim, ClaimState, Evidence, EvidenceFile
from app.portfolio.queries import get_claim, get_evidence, list_claims, list_evidence
from tests.portfolio import documents as d

WITH_TUTOR, ACCEPTED, MORE_NEEDED = ClaimState.WITH_TUTOR, ClaimState.ACCEPTED, ClaimState.MORE_NEEDED


def form(**changes):
    return {"title": "Change request 14", "account": "I wrote it.", "happened_on": "2026-08-18"} | changes


def chosen(name: str = "change.pdf", content: bytes = d.PDF):
    return (io.BytesIO(content), name)


def send_large(visit, app, name: str):
    """Send the form with a file that is two megabytes over the limit."""
    content = d.PDF + bytes((app.config["UPLOAD_LIMIT_MB"] + 2) * 1024 * 1024)
    boundary, body = encode_multipart(form(files=FileStorage(io.BytesIO(content), name)))
    return visit.open("POST", "portfolio.add", {}, data=body, content_type=f"multipart/form-data; boundary={boundary}")


class TestPage:
    def test_a_piece_with_two_claims_and_a_file_is_added_in_one_form(self, session, visit):
        mine = make_apprenticeship(session)
        sent = form(
            **{
                "files": [chosen()],
                "claims-0-ksb": "D12.S2",
                "claims-0-statement": "Section 3.",
                "claims-1-ksb": "B4",
                "claims-1-statement": "I asked the sponsor.",
            }
        )
        page = visit.as_(mine.apprentice).post("portfolio.add", sent)
        added = session.scalars(select(Evidence)).one()
        assert page.status == 303
        assert page.location.endswith(f"/portfolio/{added.id}")
        assert session.scalars(select(Claim.ksb).order_by(Claim.ksb)).all() == ["B4", "D12.S2"]
        assert session.scalars(select(EvidenceFile.name)).all() == ["change.pdf"]

    def test_a_ksb_is_chosen_from_groups_by_duty_with_its_text(self, session, visit):
        page = visit.as_(make_apprenticeship(session).apprentice).get("portfolio.add")
        groups = page.soup.select("#claims-0-ksb optgroup")
        assert [group["label"] for group in groups[:2]] == ["Duty 1: Life cycle", "Duty 2: Business case"]
        assert len(groups) == 15
        first = groups[0].select("option")[0].get_text()
        assert first == f"D1.K1 – {frame().ksbs['D1.K1'].text}"
        assert page.queries <= 12

    def test_a_refused_form_keeps_what_was_typed_and_says_to_choose_the_files_again(self, session, visit):
        mine = make_apprenticeship(session)
        sent = form(
            **{
                "title": "",
                "files": [chosen(), chosen("virus.pdf", d.EXE), chosen("empty.docx", b"")],
                "claims-0-ksb": "D12.S2",
                "claims-0-statement": "",
                "claims-1-ksb": "",
                "claims-1-statement": "I asked the sponsor.",
            }
        )
        page = visit.as_(mine.apprentice).post("portfolio.add", sent)
        assert page.status == 422
        assert [error.split(".")[0] for error in page.errors] == [
            "Give this piece a title, for example “Depot move: change request 14”",
            "“virus",
            "“empty",
            "Say in a sentence how this piece shows D12",
            "Choose the KSB that your sentence is about",
        ]
        assert page.text("#account") == "I wrote it."
        assert page.text("#claims-1-statement") == "I asked the sponsor."
        assert page.text("#claims-0-ksb option[selected]").startswith("D12.S2")
        assert "Choose your files again" in page.text("form.card")
        assert session.scalar(select(func.count(Evidence.id))) == 0

    @pytest.mark.parametrize(
        ("happened_on", "message"),
        [
            ("", "Enter the date it happened."),
            ("2026-02-30", "Enter a real date, for example 18/10/2026."),
            ("2126-01-01", "This date has not come yet. Add the work once you have done it."),
            (
                "2026-03-01",
                "Your apprenticeship started on 2 March 2026. Work from before then cannot be evidence for it.",
            ),
        ],
    )
    def test_a_wrong_date_is_said_beside_the_date(self, session, visit, happened_on, message):
        mine = make_apprenticeship(session, starts_on=date(2026, 3, 2))
        page = visit.as_(mine.apprentice).post("portfolio.add", form(happened_on=happened_on))
        assert page.status == 422
        assert page.errors == [message]
        assert page.texts("#happened_on-error") == [f"Error: {message}"]
        assert page.soup.select_one("#happened_on").get("value", "") == happened_on

    def test_the_same_ksb_in_two_rows_is_refused(self, session, visit):
        rows = {
            f"claims-{number}-{key}": value
            for number in (0, 1)
            for key, value in (("ksb", "B1"), ("statement", "Yes."))
        }
        page = visit.as_(make_apprenticeship(session).apprentice).post("portfolio.add", form(**rows))
        assert (page.status, page.errors) == (422, ["B1 is claimed twice. Put both sentences in one row."])

    def test_a_ksb_that_is_not_in_the_frame_is_refused(self, session, visit):
        evidence = make_evidence(session)
        visit = visit.as_(evidence.apprenticeship.apprentice)
        row = {"claims-0-ksb": "S99", "claims-0-statement": "Yes."}
        assert visit.post("portfolio.add", form(**row)).errors == ["Choose a KSB from the list."]
        one = visit.post("portfolio.claim", {"ksb": "S99", "statement": "Yes."}, evidence_id=evidence.id)
        assert (one.status, one.errors) == (422, ["Choose a KSB from the list."])

    def test_another_row_is_added_without_script_and_nothing_is_saved_or_refused(self, session, visit):
        mine = make_apprenticeship(session)
        page = visit.as_(mine.apprentice).post("portfolio.add", form(title="", more="1", **{"claims-1-ksb": "B1"}))
        assert page.status == 200
        assert len(page.soup.select(".claim-row")) == 3  # a form has two at least; one is new
        assert page.text("#account") == "I wrote it."

    def test_more_than_five_files_at_once_are_refused(self, session, visit):
        files = [chosen(f"{number}.pdf") for number in range(6)]
        page = visit.as_(make_apprenticeship(session).apprentice).post("portfolio.add", form(files=files))
        assert page.errors == ["Choose 5 files at most at once. You can add more afterwards."]

    def test_a_file_over_the_limit_is_refused_by_name_with_the_form_kept(self, app, session, visit):
        page = send_large(visit.as_(make_apprenticeship(session).apprentice), app, "drawings.pdf")
        assert page.status == 422
        assert re.match(r"“drawings\.pdf” is 22\.0 MB\. One file may be 20 MB at most", page.errors[0])
        assert page.text("#account") == "I wrote it."

    def test_somebody_who_is_not_signed_in_cannot_send_as_much(self, app):
        for signed_in, megabytes in ((False, 21), (True, 101)):
            with app.test_request_context("/portfolio/add", method="POST"):
                if signed_in:
                    flask_session["_user_id"] = "a session"
                for prepare in app.url_value_preprocessors["portfolio"]:
                    prepare("portfolio.add", {})
                assert request.max_content_length == megabytes * 1024 * 1024

    def test_a_claim_is_added_and_its_page_opened_at_it(self, session, visit):
        evidence = make_evidence(session)
        page = visit.as_(evidence.apprenticeship.apprentice).post(
            "portfolio.claim", {"ksb": "D12.S2", "statement": "Section 3."}, evidence_id=evidence.id
        )
        claim = session.scalars(select(Claim)).one()
        assert (page.status, claim.statement) == (303, "Section 3.")
        assert page.location.endswith(f"/portfolio/{evidence.id}#claim-{claim.id}")

    def test_a_claim_made_already_is_said_beside_the_ksb_and_the_sentence_is_kept(self, session, visit):
        evidence = make_evidence(session, claims=[("D12.S2", WITH_TUTOR)])
        page = visit.as_(evidence.apprenticeship.apprentice).post(
            "portfolio.claim", {"ksb": "D12.S2", "statement": "Section 4."}, evidence_id=evidence.id
        )
        assert page.status == 422
        assert page.texts("#ksb-claim-error") == ["Error: This piece already claims D12.S2. Choose another KSB."]
        assert page.text("#statement-claim") == "Section 4."

    def test_a_file_is_added_with_the_claims_it_answers(self, session, visit):
        evidence = make_evidence(session, claims=[("D12.S2", MORE_NEEDED), ("D12.S3", MORE_NEEDED)])
        visit = visit.as_(evidence.apprenticeship.apprentice)
        shown = visit.get("portfolio.evidence", evidence_id=evidence.id)
        boxes = shown.soup.select("input[type=checkbox][name=answers]")
        assert [box.has_attr("checked") for box in boxes] == [True, True]
        sent = {"files": [chosen("dates.pdf")], "answers": [str(evidence.claims[0].id)]}
        page = visit.post("portfolio.add_file", sent, evidence_id=evidence.id)
        assert page.status == 303
        states = dict(session.execute(select(Claim.ksb, Claim.state)).all())
        assert states == {"D12.S2": WITH_TUTOR, "D12.S3": MORE_NEEDED}

    def test_adding_no_file_or_a_refused_one_says_so_on_the_piece(self, session, visit):
        evidence = make_evidence(session)
        visit = visit.as_(evidence.apprenticeship.apprentice)
        nothing = visit.post("portfolio.add_file", {}, evidence_id=evidence.id)
        assert (nothing.status, nothing.errors) == (422, ["Choose at least one file."])
        wrong = visit.post("portfolio.add_file", {"files": [chosen("a.pdf", d.SVG)]}, evidence_id=evidence.id)
        assert wrong.status == 422
        assert "Choose your files again" in wrong.text("section.piece")

    def test_an_answer_goes_back_and_the_page_shows_what_it_said_before(self, session, visit):
        evidence = make_evidence(session)
        claim = make_claim(session, evidence, statement="It shows it.", state=MORE_NEEDED, reason="Which table?")
        visit = visit.as_(evidence.apprenticeship.apprentice)
        page = visit.post("portfolio.answer", {"statement": "Table 2 shows it."}, claim_id=claim.id)
        assert page.status == 303
        shown = visit.get("portfolio.evidence", evidence_id=evidence.id)
        assert shown.texts(".claim > .said") == ["Table 2 shows it."]
        assert [line.split(" ")[-1] for line in shown.texts(".history > li")] == ["table?", "it."]
        assert shown.texts(".history details .said") == ["It shows it."]

    def test_an_unchanged_answer_is_refused_beside_it(self, session, visit):
        evidence = make_evidence(session)
        claim = make_claim(session, evidence, statement="It shows it.", state=MORE_NEEDED)
        page = visit.as_(evidence.apprenticeship.apprentice).post(
            "portfolio.answer", {"statement": "It shows it."}, claim_id=claim.id
        )
        assert (page.status, len(page.texts(f"#statement-{claim.id.hex}-error"))) == (422, 1)

    def test_a_withdrawn_piece_is_shown_apart_and_can_be_brought_back(self, session, visit):
        evidence = make_evidence(session, title="Old minutes")
        kept = make_evidence(session, evidence.apprenticeship, title="Change request 14")
        visit = visit.as_(evidence.apprenticeship.apprentice)
        assert visit.post("portfolio.withdraw", evidence_id=evidence.id).status == 303
        index = visit.get("portfolio.index")
        assert index.texts(".pieces > .piece-list b") == [kept.title]
        assert index.texts(".withdrawn .piece-list b") == ["Old minutes"]
        assert visit.get("portfolio.evidence", evidence_id=evidence.id).texts("section.piece .notice button") == [
            "Bring it back"
        ]
        visit.post("portfolio.bring_back", evidence_id=evidence.id)
        assert session.get(Evidence, evidence.id).withdrawn_at is None

    def test_withdrawing_a_piece_with_an_accepted_claim_is_refused_in_words(self, session, visit):
        evidence = make_evidence(session, claims=[("D12.S2", ACCEPTED)])
        visit = visit.as_(evidence.apprenticeship.apprentice)
        page = visit.post("portfolio.withdraw", evidence_id=evidence.id)
        assert page.status == 409
        assert "stays in your portfolio" in page.text("main")
        shown = visit.get("portfolio.evidence", evidence_id=evidence.id)
        assert shown.soup.select(f'form[action$="/{evidence.id}/withdraw"]') == []

    def test_an_empty_portfolio_says_what_good_evidence_is(self, session, visit):
        page = visit.as_(make_apprenticeship(session).apprentice).get("portfolio.index")
        assert page.text(".empty-title") == "Nothing in your portfolio yet"
        assert page.text(".good-evidence h2") == "What good evidence is"

    def test_the_index_says_what_would_help_most(self, session, visit):
        evidence = make_evidence(session)
        claim = make_claim(session, evidence, "D8.S1", state=MORE_NEEDED)
        page = visit.as_(evidence.apprenticeship.apprentice).get("portfolio.index")
        wanted = page.soup.select_one("[aria-labelledby=wanted-heading]")
        assert wanted.select_one("a").get_text() == "D8.S1"
        assert wanted.select_one("a")["href"].endswith(f"#claim-{claim.id}")
        assert "Nothing yet shows" in wanted.get_text()

    @pytest.mark.parametrize("endpoint", ["portfolio.index", "portfolio.evidence"])
    def test_the_pages_ask_as_little_for_thirty_pieces_as_for_two(self, session, visit, endpoint):
        mine = make_apprenticeship(session)
        counts = []
        for many in (2, 28):
            for _ in range(many):
                piece = make_evidence(session, mine, claims=[("D12.S2", ACCEPTED), ("B1", MORE_NEEDED)])
                make_file(session, piece)
            values = {"evidence_id": piece.id} if endpoint == "portfolio.evidence" else {}
            counts.append(visit.as_(mine.apprentice).get(endpoint, **values).queries)
        assert counts[0] == counts[1] <= 12

    def test_what_people_type_is_shown_as_they_typed_it(self, session, visit):
        evidence = make_evidence(session, title="<b>Plan</b> & more", account="<script>alert(1)</script>")
        page = visit.as_(evidence.apprenticeship.apprentice).get("portfolio.evidence", evidence_id=evidence.id)
        assert page.h1 == "<b>Plan</b> & more"
        assert page.text(".account") == "<script>alert(1)</script>"


class TestWhoMaySee:
    def test_evidence_is_seen_by_its_apprentice_its_tutor_and_an_iqa_of_the_provider(self, session, visit):
        evidence = make_evidence(session)
        mine = evidence.apprenticeship
        assurer = make_person(session, Role.INTERNAL_QUALITY_ASSURER, mine.provider)
        for person in (mine.apprentice, mine.tutor, assurer):
            assert visit.as_(person).get("portfolio.evidence", evidence_id=evidence.id).status == 200

    def test_it_does_not_exist_for_anybody_else(self, session, visit):
        evidence = make_evidence(session)
        mine = evidence.apprenticeship
        elsewhere = make_organisation(session)
        for person in (
            make_apprenticeship(session).apprentice,
            make_apprenticeship(session, provider=mine.provider, employer=mine.employer).apprentice,
            make_person(session, Role.TUTOR, mine.provider),
            make_person(session, Role.TUTOR, elsewhere),
            make_person(session, Role.INTERNAL_QUALITY_ASSURER, elsewhere),
        ):
            assert visit.as_(person).get("portfolio.evidence", evidence_id=evidence.id).status == 404

    def test_managers_and_administrators_have_no_such_page(self, session, visit):
        evidence = make_evidence(session)
        mine = evidence.apprenticeship
        for person in (mine.line_manager, make_person(session, Role.ADMINISTRATOR, mine.provider)):
            for endpoint in ("portfolio.evidence", "portfolio.matrix", "portfolio.index", "portfolio.waiting"):
                values = {"evidence_id": evidence.id} if endpoint == "portfolio.evidence" else {}
                assert visit.as_(person).get(endpoint, **values).status == 403

    def test_a_line_manager_who_teaches_somewhere_else_sees_no_evidence_of_those_they_manage(self, session, visit):
        elsewhere = make_organisation(session)
        both = make_person(session, Role.TUTOR, elsewhere)
        evidence = make_evidence(session, make_apprenticeship(session, line_manager=both))
        both.memberships.append(
            type(both.memberships[0])(organisation=evidence.apprenticeship.employer, role=Role.LINE_MANAGER)
        )
        session.flush()
        file = make_file(session, evidence)
        assert visit.as_(both).get("portfolio.evidence", evidence_id=evidence.id).status == 404
        assert visit.as_(both).get("portfolio.file", file_id=file.id).status == 404

    def test_nobody_but_the_apprentice_changes_a_piece(self, session, visit):
        evidence = make_evidence(session, claims=[("D12.S2", MORE_NEEDED)])
        claim = evidence.claims[0]
        stranger = make_apprenticeship(session).apprentice
        for person, status in ((stranger, 404), (evidence.apprenticeship.tutor, 403)):
            as_them = visit.as_(person)
            for endpoint in ("portfolio.claim", "portfolio.add_file", "portfolio.withdraw", "portfolio.bring_back"):
                assert as_them.post(endpoint, evidence_id=evidence.id).status == status
            assert as_them.post("portfolio.answer", {"statement": "x"}, claim_id=claim.id).status == status

    def test_an_iqa_sees_no_buttons(self, session, visit):
        evidence = make_evidence(session, claims=[("D12.S2", MORE_NEEDED), ("B1", WITH_TUTOR)])
        assurer = make_person(session, Role.INTERNAL_QUALITY_ASSURER, evidence.apprenticeship.provider)
        page = visit.as_(assurer).get("portfolio.evidence", evidence_id=evidence.id)
        assert page.texts("main button") == []

    def test_a_query_finds_nothing_for_a_stranger_or_for_the_line_manager(self, session):
        evidence = make_evidence(session, claims=[("B1", WITH_TUTOR)])
        claim, mine = evidence.claims[0], evidence.apprenticeship
        for person in (make_apprenticeship(session).apprentice, mine.line_manager):
            with pytest.raises(NotFound, match="not yours to see"):
                get_evidence(session, evidence.id, actor=person)
            with pytest.raises(NotFound, match="not yours to see"):
                get_claim(session, claim.id, actor=person)
            assert list_evidence(session, mine.id, actor=person) == []
            assert list_claims(session, mine.id, actor=person) == []
        with pytest.raises(NotFound):
            get_claim(session, uuid.uuid4(), actor=mine.apprentice)
