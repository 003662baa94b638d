"""House rules for source: length, names, and what may be said or called only in one place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from app import kinds
from app.models import Base
from tests.architecture.source import APP, ROOT, at, files, named, nodes, text, tree

MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 60
#: Names that say nothing of what a file is for.
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base_service"}
#: The only files that make markup out of text, each from text that has just been escaped or cleaned: drawings,
#: Markdown, and a lesson's drawings put into its cleaned Markdown.
MAKE_MARKUP = {"app/core/svg.py", "app/core/markdown.py", "app/learning/rendering.py"}
#: A figure leaves exact arithmetic here, and only here besides drawings: for JSON, for a normal distribution, and
#: for drawing durations, which are whole thousandths again at once.
MAKE_FLOATS = {"app/scenarios/marks.py", "app/engines/pert.py", "app/engines/monte_carlo.py"}
#: Who ends a transaction: views, commands, and the outbox, which must not send one e-mail twice.
COMMIT = re.compile(r"app/(cli|\w+/(routes|routes/\w+|commands|outbox))\.py")
PROMISE = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")


def python(under: str = "app") -> Iterator[Path]:
    return files(".py", under=under)


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in nodes(path) if isinstance(node, ast.Call))


def is_view(path: Path) -> bool:
    return path.stem == "routes" or path.parent.name == "routes"


def called(call: ast.Call) -> str:
    """The last name of what is called: `now` for `datetime.now()`."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_files_are_short():
    written = [*python("app"), *python("tests"), *python("docs"), *python("benchmarks"), *python("migrations/env.py")]
    written += [*files(".js", ".css", under="web/src"), *files(".html", under="app"), ROOT / "dev.py"]
    lengths = {named(path): text(path).count("\n") for path in written}
    assert {name: count for name, count in lengths.items() if count >= MOST_LINES} == {}


def test_functions_are_short():
    long = []
    for path in [*python("app"), *python("tests"), *python("docs"), *python("benchmarks"), ROOT / "dev.py"]:
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                count = (node.end_lineno or node.lineno) - node.lineno + 1
                if count > MOST_LINES_OF_A_FUNCTION:
                    long.append((at(path, node), node.name, count))
    assert long == []


def test_every_module_says_what_it_is_for():
    assert [named(path) for path in python() if text(path).strip() and ast.get_docstring(tree(path)) is None] == []


def test_files_are_named_for_what_they_hold():
    assert [named(path) for path in files(".py", ".js", ".css", ".html") if path.stem.lower() in SAYS_NOTHING] == []


def test_nothing_is_promised_in_a_comment():
    endings = (".py", ".js", ".css", ".html", ".md", ".mjs", ".toml", ".yaml", ".mako")
    promises = [
        f"{named(path)}:{number}"
        for path in files(*endings)
        for number, line in enumerate(text(path).splitlines(), start=1)
        if PROMISE.search(line)
    ]
    assert promises == []


def test_only_the_clock_asks_what_time_it_is():
    asked = [
        at(path, call)
        for path in python()
        if named(path) != "app/core/clock.py"
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and called(call) in {"now", "today", "utcnow", "time", "localtime", "gmtime"}
        and getattr(call.func.value, "id", "") in {"datetime", "date", "time", "dt", "func"}
    ]
    assert asked == []


def test_marks_and_money_are_exact():
    """`float()` is for drawing, and for the few files listed; engines and marking hold no float of their own either."""
    made = {named(path) for path in python() for call in calls(path) if called(call) == "float"}
    draws = {named(path) for path in python() if "app.core.svg" in text(path)}
    assert made - draws - MAKE_FLOATS == set()
    literal = [
        at(path, node)
        for path in [*python("app/engines"), *python("app/marking"), *python("app/scenarios")]
        if named(path) not in draws | MAKE_FLOATS
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    assert literal == []


def test_markup_is_made_only_from_what_has_just_been_cleaned():
    made = [at(path, call) for path in python() for call in calls(path) if called(call) == "Markup"]
    assert [place for place in made if place.partition(":")[0] not in MAKE_MARKUP] == []


def test_only_views_and_commands_commit():
    ends = [at(path, call) for path in python() for call in calls(path) if called(call) == "commit"]
    assert [place for place in ends if not COMMIT.fullmatch(place.partition(":")[0])] == []


def test_what_was_posted_is_never_assigned_as_it_came():
    """No `setattr` with a name that is worked out, and no row made in a view from a dictionary of fields."""
    tables = {mapper.class_.__name__ for mapper in Base.registry.mappers}
    for path in python():
        for call in calls(path):
            assert called(call) != "setattr" or isinstance(call.args[1], ast.Constant), at(path, call)
            unpacked = any(each.arg is None for each in call.keywords)
            assert not (is_view(path) and called(call) in tables and unpacked), at(path, call)


def test_no_page_asks_what_role_somebody_has():
    """Pages ask for permissions. Only the administrator's own, which are about roles, name them."""
    pages = [*files(".html", under="app"), *(path for path in python() if is_view(path))]
    asks = [named(path) for path in pages if re.search(r"\brole(\.value)? *(==|!=|not in\b|in\b|is\b)", text(path))]
    assert [name for name in asks if not name.startswith("app/accounts/")] == []


def test_no_kind_is_named_outside_its_folder_and_the_register():
    named_elsewhere = []
    for kind in kinds.KINDS:
        quoted = re.compile(rf"[\"'`]{re.escape(kind.key)}[\"'`]")
        for path in [*files(".html", under="app"), *files(".js", under="web/src")]:
            if not path.is_relative_to(kind.folder) and quoted.search(text(path)):
                named_elsewhere.append(named(path))
        for path in python():
            if path.is_relative_to(kind.folder) or path == APP / "kinds/__init__.py":
                continue
            named_elsewhere += [
                at(path, node) for node in nodes(path) if isinstance(node, ast.Constant) and node.value == kind.key
            ]
    assert named_elsewhere == []
