"""Enrolling an apprentice."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.core import clock
from app.core.access import Permission, requires
from app.core.errors import DomainError
from app.extensions import db
from app.programmes import baseline, bp, queries, services, standard
from app.programmes.forms import EnrolForm
from app.programmes.models import Apprenticeship


@bp.route("/enrol", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def enrol() -> ResponseReturnValue:
    form = EnrolForm(starts_on=clock.today(), apprentice=request.args.get("apprentice", ""))
    apprentices = queries.list_enrollable(db.session, actor=actor())
    line_managers = queries.list_line_managers(db.session, actor=actor())
    tutors = queries.list_tutors(db.session, actor=actor())
    form.offer(apprentices, line_managers, tutors, queries.list_cohorts(db.session, actor=actor()))
    if form.validate_on_submit():
        try:
            apprenticeship = _enrol(form)
        except DomainError as error:
            form.apprentice.errors = [str(error)]
        else:
            db.session.commit()
            flash(f"{apprenticeship.apprentice.name} is enrolled. They, their tutor and their line manager are told.")
            return redirect(url_for("accounts.person", person_id=apprenticeship.apprentice_id), 303)
    missing = [
        word
        for word, found in (("apprentice", apprentices), ("line manager", line_managers), ("tutor", tutors))
        if not found
    ]
    return render_template("programmes/enrol.html", form=form, missing=missing), form.http_status


def _enrol(form: EnrolForm) -> Apprenticeship:
    terms = services.Enrolment(
        apprentice=UUID(form.apprentice.data),
        line_manager=UUID(form.line_manager.data),
        tutor=UUID(form.tutor.data),
        cohort=form.cohort_name,
        starts_on=form.starts_on.data,
        months=form.months.data,
    )
    return services.enrol(
        db.session, terms, actor=actor(), standard=standard.current(), plan=baseline.current(), at=clock.now()
    )
