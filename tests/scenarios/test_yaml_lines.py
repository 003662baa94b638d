"""YAML and JSON with lines: nothing is guessed, nothing can grow, and every fault has its line."""

from __future__ import annotations

import pytest

from app.scenarios.yaml_lines import Problem, Source, read_json, read_yaml


def yaml_of(text: str) -> Source:
    problems: list[Problem] = []
    source = read_yaml(text, "a.yaml", problems)
    assert problems == []
    assert source is not None
    return source


def said_of(text: str, *, is_json: bool = False) -> list[str]:
    problems: list[Problem] = []
    (read_json if is_json else read_yaml)(text, "file", problems)
    return [str(problem) for problem in problems]


class TestNothingIsGuessed:
    @pytest.mark.parametrize(
        "word",
        ["no", "NO", "on", "off", "yes", "y", "true", "007", "1.10", "1_000", "12:30", "0x1F", "1e3", "2027-03-26"],
    )
    def test_a_word_stays_what_was_written(self, word):
        assert yaml_of(f"answer: {word}").content == {"answer": word}

    @pytest.mark.parametrize("key", ["on", "no", "y", "1", "null"])
    def test_the_name_of_a_field_is_text(self, key):
        assert yaml_of(f"{key}: a").content == {key: "a"}

    @pytest.mark.parametrize("nothing", ["", "~", "null"])
    def test_nothing_is_nothing(self, nothing):
        assert yaml_of(f"answer: {nothing}").content == {"answer": None}

    def test_what_is_quoted_is_text(self):
        assert yaml_of("a: ''\nb: \"~\"\nc: 'null'").content == {"a": "", "b": "~", "c": "null"}

    def test_a_merge_key_merges_nothing(self):
        assert yaml_of("<<: {a: b}").content == {"<<": {"a": "b"}}

    def test_json_keeps_true_and_false_and_takes_numbers_as_typed(self):
        source = read_json('{"a": true, "b": null, "c": 1.10, "d": "x\\n\\u00e9"}', "file", [])
        assert source is not None
        assert source.content == {"a": True, "b": None, "c": "1.10", "d": "x\né"}


class TestLines:
    def test_a_value_is_on_the_line_of_its_name(self):
        source = yaml_of("# first\ntitle: >-\n  two\n  lines\nrows:\n  - {ref: a}\n  - ref: b\n    cost: 3\n")
        places = [("title",), ("rows",), ("rows", 0), ("rows", 1), ("rows", 1, "cost")]
        assert [source.line(at) for at in places] == [2, 5, 6, 7, 8]

    def test_what_is_missing_is_on_the_line_of_what_should_hold_it(self):
        source = yaml_of("rows:\n  - ref: a\n  - ref: b\n")
        assert source.line(("rows", 1, "cost")) == 3
        assert source.line(("rows", 9)) == 1
        assert source.line(("title",)) == 1

    def test_json_has_the_same_lines(self):
        source = read_json('{"title": "a\\nb",\n "rows": [\n  {"ref": "a",\n   "cost": [1, 2]}]}', "file", [])
        assert source is not None
        assert [source.line(at) for at in [("rows",), ("rows", 0), ("rows", 0, "cost", 1)]] == [2, 3, 4]

    def test_an_item_goes_by_its_id_or_ref_or_else_by_its_number_from_one(self):
        source = yaml_of("rows:\n  - id: dig\n  - ref: R2\n  - name: x\n")
        described = [source.describe(("rows", number, "cost")) for number in range(3)]
        assert described == ["rows[dig].cost", "rows[R2].cost", "rows[3].cost"]

    def test_each_finds_the_values_that_fit_a_pattern_and_skips_the_rest(self):
        source = yaml_of("rows:\n  - {tags: [a, b]}\n  - tags: c\n  - {tags: [d]}\nother: 1")
        assert [value for _, value in source.each("rows", "*", "tags", "*")] == ["a", "b", "d"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "file:1: there is nothing in it"),
        ("a: 1\n\tb: 2", "file:2: this is not YAML: found a tab character that violates indentation"),
        (
            "a: 1\nb: c: d",
            "file:2: this is not YAML: mapping values are not allowed in this context. "
            "A text with a colon in it must be in quotes",
        ),
        ("a: [1, 2\n\n\n", "file:1: this is not YAML: did not find expected ',' or ']'"),
        ("a: 1\nb: 2\na: 3", "file:3: a: is given twice; the first is on line 1"),
        ("a: b\n---\nc: d", "file:2: a second document begins here; there can be one to a file"),
        ("? [a]\n: 1", "file:1: the name of a field must be text"),
        ("a:\n  b\x07", "file:2: there is a character here that text cannot hold (U+0007)"),
        ("a: " + "[" * 60 + "]" * 60, "file:1: this is nested more than 40 levels deep"),
        ("a: " + "[" * 100_000, "file:1: this is nested more than 40 levels deep"),
        (
            "a: !!python/object:os.system x",
            "file:1: tags (!) are not used here: put the value in quotes if it begins with one",
        ),
    ],
)
def test_yaml_that_cannot_be_used_is_refused_on_its_line(text, said):
    assert said_of(text) == [said]


def test_a_bomb_of_aliases_is_refused_before_it_grows():
    bomb = "a: &a [x, x]\n" + "\n".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]" for n in range(20)
    )
    (said,) = said_of(bomb)
    assert said.startswith("file:1: anchors (&) and aliases (*) are not used here")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "file:1: this is not JSON: expecting value"),
        ('{"a": 1,\n "b": }', "file:2: this is not JSON: expecting value"),
        ('{"a": 1}\n{}', "file:2: this is not JSON: extra data"),
        ('{"a": NaN}', "file:1: this is not JSON: NaN is not a number there"),
        ('{"a": 1,\n"a": 2}', "file:2: a: is given twice; the first is on line 1"),
        ("[" * 100_000, "file:1: this is nested more than 40 levels deep"),
        ('[1,\n"\\ud800"]', "file:2: there is a character here that text cannot hold"),
        ("[" + "0," * 1_000_000 + "0]", "file:1: there are more than 1,000,000 values in it"),
    ],
    ids=["empty", "syntax", "two", "nan", "twice", "deep", "surrogate", "many"],
)
def test_json_that_cannot_be_used_is_refused_on_its_line(text, said):
    assert said_of(text, is_json=True) == [said]
