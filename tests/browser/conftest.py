"""The browser, a seeded demonstration to look at, and `arrive`: a watched page of somebody who has signed in."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.chromium import launch_options
from tests.browser.faults import Faults
from tests.browser.people import complete, enter
from tests.browser.server import Server

Arrive = Callable[..., Page]
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all its processes share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], shared_folder: Path) -> dict[str, Any]:
    return browser_type_launch_args | launch_options(shared_folder / "chromium")


@pytest.fixture(scope="session")
def seeded(shared_folder: Path) -> Path:
    """An instance with the demonstration in it, made once; servers run on copies."""
    folder, done = shared_folder / "seeded", shared_folder / "seeded/done"
    folder.mkdir(exist_ok=True)
    with (shared_folder / "seeded.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            prepare(Server(folder))
            done.touch()
    return folder


def prepare(server: Server) -> None:
    server.run("db", "upgrade")
    server.run("seed")
    complete(server.database)


@pytest.fixture(scope="session")
def server(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demonstration, served for all tests of a process. A test that changes anything has a person of its own."""
    yield from _serving(seeded, Server(tmp_path_factory.mktemp("instance")))


@pytest.fixture(scope="module")
def module_server(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A demonstration for the tests of one file, which may do in it what others would stumble over."""
    yield from _serving(seeded, Server(tmp_path_factory.mktemp("module")))


@pytest.fixture
def own_server(seeded: Path, tmp_path: Path) -> Iterator[Server]:
    """A demonstration for one test, which may kill it."""
    yield from _serving(seeded, Server(tmp_path / "instance"))


def _serving(seeded: Path, server: Server) -> Iterator[Server]:
    shutil.copytree(seeded, server.instance, dirs_exist_ok=True)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def faults() -> Iterator[Faults]:
    faults = Faults()
    yield faults
    assert not faults.unexpected, "\n".join(faults.unexpected)


@pytest.fixture
def open_context(
    faults: Faults, new_context: Callable[..., BrowserContext], request: pytest.FixtureRequest
) -> Callable[..., BrowserContext]:
    """A watched context of a width, on the shared server or the one given; further words go to Playwright."""

    def make(*, width: int = 1440, at: Server | None = None, **options: Any) -> BrowserContext:
        served: Server = at or request.getfixturevalue("server")
        viewport = {"width": width, "height": 900}
        context = new_context(base_url=served.address, viewport=viewport, locale="en-GB", **options)
        faults.watch(context)
        return context

    return make


@pytest.fixture
def arrive(open_context: Callable[..., BrowserContext]) -> Arrive:
    """`arrive("priya", width=390)`: a page of a new context that is signed in; nobody when there is no name."""

    def make(key: str = "", **options: Any) -> Page:
        context = open_context(**options)
        if key:
            enter(context, key)
        return context.new_page()

    return make
