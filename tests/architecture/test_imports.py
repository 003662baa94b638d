"""Imports go one way, and the contracts that say so cover every module they should."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.source import APP, ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
#: What holds the rules of a room, in one file or in a folder of that name.
WITHOUT_THE_WEB = ("models", "services", "queries", "policies")


def test_the_contracts_hold():
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([program, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in done.stdout


def test_every_room_is_in_the_layers_and_its_rules_are_kept_from_the_web():
    covered = set(CONTRACTS[2]["source_modules"])
    there = {
        f"app.{room.name}.{name}"
        for room in APP.iterdir()
        for name in WITHOUT_THE_WEB
        if room.is_dir() and ((room / f"{name}.py").exists() or (room / name / "__init__.py").exists())
    }
    assert there <= covered, f"not covered: {sorted(there - covered)}"
    layers = {each.strip() for layer in CONTRACTS[0]["layers"] for each in layer.split(":")}
    assert layers == {
        path.stem for path in APP.iterdir() if (path / "__init__.py").exists() or path.suffix == ".py"
    } - {"__init__", *CONTRACTS[0]["exhaustive_ignores"]}
