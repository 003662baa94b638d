"""The editor's page: a plain schedule is as plain as ever, and what has something in it stands open."""

from __future__ import annotations

from app.demonstration.factories_submissions import make_attempt


def opened(visit, session, exercise, sample):
    attempt = make_attempt(session, exercise, payload=exercise.samples[sample].payload)
    return visit.as_(attempt.apprenticeship.apprentice).get("submissions.edit", attempt_id=attempt.id)


def test_fields_of_a_group_are_folded_until_something_is_in_them(visit, session, schedule, app):
    update = app.extensions["scenarios"].scenario("quarry-lane-footbridge").exercise("05-schedule-update")
    plain, full = (
        opened(visit, session, exercise, "distinction").soup.select_one("details.editor-more")
        for exercise in (schedule, update)
    )
    assert plain.summary.get_text(strip=True) == "Hours, other calendars and data date"
    assert [each["data-field"] for each in plain.select("[data-field]")] == ["hours", "calendars", "data_date"]
    assert not plain.has_attr("open")
    assert full.has_attr("open")


def test_columns_beyond_the_first_five_are_in_groups(visit, session, schedule):
    page = opened(visit, session, schedule, "distinction")
    groups = [each.get("data-group", "") for each in page.soup.select("thead th")]
    assert groups[1:6] == [""] * 5
    assert list(dict.fromkeys(filter(None, groups))) == [
        "Outline",
        "Estimates",
        "Constraint",
        "Calendar",
        "Baseline and progress",
        "Free float",
    ]


def test_the_update_shows_its_pictures(visit, session, app):
    update = app.extensions["scenarios"].scenario("quarry-lane-footbridge").exercise("05-schedule-update")
    page = opened(visit, session, update, "distinction")
    titles = {each.get_text(strip=True) for each in page.soup.select(".picture-title")}
    assert titles >= {
        "Gantt chart",
        "Network diagram",
        "Chance of the date",
        "What moves the finish",
        "14-point assessment",
    }
