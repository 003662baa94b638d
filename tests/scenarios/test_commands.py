"""The command line for packs and work in files, as a person or a script calls it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from tests.scenarios.garden_wall import EXERCISE, SAMPLES

ROWS = "ID,Task Name,Duration,Predecessors\n"


@pytest.fixture
def run(packs, monkeypatch, tmp_path):
    """The command with no secret, no database and no built assets in sight, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MILEPOST_SCENARIOS_FOLDER", str(packs.folder))
    for name in ("MILEPOST_SECRET_KEY", "MILEPOST_ENVIRONMENT", "MILEPOST_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)

    def _run(*words: str | Path) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)

    return _run


@pytest.fixture
def file(tmp_path):
    """A file of this name with this content, by a path as somebody would type it."""

    def _file(name: str, content: str | bytes) -> Path:
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return Path(name)

    return _file


def marked(result: Result) -> dict:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


class TestPacksCheck:
    def test_good_packs_get_a_line_each(self, run, packs):
        result = run("packs", "check")
        assert result.exit_code == 0
        assert result.stdout == (
            "garden-wall: version 3, documents 2, exercises 1 (05-schedule), samples 5, all as they say\n"
        )

    def test_a_folder_can_be_named_and_so_can_one_pack(self, run, packs, tmp_path):
        shutil.copytree(packs.folder, tmp_path / "elsewhere")
        assert run("packs", "check", "elsewhere").exit_code == 0
        assert run("packs", "check", "elsewhere/garden-wall").exit_code == 0

    def test_faults_go_to_the_error_stream_with_paths_from_here(self, run, packs):
        packs.change("scenario.yaml", "version: 3", "version: three")
        result = run("packs", "check")
        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr == "packs/garden-wall/scenario.yaml:2: version: must be a whole number\n"

    def test_a_sample_that_is_not_marked_as_it_says_is_a_fault(self, run, packs):
        packs.change(f"{SAMPLES}/wall-first.yaml", "logic: not_yet", "logic: pass")
        result = run("packs", "check")
        assert result.exit_code == 2
        assert "wall-first.yaml:2: expect.logic: the checks give not_yet, not pass" in result.stderr

    def test_a_folder_with_no_pack_is_a_fault(self, run, tmp_path):
        (tmp_path / "empty").mkdir()
        result = run("packs", "check", "empty")
        assert (result.exit_code, result.stderr) == (2, "empty:1: there is no pack in it\n")


