"""The product itself, served by gunicorn in processes of its own, that a test can stop and start and kill."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

#: Seconds to start in, on a machine that is busy with other tests.
PATIENCE = 90


@dataclass
class Server:
    """Serve an instance folder. `address` stays the same when it is started again."""

    instance: Path
    database_url: str = ""
    environment: str = "demonstration"
    workers: int = 1
    port: int = field(default_factory=lambda: _free_port())
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.instance / 'milepost.sqlite'}"

    @property
    def log(self) -> Path:
        return self.instance / "server.log"

    @property
    def env(self) -> dict[str, str]:
        return os.environ | {
            "MILEPOST_ENVIRONMENT": self.environment,
            "MILEPOST_INSTANCE": str(self.instance),
            "MILEPOST_DATABASE_URL": self.database_url,
            "MILEPOST_SECRET_KEY": "only-for-the-tests-of-this-machine-0123456789",
            "MILEPOST_BASE_URL": self.address,
        }

    def run(self, *words: str) -> None:
        """Run a `milepost` command on this instance."""
        subprocess.run([sys.executable, "-m", "app.cli", *words], env=self.env, check=True, capture_output=True)

    def start(self) -> Server:
        words = ["run", "--port", str(self.port), "--workers", str(self.workers)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "app.cli", *words],
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that its workers can be ended with it
            )
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if time.monotonic() > until or self.process.poll() is not None:
                self.kill()
                raise RuntimeError(self.log.read_text()[-3000:])
            time.sleep(0.1)
        return self

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.address}/session", timeout=5).close()
        except (urllib.error.URLError, OSError):
            return False
        return True

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once, workers and all, as a power cut would."""
        self._end(signal.SIGKILL)

    def _end(self, with_signal: signal.Signals) -> None:
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, with_signal)
        self.process.wait(15)
        self.process = None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
