"""A small pack to break: `tests/scenarios/packs/garden-wall`, copied to where it can be changed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

PACKS = Path(__file__).parent / "packs"
EXERCISE = "exercises/05-schedule/exercise.yaml"
SAMPLES = "exercises/05-schedule/samples"


@dataclass(frozen=True)
class Packs:
    """A folder of packs with the garden wall in it."""

    folder: Path

    @property
    def wall(self) -> Path:
        return self.folder / "garden-wall"

    def change(self, file: str, old: str, new: str) -> None:
        """Replace a text that is there once."""
        path = self.wall / file
        text = path.read_text()
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new))

    def said(self, problems: object) -> list[str]:
        """Problems as they read, with the way to the pack left out."""
        return [str(problem).removeprefix(f"{self.wall}/") for problem in problems]


def copied_packs(folder: Path) -> Packs:
    shutil.copytree(PACKS, folder / "packs")
    return Packs(folder / "packs")