class TestMark:
    @pytest.mark.parametrize("name", ["05-schedule", "schedule"])
    def test_an_exercise_goes_by_its_folder_or_its_kind(self, run, packs, name):
        assert run("mark", f"garden-wall/{name}", packs.wall / SAMPLES / "pass.yaml", "--json").exit_code == 0

    def test_an_exercise_that_is_not_there_is_answered_with_those_that_are(self, run, file):
        result = run("mark", "garden-wall/sonnet", file("a.yaml", "{}"))
        assert result.exit_code == 2
        assert "There is no exercise garden-wall/sonnet. Choose from: garden-wall/05-schedule." in result.stderr

    def test_work_is_marked_as_the_checks_would(self, run, packs):
        report = marked(run("mark", "garden-wall/schedule", packs.wall / SAMPLES / "wall-first.yaml", "--json"))
        assert list(report) == ["outcome", "score", "awaiting", "criteria", "measures"]
        assert report["outcome"] == "not_yet"
        assert report["awaiting"] == []  # settled: nothing a tutor says could change it
        assert report["measures"]["items_found"] == 2
        complete, logic, words = report["criteria"]
        assert (complete["level"], complete["marked_by"], complete["findings"]) == ("distinction", "checks", [])
        assert words["level"] is None
        assert logic["id"] == "logic"
        assert logic["title"] == "The order is right"
        (finding,) = logic["findings"]
        assert list(finding) == ["check", "severity", "message", "where"]
        assert (finding["check"], finding["severity"], finding["where"]) == ("order_respected", "fault", "1")

    def test_while_a_tutor_is_awaited_the_outcome_is_that_of_the_rest(self, run, packs):
        report = marked(run("mark", "garden-wall/schedule", packs.wall / SAMPLES / "pass.yaml", "--json"))
        assert (report["outcome"], report["awaiting"], report["score"]) == ("distinction", ["words"], 1)

    def test_blank_work_is_not_yet(self, run, file):
        report = marked(run("mark", "garden-wall/schedule", file("blank.json", "{}"), "--json"))
        assert (report["outcome"], report["score"]) == ("not_yet", 0)

    def test_a_bare_payload_a_sample_and_a_table_get_the_same(self, run, file):
        rows = [
            {"ref": 1, "name": "Dig", "duration": 5},
            {"ref": 2, "name": "Build wall", "duration": 10, "predecessors": 1},
        ]
        bare = json.dumps({"start_on": "2027-03-22", "activities": rows})
        table = ROWS + "1,Dig,5,\n2,Build wall,10,1\n"
        files = [file("bare.json", bare), file("sample.yaml", f"about: x\npayload: {bare}"), file("rows.csv", table)]
        reports = [marked(run("mark", "garden-wall/schedule", each, "--json")) for each in files]
        assert reports[0] == reports[1] == reports[2]
        assert reports[0]["criteria"][1]["level"] == "pass"

    def test_a_file_of_another_ending_is_taken_for_what_it_looks_like(self, run, file):
        assert run("mark", "garden-wall/schedule", file("work.txt", ' {"activities": []}')).exit_code == 0
        assert run("mark", "garden-wall/schedule", file("work", "activities: []")).exit_code == 0

    def test_without_json_it_is_a_report_to_read(self, run, packs):
        result = run("mark", "garden-wall/schedule", packs.wall / SAMPLES / "wall-first.yaml")
        lines = result.stdout.splitlines()
        assert lines[:3] == ["Plan the wall (Garden wall)", "Outcome: Not yet", "Score: 33% of what the checks decide"]
        assert "Not yet: The order is right" in lines
        assert "For a tutor: It can be read" in lines
        assert any(line.startswith("  fault: 1: ") for line in lines)

    def test_the_report_says_that_it_is_provisional(self, run, packs):
        result = run("mark", "garden-wall/schedule", packs.wall / SAMPLES / "pass.yaml")
        assert "Outcome: Distinction, provisional until a tutor marks words" in result.stdout

    def test_a_bad_pack_is_told_and_nothing_is_marked(self, run, packs, file):
        packs.change(EXERCISE, "weight: 2", "weight: 4")
        result = run("mark", "garden-wall/schedule", file("a.yaml", "{}"), "--json")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == f"packs/garden-wall/{EXERCISE}:28: rubric[logic].weight: must be at most 3\n"


STRANGE = "is not a field here; check its spelling"
ALIAS = "anchors (&) and aliases (*) are not used here: write the value out, or put it in quotes"
NOT_CSV = "this is not a CSV file. In your spreadsheet choose Save as, then CSV UTF-8"
BAD = [
    ("a.json", "", "a.json:1: this is not JSON: expecting value"),
    ("a.json", '{\n"activities": [\n', "a.json:3: this is not JSON: expecting value"),
    ("a.json", "[]", "a.json:1: must hold fields"),
    ("a.json", '"text"', "a.json:1: must hold fields"),
    ("a.json", '{"colour":\n1}', f"a.json:1: colour: {STRANGE}"),
    ("a.json", '{"activities":\n[{"ref": 1},\n{"ref": 2,\n"hue": 1}]}', f"a.json:4: activities[2].hue: {STRANGE}"),
    ("a.json", '{"activities": 5}', "a.json:1: activities: must be a list"),
    ("a.json", '{"activities":\n[{"name": true}]}', "a.json:2: activities[1].name: must be text"),
    ("a.json", '{"activities":\n[{"name": ["x"]}]}', "a.json:2: activities[1].name: must be text"),
    ("a.json", f'{{"start_on": "{"x" * 1001}"}}', "a.json:1: start_on: can hold 1,000 characters at most"),
    ("a.yaml", "payload:\n activities:\n - ref: 1\n   hue: red", f"a.yaml:4: payload.activities[1].hue: {STRANGE}"),
    ("a.yaml", "payload: nothing", "a.yaml:1: payload: must hold fields"),
    ("a.yaml", "a: *b", f"a.yaml:1: {ALIAS}"),
    ("a.json", b"\x89PNG\r\n\xff\xfe", "a.json:1: this is not UTF-8 text"),
    ("a.csv", b"PK\x03\x04\x00\x00", f"a.csv:1: {NOT_CSV}"),
    ("a.odt", b"PK", "a.odt:1: a .odt file cannot be read here; use one of csv, json, xlsx, xml, yaml"),
    ("b.xlsx", b"PK", "b.xlsx:1: this is not a spreadsheet. In your program choose Save as, then Excel workbook"),
    ("a.json", b" " * (20 * 1024 * 1024 + 1), "a.json:1: the file is 20.0 MB; it can be 20 MB at most"),
    ("a.csv", b" " * (20 * 1024 * 1024 + 1), "a.csv:1: the file is 20.0 MB; it can be 20 MB at most"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "said"), BAD, ids=range(len(BAD)))
