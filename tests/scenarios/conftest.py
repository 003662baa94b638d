"""The garden wall, in a folder of this test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.garden_wall import Packs, copied_packs


@pytest.fixture
def packs(tmp_path: Path) -> Packs:
    return copied_packs(tmp_path)
