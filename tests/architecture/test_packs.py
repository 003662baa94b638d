"""Every pack that is served is valid, and every sample in it gets what its author says."""

from __future__ import annotations

from click.testing import CliRunner

from app.cli import main
from app.config import ROOT


def test_every_shipped_pack_is_as_it_says():
    result = CliRunner().invoke(main, ["packs", "check"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    shipped = sorted(path.name for path in (ROOT / "scenarios").iterdir() if (path / "scenario.yaml").exists())
    assert [line.partition(":")[0] for line in result.output.splitlines()] == shipped
    assert all(line.endswith("all as they say") for line in result.output.splitlines())
