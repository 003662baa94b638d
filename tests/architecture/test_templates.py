"""House rules for templates: they compile, use what they import, link to what exists, and hold no inline code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import nodes

from tests.architecture.source import APP, files, text
from tests.databases import on_sqlite

TEMPLATES: dict[str, Path] = {
    path.as_posix().rpartition("/templates/")[2]: path for path in files(".html", under="app")
}
FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL | re.IGNORECASE)
POSTS = re.compile(r"\bmethod\s*=\s*[\"']?post", re.IGNORECASE)
TOKEN = re.compile(r'name="csrf_token" value="\{\{ (csrf_token\(\)|token) \}\}"')
INLINE = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "an inline handler": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "an address that is a script": re.compile(r"javascript:", re.IGNORECASE),
}
REFERENCES = (nodes.Include, nodes.FromImport, nodes.Import, nodes.Extends)
Trees = dict[str, nodes.Template]


@pytest.fixture(scope="module")
def trees(app: Flask) -> Trees:
    """Every template as Jinja reads it; one that does not compile fails here."""
    for name in TEMPLATES:
        app.jinja_env.get_template(name)
    return {name: app.jinja_env.parse(text(path)) for name, path in TEMPLATES.items()}


def calls_to(trees: Trees, function: str) -> Iterator[tuple[str, nodes.Call]]:
    """Every call, with the template and line it stands on."""
    for name, tree in trees.items():
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == function:
                yield f"{name}:{call.lineno}", call


def read_by(trees: Trees) -> dict[str, set[str]]:
    """The rooms that read each template: its own, and those that include or import it."""
    rooms = {name: {name.partition("/")[0]} for name in trees}
    for name, tree in trees.items():
        for node in (node for kind in REFERENCES for node in tree.find_all(kind)):
            if isinstance(node.template, nodes.Const):
                rooms[node.template.value].add(name.partition("/")[0])
    return rooms


def test_every_template_is_found_by_a_name_of_its_own():
    assert "base.html" in TEMPLATES
    assert len(TEMPLATES) == len(list(files(".html", under="app")))


@on_sqlite
def test_every_template_uses_what_it_imports(trees):
    unused = {}
    for name, tree in trees.items():
        each_import = [each for node in tree.find_all(nodes.FromImport) for each in node.names]
        imported = {each[1] if isinstance(each, tuple) else each for each in each_import}
        unused[name] = imported - {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    assert {name: names for name, names in unused.items() if names} == {}


@on_sqlite
def test_nothing_that_people_typed_can_become_code(trees):
    for name, tree in trees.items():
        assert "safe" not in {node.name for node in tree.find_all(nodes.Filter)}, name
        assert not list(tree.find_all(nodes.EvalContextModifier)), f"{name} switches escaping"
        found = [what for what, pattern in INLINE.items() if pattern.search(text(TEMPLATES[name]))]
        assert found == [], name


def test_every_form_that_posts_carries_a_token():
    forms = [(name, form) for name, path in TEMPLATES.items() for form in FORM.findall(text(path))]
    posting = [(name, form) for name, form in forms if POSTS.search(form.partition(">")[0])]
    assert len(posting) > 10
    assert [(name, form[:120]) for name, form in posting if not TOKEN.search(form)] == []


@on_sqlite
def test_every_button_that_posts_is_given_a_token(trees):
    for place, call in calls_to(trees, "post_button"):
        assert len(call.args) == 4 or "token" in {each.key for each in call.kwargs}, place


@on_sqlite
def test_every_address_exists_and_is_given_its_parameters(app, trees):
    """An address that begins with a dot is of the room that answers, so only a template of one room may use it."""
    rooms = read_by(trees)
    for place, call in calls_to(trees, "url_for"):
        if not isinstance(call.args[0], nodes.Const):
            continue
        endpoint, name = call.args[0].value, place.partition(":")[0]
        if endpoint.startswith("."):
            assert len(rooms[name]) == 1, f"{place}: {endpoint} is read in {sorted(rooms[name])}"
            endpoint = f"{name.partition('/')[0]}{endpoint}"
        assert endpoint in app.view_functions, f"{place}: there is no {endpoint}"
        if call.dyn_kwargs is None:
            given = {each.key for each in call.kwargs}
            assert any(rule.arguments <= given for rule in app.url_map.iter_rules(endpoint)), f"{place}: {endpoint}"


@on_sqlite
def test_every_built_file_that_is_asked_for_is_built(app, trees):
    asset = app.jinja_env.globals["asset"]
    for place, call in calls_to(trees, "asset"):
        address = asset(call.args[0].as_const())
        assert (APP / "core" / address.lstrip("/")).is_file(), f"{place}: {address}"


def test_pages_and_their_parts_are_named_so():
    """A part begins with an underscore; components and a kind's panels are called by name."""
    for name, path in TEMPLATES.items():
        room, _, last = name.rpartition("/")
        if room and room != "components" and not room.startswith("kinds"):
            assert last.startswith("_") is not ("{% extends" in text(path)), name