@pytest.mark.parametrize(
    "command", [("mark", "garden-wall/schedule"), ("analyse", "schedule")], ids=["mark", "analyse"]
)
def test_a_file_that_cannot_be_used_is_told_with_its_line(run, file, command, name, content, said):
    result = run(*command, file(name, content), "--json")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{said}\n")


@pytest.mark.parametrize(
    "command", [("mark", "garden-wall/schedule"), ("analyse", "schedule")], ids=["mark", "analyse"]
)
def test_a_path_that_is_no_file_is_told(run, tmp_path, command):
    (tmp_path / "folder").mkdir()
    assert run(*command, "nowhere.json").stderr == "nowhere.json:1: there is no such file\n"
    assert run(*command, "folder").stderr == "folder:1: this is not a file\n"


class TestAnalyse:
    def test_the_figures_are_those_of_the_engine(self, run, file):
        work = {"start_on": "2027-03-22", "activities": [{"ref": 1, "name": "Dig", "duration": "1w"}]}
        figures = marked(run("analyse", "schedule", file("a.json", json.dumps(work)), "--json"))
        assert (figures["duration"], figures["finish"]) == (5, "2027-03-26")
        assert figures["activities"][0]["critical"] is True

    def test_without_json_rows_are_a_table(self, run, file):
        work = "start_on: 2027-03-22\nactivities: [{ref: 1, name: Dig, duration: 5}]"
        lines = run("analyse", "schedule", file("a.yaml", work)).stdout.splitlines()
        assert lines[0] == "finish: 2027-03-26"
        assert lines[-2].split()[:3] == ["ref", "name", "early_start"]
        assert lines[-1].split()[:3] == ["1", "Dig", "0"]

    def test_each_cell_that_cannot_be_read_is_told_on_its_line(self, run, file):
        first, second = "{ref: 1, name: Dig,\n   duration: soon}", "{ref: 2, name: Build, duration: 5, predecessors: 9}"
        work = f"start_on: 2027-03-22\nactivities:\n - {first}\n - {second}"
        result = run("analyse", "schedule", file("a.yaml", work), "--json")
        assert result.exit_code == 2
        assert [line.split(": ")[:2] for line in result.stderr.splitlines()] == [
            ["a.yaml:4", "1.duration"],
            ["a.yaml:5", "2.predecessors"],
        ]

    def test_a_field_above_the_rows_has_its_own_line(self, run, file):
        work = "activities: [{ref: 1, name: Dig, duration: 5}]\nstart_on: someday"
        assert run("analyse", "schedule", file("a.yaml", work)).stderr.startswith("a.yaml:2: start_on: ")

    def test_a_row_of_a_table_is_on_the_line_that_it_begins_on(self, run, file):
        table = ROWS + '1,"Dig\nthe footing",5,\n\n2,Build,soon,1\n'
        assert run("analyse", "schedule", file("a.csv", table)).stderr.startswith("a.csv:5: 2.duration: ")

    def test_a_circle_is_told(self, run, file):
        table = ROWS + "1,Dig,5,2\n2,Build,5,1\n"
        result = run("analyse", "schedule", file("a.csv", table))
        assert result.exit_code == 2
        assert result.stderr.startswith("a.csv:")

    def test_a_kind_that_is_not_there_is_answered_with_those_that_are(self, run, file):
        result = run("analyse", "sonnet", file("a.json", "{}"))
        assert result.exit_code == 2
        assert "'risks', 'schedule'" in result.stderr

    def test_a_table_may_be_longer_than_a_page_could_show(self, run, file):
        table = ROWS + "".join(f"{n},Step {n},1,{n - 1 if n > 1 else ''}\n" for n in range(1, 2001))
        figures = marked(run("analyse", "schedule", file("long.csv", table), "--json"))
        assert figures["duration"] == 2000
