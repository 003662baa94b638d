"""How dates, times, numbers and waiting read on a page."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from jinja2 import UndefinedError

from app.core import clock
from app.core.templating import day, figure, moment, time_of_day, waiting
from tests.databases import on_sqlite

WINTER = datetime(2026, 11, 22, 16, 5, tzinfo=UTC)
SUMMER_NIGHT = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "words"),
    [(date(2027, 3, 8), "8 Mar 2027"), (WINTER, "22 Nov 2026"), (SUMMER_NIGHT, "2 Jul 2026")],
)
def test_a_day_is_a_london_day(value, words):
    assert day(value) == words


@pytest.mark.parametrize(
    ("value", "words"), [(WINTER, "Sun 22 Nov 2026, 16:05"), (SUMMER_NIGHT, "Thu 2 Jul 2026, 00:30")]
)
def test_a_moment_is_london_time(value, words):
    assert moment(value) == words
    assert time_of_day(value) == words[-5:]


@pytest.mark.parametrize(
    ("value", "places", "words"),
    [
        (None, 0, "–"),
        (0, 0, "0"),
        (1234567, 0, "1,234,567"),
        (Decimal("0.5"), 2, "0.50"),
        (Decimal("-12.345"), 1, "-12.3"),
    ],
)
def test_a_figure_has_its_thousands_apart_and_a_missing_one_is_a_dash(value, places, words):
    assert figure(value, places) == words


@pytest.mark.parametrize(
    ("waited", "words"),
    [
        (timedelta(0), "0 min"),
        (timedelta(seconds=59), "0 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=23, minutes=59), "23 h"),
        (timedelta(days=1), "1 d"),
        (timedelta(days=30, hours=5), "30 d"),
        (timedelta(minutes=-5), "0 min"),
    ],
)
def test_how_long_something_has_waited(waited, words):
    assert waiting(WINTER, WINTER + waited) == words


def test_the_clock_knows_the_zone_and_london_s_day():
    assert clock.now().utcoffset() == timedelta(0)
    assert clock.local(SUMMER_NIGHT).date() == date(2026, 7, 2)
    assert abs(clock.now() - datetime.combine(clock.today(), datetime.min.time(), clock.LONDON)) < timedelta(days=2)


@on_sqlite
class TestPages:
    def render(self, app, source: str, **values: object) -> str:
        return app.jinja_env.from_string(source).render(**values)

    def test_filters_are_there_under_their_names(self, app):
        source = "{{ at | day }}|{{ at | moment }}|{{ 5 | figure }}|{{ sum | pounds }}|{{ '**x**' | markdown }}"
        assert self.render(app, source, at=WINTER, sum=Decimal("12.5")) == (
            "22 Nov 2026|Sun 22 Nov 2026, 16:05|5|£12.50|<p><strong>x</strong></p>"
        )

    def test_a_misspelt_name_is_an_error(self, app):
        with pytest.raises(UndefinedError):
            self.render(app, "{{ aprentice.name }}")

    def test_what_people_typed_is_escaped(self, app):
        template = app.jinja_env.get_template("components/status.html")
        assert "&lt;script&gt;" in template.module.tag("<script>", "late")
