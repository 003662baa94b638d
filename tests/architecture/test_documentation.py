"""What can be typed and set is in the README, and what the README says to type is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from app.cli import main
from app.config import Settings
from tests.architecture.source import ROOT, text

README = text(ROOT / "README.md")


def commands(group: click.Group, before: str = "milepost") -> Iterator[str]:
    for name, command in group.commands.items():
        words = f"{before} {name}"
        if isinstance(command, click.Group):
            yield from commands(command, words)
        else:
            yield words


@pytest.mark.parametrize("command", list(commands(main)))
def test_every_command_is_in_the_readme(command):
    assert command in README


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_in_the_readme(name):
    assert f"MILEPOST_{name.upper()}" in README


def test_every_setting_that_the_readme_names_exists():
    named = set(re.findall(r"MILEPOST_[A-Z_]+[A-Z]", README))
    assert named <= {f"MILEPOST_{name.upper()}" for name in Settings.model_fields}


def test_every_milepost_command_that_the_readme_types_exists():
    known = list(commands(main))
    first_words = {each.split()[1] for each in known}
    typed = set(re.findall(r"(?:^|`|\n|bin/)milepost ([a-z]+)", README))
    assert typed
    assert typed <= first_words, typed - first_words


def test_every_command_of_the_set_up_script_is_in_the_readme():
    documented = re.findall(r"python3 dev\.py(?: (\w+))?", text(ROOT / "dev.py").split('"""')[1])
    assert len(documented) >= 5
    for word in documented:
        assert f"python3 dev.py {word}".strip() in README


@pytest.mark.parametrize("command", list(commands(main)))
def test_every_command_explains_itself(command):
    group: click.Command = main
    for word in command.split()[1:]:
        group = group.commands[word]  # type: ignore[attr-defined]
    assert group.help, command
    assert "." in group.help, "a sentence"


def test_every_picture_and_file_that_the_readme_points_to_is_there():
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", README):
        if not re.match(r"[a-z]+:", target):
            assert (ROOT / target).exists(), target
