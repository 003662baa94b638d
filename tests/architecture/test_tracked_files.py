"""The project speaks only of itself: no downloads, no code of others, no place on anybody's machine."""

from __future__ import annotations

import re
import socket
from pathlib import Path
from urllib.parse import urlsplit

from tests.architecture.source import PICTURES, ROOT, files, kept, named, text

ADDRESS = re.compile(r"https?://[^\s\"'<>)`\\]+")
#: This machine while it runs, names of XML, the reserved names of examples, and where package.json's authors are paid.
HOSTS = re.compile(
    r"(127\.0\.0\.1|localhost|www\.w3\.org|schemas\.microsoft\.com|example\.(com|org|net)|([\w-]+\.)*example|e\.org|"
    r"(www\.)?(nationalarchives|legislation|gov)\.(gov\.)?uk|skillsengland\.education\.gov\.uk)"
)
LOCKS = ("requirements.lock", "web/package-lock.json")
SOMEBODYS_FOLDER = re.compile(r"/(home|Users)/\w+")
NOT_OURS = re.compile(r"Copyright \(c\)|SPDX-License-Identifier|@license|Licensed under the Apache", re.IGNORECASE)


def read() -> list[tuple[str, str]]:
    return [(named(path), text(path)) for path in kept() if path.suffix not in PICTURES]


def test_no_file_names_a_place_on_a_machine():
    here = [str(ROOT), f"{Path.home()}/"]
    if len(host := socket.gethostname()) > 4 and host != "localhost":
        here.append(host)
    here = [each for each in here if len(each) > 4]
    found = [name for name, words in read() if any(place in words for place in here) or SOMEBODYS_FOLDER.search(words)]
    assert found == []


def test_addresses_are_of_this_machine_of_examples_or_of_public_bodies():
    strangers = {
        (name, address)
        for name, words in read()
        if name not in LOCKS
        for address in ADDRESS.findall(words)
        if "{" not in address and not HOSTS.fullmatch(urlsplit(address).hostname or "")
    }
    assert strangers == set()


def test_locks_name_no_place_to_download_from():
    for lock in LOCKS:
        words = text(ROOT / lock)
        assert '"resolved"' not in words, lock
        assert "--index-url" not in words, lock
        assert "--find-links" not in words, lock
        assert not re.search(r"https?://\S+\.(tgz|whl|tar\.gz|zip)", words), lock
    assert "--hash=sha256:" in text(ROOT / LOCKS[0])
    assert '"integrity": "sha512-' in text(ROOT / LOCKS[1])


def test_nothing_of_other_peoples_is_kept_here():
    folders = {part for path in kept() for part in path.relative_to(ROOT).parts[:-1]}
    assert folders & {"vendor", "third_party", "node_modules", "site-packages", "dist"} == set()
    assert [named(path) for path in files(".whl", ".gz", ".zip", ".jar", ".so", ".map", ".min")] == []
    assert [named(path) for path in kept() if ".min." in path.name] == []
    ours = files(".py", ".js", ".mjs", ".css", ".html")
    marked = [named(path) for path in ours if NOT_OURS.search(text(path))]
    assert [name for name in marked if name != "tests/architecture/test_tracked_files.py"] == []
