"""Progress over HTTP: one's own plan, the caseload, the employer's list, and one apprentice read only."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.core import clock
from app.core.access import Permission, requires
from app.extensions import db
from app.programmes import standard
from app.progress import bp, ksbs, listing, pictures, queries, rules, steps, words
from app.progress.listing import Filters
from app.progress.measuring import Progress, Yardstick
from app.progress.plan import Standing
from app.progress.policies import may_see_work
from app.scenarios.library import library

LONGEST_SEARCH = 120
#: The first page of a person: the first of these that they may open. Every role has one.
HOMES = (
    (Permission.PLAN_READ, "progress.my_plan"),
    (Permission.CASELOAD_READ, "progress.caseload"),
    (Permission.EMPLOYMENT_READ, "progress.apprentices"),
    (Permission.PEOPLE_MANAGE, "accounts.people"),
)


@bp.context_processor
def vocabulary() -> dict[str, object]:
    return {"words": words, "bars": pictures.bars}


def _yardstick() -> Yardstick:
    exercises = tuple(library().exercises.values())
    return Yardstick(clock.today(), rules.current(), standard.current(), exercises)


@bp.get("/")
@requires(Permission.ACCOUNT_OWN)
def home() -> ResponseReturnValue:
    endpoint = next(endpoint for permission, endpoint in HOMES if permission in actor().permissions)
    return redirect(url_for(endpoint), 303)


@bp.get("/plan")
@requires(Permission.PLAN_READ)
def my_plan() -> ResponseReturnValue:
    progress = queries.find_own(db.session, actor=actor(), yardstick=_yardstick())
    if progress is None:
        return render_template("progress/no_plan.html")
    found = steps.steps(progress, queries.list_to_dos(db.session, actor=actor()))
    return render_template("progress/my_plan.html", steps=found, primary=steps.first(found), **_drawn(progress))


def _drawn(progress: Progress) -> dict[str, object]:
    return {
        "progress": progress,
        "picture": pictures.plan_picture(progress.plan, progress.yardstick.standard),
        "grid": ksbs.grid(progress),
        "legend": ksbs.LEGEND,
        "by_evidence": [each for each in progress.plan.duties if not each.state.exercises],
    }


@bp.get("/caseload")
@requires(Permission.CASELOAD_READ)
def caseload() -> ResponseReturnValue:
    everybody = queries.list_caseload(db.session, actor=actor(), yardstick=_yardstick())
    filters = _filters()
    found = [each for each in everybody if filters.keep(each)]
    return render_template(
        "progress/caseload.html",
        everybody=everybody,
        found=found,
        page=listing.page_of(found, request.args.get("page", 1, type=int)),
        filters=filters,
        employers=listing.employers(everybody),
        standings=listing.standings(everybody),
        tally=listing.tally(everybody),
    )


def _filters() -> Filters:
    standing = request.args.get("status", "")
    return Filters(
        search=request.args.get("search", "").strip()[:LONGEST_SEARCH],
        employer_id=request.args.get("employer", type=UUID),
        standing=Standing(standing) if standing in set(Standing) else None,
    )


@bp.get("/apprentices")
@requires(Permission.EMPLOYMENT_READ)
def apprentices() -> ResponseReturnValue:
    found = queries.list_managed(db.session, actor=actor(), yardstick=_yardstick())
    return render_template(
        "progress/apprentices.html",
        found=found,
        page_heading=listing.heading(found),
        summary=listing.in_words(found),
    )


@bp.get("/apprentices/<uuid:apprenticeship_id>")
@requires(Permission.ACCOUNT_OWN)
def apprentice(apprenticeship_id: UUID) -> ResponseReturnValue:
    """Open to whoever has an account, and found only by those who watch this apprentice."""
    progress = queries.get_watched(db.session, apprenticeship_id, actor=actor(), yardstick=_yardstick())
    return render_template(
        "progress/apprentice.html",
        may_see_work=may_see_work(actor(), progress.apprenticeship),
        has_caseload=Permission.CASELOAD_READ in actor().permissions,
        may_mark=Permission.MARK_DECIDE in actor().permissions,
        **_drawn(progress),
    )
