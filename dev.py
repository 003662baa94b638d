#!/usr/bin/env python3
"""Set up and work on Milepost with nothing but Python 3.11: one command runs it, one tests it.

    python3 dev.py              set up, migrate, make the demonstration cohort once, serve on http://127.0.0.1:8000
    python3 dev.py test [...]   set up and run the tests (arguments go to pytest)
    python3 dev.py check        lint, types, import contracts, templates, packs
    python3 dev.py reset        throw the demonstration's data away and make it afresh
    python3 dev.py screenshots  take docs/screenshots again

Only the standard library is used here; everything else is installed into `.venv` and `web/node_modules`, each step
skipped when nothing it depends on has changed.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
INSTANCE = Path(os.environ.get("MILEPOST_INSTANCE", ROOT / "instance"))
UV = "uv==0.13.9"
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
    ("djlint", "app", "--lint", "--quiet"),
    ("milepost", "packs", "check"),
)


def run(*command: object, env: dict[str, str] | None = None, cwd: Path = ROOT) -> None:
    words = [str(word) for word in command]
    print("+", *(word.replace(str(ROOT), ".") for word in words), flush=True)
    if (code := subprocess.run(words, cwd=cwd, env=env, check=False).returncode) != 0:
        sys.exit(code)


def fingerprint(*paths: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(each for path in paths for each in ([path] if path.is_file() else path.rglob("*"))):
        if file.is_file():
            digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


class Step:
    """A piece of set-up that is done again only when one of the files it depends on has changed."""

    def __init__(self, name: str, *paths: Path) -> None:
        self.stamp = VENV / f".stamp-{name}"
        self.wanted = fingerprint(*paths)

    @property
    def is_due(self) -> bool:
        return not self.stamp.exists() or self.stamp.read_text() != self.wanted

    def done(self) -> None:
        self.stamp.write_text(self.wanted)


def make_venv() -> None:
    if (BIN / "python").exists():
        return
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False)
    if made.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit("Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv")


def install_python() -> None:
    step = Step("python", ROOT / "requirements.lock", ROOT / "pyproject.toml")
    if not step.is_due:
        return
    if not (BIN / "uv").exists():
        run(BIN / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", UV)
    run(BIN / "uv", "pip", "sync", "-q", "--require-hashes", "--python", BIN / "python", "requirements.lock")
    run(BIN / "uv", "pip", "install", "-q", "--no-deps", "--python", BIN / "python", "-e", ".")
    step.done()


def build_assets(env: dict[str, str]) -> None:
    modules = Step("modules", ROOT / "web/package-lock.json")
    if modules.is_due or not (ROOT / "web/node_modules").exists():
        quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        run(BIN / "npm", "ci", *quiet, cwd=ROOT / "web", env=env)
        modules.done()
    assets = Step("assets", ROOT / "web/src", ROOT / "web/build.mjs", ROOT / "web/package.json")
    if assets.is_due or not (ROOT / "app/core/static/dist/manifest.json").exists():
        run(BIN / "npm", "run", "--silent", "build", cwd=ROOT / "web", env=env)
        assets.done()


def demonstration_settings() -> dict[str, str]:
    """Settings of the demonstration: a secret of this machine's own, and an embedded database beside it."""
    INSTANCE.mkdir(parents=True, exist_ok=True)
    secret = INSTANCE / "secret-key"
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(48))
    return {
        "MILEPOST_ENVIRONMENT": "demonstration",
        "MILEPOST_INSTANCE": str(INSTANCE),
        "MILEPOST_SECRET_KEY": secret.read_text().strip(),
    }


def reset() -> None:
    """Remove what the demonstration has stored. The secret stays, so open browsers are simply signed out."""
    for name in ("milepost.sqlite", "milepost.sqlite-wal", "milepost.sqlite-shm"):
        (INSTANCE / name).unlink(missing_ok=True)
    for folder in ("files", "outbox"):
        shutil.rmtree(INSTANCE / folder, ignore_errors=True)


def serve(env: dict[str, str]) -> None:
    env = demonstration_settings() | env
    run(BIN / "milepost", "db", "upgrade", env=env)
    run(BIN / "milepost", "seed", "--if-empty", env=env)
    os.execve(BIN / "milepost", [str(BIN / "milepost"), "run"], env)


def main(words: list[str]) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - the one place that an older Python reaches
        sys.exit(f"Milepost needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    command, rest = (words[0], words[1:]) if words else ("run", [])
    if command not in {"run", "test", "check", "reset", "screenshots"}:
        sys.exit(__doc__)
    make_venv()
    install_python()
    env = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    build_assets(env)
    if command == "test":
        os.execve(BIN / "python", [str(BIN / "python"), "-m", "pytest", *(rest or ["-n", "2"])], env)
    elif command == "check":
        for check in CHECKS:
            run(BIN / check[0], *check[1:], env=env)
    elif command == "screenshots":
        run(BIN / "python", "-m", "docs.screenshots", env=env)
    else:
        if command == "reset":
            reset()
        serve(env)


if __name__ == "__main__":
    main(sys.argv[1:])
