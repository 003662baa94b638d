"""Built scripts, styles and fonts: served under fingerprinted names that never change their content."""

from __future__ import annotations

import json
from collections.abc import MutableMapping
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

STATIC = Path(__file__).parent / "static"
IMMUTABLE = r"^.+-[A-Z0-9]{8}\.(js|css|woff2)$"


def init_app(app: Flask) -> None:
    manifest = STATIC / "dist/manifest.json"
    if not manifest.exists():
        raise RuntimeError("Scripts and styles have not been built: run `python3 dev.py`, or `npm run build` in web/")
    names: dict[str, str] = json.loads(manifest.read_text())

    def asset(name: str) -> str:
        """The address of a built file by its source name: `asset("milepost.css")`."""
        return f"/static/dist/{names[name]}"

    app.add_template_global(asset)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=STATIC,
        prefix="static/",
        immutable_file_test=IMMUTABLE,
        allow_all_origins=False,
        add_headers_function=_say_it_is_what_it_says,
    )


def _say_it_is_what_it_says(headers: MutableMapping[str, str], _path: str, _address: str) -> None:
    """These answers come before Flask, so they have to say this for themselves."""
    headers["X-Content-Type-Options"] = "nosniff"
