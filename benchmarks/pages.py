"""How fast the pages are with N apprentices, asked over HTTP by people who are really signed in.

    python -m benchmarks.pages
    python -m benchmarks.pages --apprentices 200 2000 --markdown --date 2026-11-22

It makes a cohort in a temporary SQLite database (or a new one given by `--database-url`), serves it with
gunicorn on this machine, and asks for each page first by one browser alone, then by several at once.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from pathlib import Path

from app.config import ROOT
from benchmarks import engines
from benchmarks.browser import Browser, Unexpected
from benchmarks.cohort import PASSWORD, Cohort, make_cohort
from tests.browser.server import Server

REPORT = ROOT / "docs/benchmarks.md"
#: People who sign in: each hands in once, so as many hand-ins are measured as there are of them.
APPRENTICES_AT_WORK, STAFF_AT_WORK, CLIENTS = 48, 8, 8
REQUESTS, ALONE, MOST_SECONDS = 240, 20, 20.0

Ask = Callable[[], object]


@dataclass(frozen=True)
class Line:
    """Milliseconds, but for `per_second`. `alone` is the median for one browser with nobody else there."""

    page: str
    requests: int
    alone: float
    median: float
    slow: float
    per_second: float


class Drafting:
    """An apprentice in the editor, who goes on typing in the last row."""

    def __init__(self, browser: Browser, attempt_id: object, cohort: Cohort) -> None:
        self.browser, self.address, self.cohort = browser, f"/work/{attempt_id}", cohort
        self.revision, self.typed = 2, 0

    def look(self) -> None:
        self.browser.get(self.address)

    def save(self) -> None:
        self.typed += 1
        key = self.cohort.rows
        *rows, last = self.cohort.payload[key]
        rows.append({**last, "name": f"{last['name']} {self.typed}"})
        sent = {"based_on": self.revision, "payload": {**self.cohort.payload, key: rows}}
        self.revision = self.browser.put(f"{self.address}/draft", sent)["revision"]

    def hand_in(self) -> None:
        self.browser.post(f"{self.address}/hand-in", {"based_on": str(self.revision), "own_work": "y"})


class Marking:
    """A tutor at the desk, who goes through what waits and changes their mind about one criterion."""

    def __init__(self, browser: Browser, submissions: Sequence[object], criterion: str) -> None:
        self.browser, self.criterion = browser, criterion
        self.desks = cycle(submissions)
        self.mine, self.revision, self.saved = next(self.desks), 0, 0

    def desk(self) -> None:
        self.browser.get(f"/marking/{next(self.desks)}")

    def decide(self) -> None:
        self.saved += 1
        level = ("pass", "not_yet")[self.saved % 2]
        sent = {"level": level, "reason": f"Read again, {self.saved}.", "based_on": self.revision}
        self.revision = self.browser.put(f"/marking/{self.mine}/criteria/{self.criterion}", sent)["revision"]


def measure(page: str, asks: Sequence[Ask], *, once: bool = False) -> Line:
    """Time a page. Each of `asks` is one browser's; with `once`, none of them asks more than once."""
    alone_count = min(ALONE, len(asks) // 4) if once else ALONE
    first = asks[:alone_count] if once else [asks[0]] * alone_count
    alone = _through(first, until=time.perf_counter() + MOST_SECONDS)
    jobs = [[ask] for ask in asks[alone_count:]] if once else [[ask] * (REQUESTS // len(asks)) for ask in asks]
    began = time.perf_counter()
    took = _together(jobs, until=began + MOST_SECONDS)
    seconds = time.perf_counter() - began
    slow = statistics.quantiles(took, n=20)[-1]
    return Line(page, len(took), statistics.median(alone), statistics.median(took), slow, len(took) / seconds)


def _timed(ask: Ask) -> float:
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


def _together(jobs: Sequence[Sequence[Ask]], *, until: float) -> list[float]:
    """Every job by one of a few threads; a job is never shared. An answer that is not right ends the benchmark."""
    with ThreadPoolExecutor(CLIENTS) as pool:
        return [each for took in pool.map(lambda job: _through(job, until=until), jobs) for each in took]


def _through(asks: Sequence[Ask], *, until: float) -> list[float]:
    """One after the other, as many as there is time for."""
    return [_timed(ask) for ask in asks if time.perf_counter() < until]


def run(apprentices: int, database_url: str) -> Iterator[Line]:
    """Seed, serve, and measure every page."""
    with tempfile.TemporaryDirectory(prefix="milepost-benchmark-") as folder:
        server = Server(Path(folder), database_url=database_url)
        server.run("db", "upgrade")
        began = time.perf_counter()
        secret = server.env["MILEPOST_SECRET_KEY"]
        cohort = make_cohort(apprentices, instance=server.instance, database_url=database_url, secret=secret)
        print(f"{apprentices:,} apprentices made in {time.perf_counter() - began:.0f} s", file=sys.stderr)
        server.start()
        try:
            yield from _pages(server.address, cohort)
        except Unexpected:
            print(server.log.read_text()[-4000:], file=sys.stderr)
            raise
        finally:
            server.stop()


def _pages(address: str, cohort: Cohort) -> Iterator[Line]:
    at_work = cohort.drafts[:APPRENTICES_AT_WORK]
    tutors = [email for email, submissions in cohort.waiting.items() if submissions][:STAFF_AT_WORK]
    managers = cohort.line_managers[:STAFF_AT_WORK]
    here: dict[str, Browser] = {}

    def arrive(email: str) -> Ask:
        return lambda: here.update({email: Browser(address, email, PASSWORD)})

    everybody = [*dict(at_work), *tutors, *managers, *cohort.assurers]
    yield measure("Sign in", [arrive(email) for email in everybody], once=True)

    drafting = [Drafting(here[email], attempt_id, cohort) for email, attempt_id in at_work]
    busy = drafting[: len(drafting) // 2]
    yield measure("My plan", [_get(each.browser, "/plan") for each in busy])
    yield measure("Exercise page", [_get(each.browser, f"/work/exercise/{cohort.exercise_id}") for each in busy])
    yield measure("Editor", [each.look for each in busy])
    yield measure("Autosave", [each.save for each in busy])
    yield measure("Hand in", [each.hand_in for each in drafting], once=True)

    marking = [Marking(here[email], cohort.waiting[email], cohort.criterion) for email in tutors]
    yield measure("Marking queue", [_get(each.browser, "/marking") for each in marking])
    yield measure("Desk", [each.desk for each in marking])
    yield measure("Save a criterion", [each.decide for each in marking])
    yield measure("Caseload", [_get(each.browser, "/caseload") for each in marking])
    yield measure("Employer page", [_get(here[email], "/apprentices") for email in managers])
    yield measure("Everybody, for quality assurance", [_get(here[email], "/caseload") for email in cohort.assurers])


def _get(browser: Browser, path: str) -> Ask:
    return lambda: browser.get(path)


HEADINGS = ("Page", "Requests", "Alone, median ms", "Median ms", "95th percentile ms", "Requests per second")


def cells(line: Line) -> tuple[str, ...]:
    times = (f"{value:,.0f}" for value in (line.alone, line.median, line.slow))
    return (line.page, f"{line.requests:,}", *times, f"{line.per_second:,.0f}")


def as_text(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]

    def line(name: str, *figures: str) -> str:
        right = (cell.rjust(width) for cell, width in zip(figures, widths[1:], strict=True))
        return "  ".join([name.ljust(widths[0]), *right])

    return "\n".join(line(*row) for row in rows)


def as_markdown(tables: Mapping[int, Sequence[Sequence[str]]], *, command: str, on: date, database: str) -> str:
    """The report that `--markdown` writes."""
    parts = [
        "# How fast it is",
        f"Measured on {on.day} {on:%B %Y} with {os.cpu_count()} processor cores shared by server, database and "
        f"browsers, Python {platform.python_version()}, gunicorn with {Server.workers} workers of 4 threads each, "
        f"{database}.",
        f"Made with `{command}`. Each page is asked for by one browser alone, then by up to {CLIENTS} at once that ask "
        "again as soon as they are answered; everybody has signed in with a password, and every answer is checked.",
        f"## Engine\n\n{engines.in_words()} The aim is under 0.3 s.",
    ]
    for apprentices, rows in tables.items():
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        lines.insert(1, "|---" + "|--:" * (len(HEADINGS) - 1) + "|")
        parts.append(f"## {apprentices:,} apprentices\n\n" + "\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--apprentices", type=int, nargs="+", default=[200], metavar="N", help="several are measured in turn"
    )
    parser.add_argument("--database-url", default="", help="an empty PostgreSQL database; without it, SQLite")
    parser.add_argument("--markdown", action="store_true", help=f"write {REPORT.relative_to(ROOT)}")
    parser.add_argument("--date", type=date.fromisoformat, help="the day to write in it, such as 2026-11-22")
    wanted = parser.parse_args()
    if wanted.markdown and not wanted.date:
        parser.error("--markdown needs --date")
    if wanted.database_url and len(wanted.apprentices) > 1:
        parser.error("a database of your own holds one cohort")
    if min(wanted.apprentices) < APPRENTICES_AT_WORK:
        parser.error(f"at least {APPRENTICES_AT_WORK} apprentices have to be there")
    return wanted


def main() -> None:
    wanted = _wanted()
    tables = {}
    for apprentices in wanted.apprentices:
        tables[apprentices] = [HEADINGS, *(cells(line) for line in run(apprentices, wanted.database_url))]
        print(as_text(tables[apprentices]))
    if wanted.markdown:
        command = "python -m benchmarks.pages " + " ".join(sys.argv[1:])
        database = "PostgreSQL" if wanted.database_url else "SQLite with every commit on disk"
        REPORT.write_text(as_markdown(tables, command=command, on=wanted.date, database=database))


if __name__ == "__main__":
    main()
