"""Packs are read whole, and every fault is told at once with its file and line."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from app import kinds
from app.engines.rubric import Level
from app.scenarios.proving import prove
from app.scenarios.reading import PackError, read_library
from tests.scenarios.garden_wall import EXERCISE, SAMPLES

BRIEF = "in-tray/01-brief.md"
SURVEY = "in-tray/02-survey.md"
BLANK = f"{SAMPLES}/blank.yaml"
PASS = f"{SAMPLES}/pass.yaml"
DATE = "is not a date; write it as 2027-03-26"
KINDS = ", ".join(sorted(kinds.known()))


def faults(packs) -> list[str]:
    with pytest.raises(PackError) as caught:
        read_library(packs.folder)
    return packs.said(caught.value.problems)


class TestAPack:
    def test_everything_in_it_is_there(self, packs):
        (scenario,) = read_library(packs.folder).scenarios
        assert (scenario.slug, scenario.title, scenario.version) == ("garden-wall", "Garden wall", 3)
        assert [document.stem for document in scenario.documents] == ["01-brief", "02-survey"]
        (exercise,) = scenario.exercises
        assert exercise.slug == "05-schedule"
        assert exercise.ksbs == ("D5.S1", "D5.K1", "D5.S2")
        assert exercise.reference.outcome is Level.DISTINCTION
        assert exercise.text == "Plan the wall from the two papers."
        assert set(exercise.samples) == {"blank", "cannot-be-read", "distinction", "pass", "wall-first"}

    def test_exercises_and_their_scenario_know_each_other(self, packs):
        (scenario,) = read_library(packs.folder).scenarios
        assert scenario.exercises[0].scenario is scenario

    def test_a_document_has_its_front_matter_its_text_and_its_table(self, packs):
        (scenario,) = read_library(packs.folder).scenarios
        survey = scenario.by_stem["02-survey"]
        assert survey.header.on == date(2027, 3, 4)
        assert survey.text == "Digging takes five days. See the table."
        assert [(column.title, column.is_number) for column in survey.table.columns] == [
            ("hole", False),
            ("depth_m", True),
            ("note", False),
        ]
        assert survey.table.rows == (("A", "1.2", "clay"), ("B", "0.9", ""))

    def test_a_folder_that_is_a_pack_is_read_as_one(self, packs):
        assert [scenario.slug for scenario in read_library(packs.wall).scenarios] == ["garden-wall"]

    def test_a_folder_with_an_underscore_is_not_a_pack(self, packs):
        (packs.folder / "_drafts").mkdir()
        assert len(read_library(packs.folder).scenarios) == 1

    def test_every_pack_that_is_served_does_what_it_says(self, app):
        served = read_library(app.config["SCENARIOS_FOLDER"], app.config["CONTENT_FOLDER"])
        assert served.scenarios
        assert [str(problem) for problem in prove(served)] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("scenario.yaml", "title: Garden wall\n", "", "1: title: is missing"),
        ("scenario.yaml", "title: Garden wall", "title:", "3: title: is empty"),
        ("scenario.yaml", "title: Garden wall", "title: [Garden, wall]", "3: title: must be text"),
        ("scenario.yaml", "version: 3", "version: three", "2: version: must be a whole number"),
        ("scenario.yaml", "version: 3", "version: true", "2: version: must be a whole number"),
        ("scenario.yaml", "version: 3", "version: 0", "2: version: must be at least 1"),
        ("scenario.yaml", "version: 3", "version: 3\nversion: 4", "3: version: is given twice; the first is on line 2"),
        (
            "scenario.yaml",
            "summary:",
            "sumary:",
            "1: summary: is missing|4: sumary: is not a field here; check its spelling",
        ),
        ("scenario.yaml", "today: 2027-03-19", "today: 2027-02-30", f"14: today: {DATE}"),
        ("scenario.yaml", "today: 2027-03-19", "today: 20270319", f"14: today: {DATE}"),
        ("scenario.yaml", "today: 2027-03-19", "today: 0", f"14: today: {DATE}"),
        (
            "scenario.yaml",
            "today: 2027-03-19",
            "today: 2028-03-19",
            "14: today: 2028-03-19 is outside the project, 2027-03-01 to 2027-04-30",
        ),
        (
            "scenario.yaml",
            "on: 2027-04-30",
            "on: 2027-03-12",
            "13: stages[2].on: 2027-03-12 is not after 2027-03-12, so the stages are out of order|"
            "14: today: 2027-03-19 is outside the project, 2027-03-01 to 2027-03-12",
        ),
        (
            "scenario.yaml",
            "sponsor: Ada Brook",
            "sponsor: Eve Dale",
            "9: project.sponsor: “Eve Dale” is not among the people",
        ),
        (
            "scenario.yaml",
            "id: ben-carr",
            "id: ada-brook",
            "17: people[ada-brook].id: “ada-brook” is used twice; the first is on line 16",
        ),
        (
            "scenario.yaml",
            "id: ben-carr",
            "id: Ben Carr",
            "17: people[Ben Carr].id: is not in the right form (^[a-z0-9]+(-[a-z0-9]+)*$)",
        ),
        (
            "scenario.yaml",
            "  - 02-survey",
            "  - 02-survey\n  - 03-letter",
            "21: in_tray[3]: there is no in-tray/03-letter.md",
        ),
        (
            "scenario.yaml",
            "  - 02-survey",
            "  - 02-survey\n  - 01-brief",
            "21: in_tray[3]: “01-brief” is used twice; the first is on line 19",
        ),
        (
            "scenario.yaml",
            "title: Garden wall",
            "title: Garden: wall",
            "3: this is not YAML: mapping values are not allowed in this context. "
            "A text with a colon in it must be in quotes",
        ),
        (BRIEF, "on: 2027-03-01", "on: Monday", f"7: on: {DATE}"),
        (BRIEF, "from: Ada Brook\n", "", "2: from: is missing"),
        (BRIEF, "kind: e-mail", "kind: e-mail\ncolour: red", "5: colour: is not a field here; check its spelling"),
        (BRIEF, "---\nid", "id", "1: it must begin with a line of --- and its front matter"),
        (BRIEF, "---\nDig", "Dig", "1: the front matter has no closing line of ---"),
        (
            BRIEF,
            "Dig, then build. The wall must **stand** by summer.",
            "",
            "8: there is nothing below the front matter",
        ),
        (BRIEF, "1c0002", "1c00", '2: id: is not an id; make one with `python3 -c "import uuid; print(uuid.uuid4())"`'),
        ("in-tray/depths.csv", "B,0.9,", "B,0.9", "3: 2 cells where the headings have 3"),
        (EXERCISE, "duty: 5", "duty: 15", "3: duty: must be at most 14"),
        (EXERCISE, "kind: schedule", "kind: sonnet", f"4: kind: there is no “sonnet”; choose from {KINDS}"),
        (EXERCISE, "lesson: schedule", "lesson: poetry", "6: lesson: “poetry” is not the slug of a lesson"),
        (EXERCISE, "reference: distinction", "reference: best", "7: reference: there is no samples/best.yaml"),
        (EXERCISE, "start_on:", "starts:", "9: start.starts: is not a field here; check its spelling"),
        (EXERCISE, "days: [10, 10]", "days: [10, ten]", "13: brief.items[build].days[2]: must be a whole number"),
        (
            EXERCISE,
            "days: [10, 10]",
            "days: [12, 10]",
            "13: brief.items[build]: item build: the least days (12) are more than the most (10)",
        ),
        (
            EXERCISE,
            "10], source: 01-brief",
            "10], source: 09-brief",
            "13: brief.items[build].source: “09-brief” is not a document of the in-tray",
        ),
        (EXERCISE, "first: dig", "first: digging", "10: brief: order names digging, which is not among the items"),
        (
            EXERCISE,
            "ksbs: [D5.S1]",
            "ksbs: [D5.S1, D5.S9]",
            "19: rubric[complete].ksbs[2]: “D5.S9” is not a KSB of the standard",
        ),
        (
            EXERCISE,
            "checks: [readable]",
            "checks: [legible]",
            "22: rubric[complete].checks[1]: “legible” is not a check of schedule",
        ),
        (EXERCISE, "weight: 2", "weight: 4", "28: rubric[logic].weight: must be at most 3"),
        (
            EXERCISE,
            "marked_by: tutor",
            "marked_by: nobody",
            "36: rubric[words].marked_by: must be 'checks', 'tutor' or 'both'",
        ),
        (
            EXERCISE,
            "levels: {not_yet: The wall could come first., pass: The footing comes first.}",
            "levels: {pass: The footing comes first.}",
            "25: rubric[logic]: levels: there is no descriptor for not_yet",
        ),
        (
            EXERCISE,
            "    checks: [order_respected]\n",
            "",
            "25: rubric[logic]: Criterion logic: it needs a check or a threshold to be marked by.",
        ),
        (PASS, "words: pass", "words: good", "2: expect.words: must be 'not_yet', 'pass' or 'distinction'"),
        (PASS, "logic: pass", "logic: distinction", "2: expect.logic: the criterion does not offer distinction"),
        (PASS, ", words: pass", "", "2: expect: there is no level for words"),
        (PASS, "words: pass", "words: pass, style: pass", "2: expect.style: is not a criterion of the rubric"),
        (PASS, "outcome: pass", "outcome: pass\nfaults: [late]", "4: faults[1]: “late” is not a check of schedule"),
        (PASS, "name: dig", "nam: dig", "7: payload.activities[1].nam: is not a field here; check its spelling"),
        ("exercises/05-schedule/brief.md", "Plan the wall from the two papers.", "", "1: there is nothing in it"),
    ],
)
def test_a_fault_is_told_with_its_file_and_line(packs, file, old, new, said):
    packs.change(file, old, new)
    assert faults(packs) == [f"{file}:{each}" for each in said.split("|")]


class TestWhatConcernsSeveralFiles:
    def test_an_id_that_another_document_has_is_told(self, packs):
        packs.change(BRIEF, "3c1f5e1c0002", "3c1f5e1c0003")
        assert faults(packs) == [
            f"{SURVEY}:2: id: 0b0e7a9c-57a4-4c8e-9a36-3c1f5e1c0003 is already the id in {packs.wall}/{BRIEF}:2; "
            "a copied pack needs new ids"
        ]

    def test_an_attachment_outside_the_in_tray_is_refused(self, packs):
        packs.change(SURVEY, "attachment: depths.csv", "attachment: ../scenario.csv")
        assert faults(packs) == [
            "in-tray/02-survey.md:8: attachment: “../scenario.csv” must be the name of a CSV file in in-tray",
            "in-tray/depths.csv:1: no document has this file as its attachment",
        ]

    def test_two_criteria_with_one_id_leave_every_sample_wrong(self, packs):
        packs.change(EXERCISE, "id: words", "id: logic")
        names = ("blank", "cannot-be-read", "distinction", "pass", "wall-first")
        assert faults(packs) == [
            f"{EXERCISE}:32: rubric[logic].id: “logic” is used twice; the first is on line 25",
            *(f"{SAMPLES}/{name}.yaml:2: expect.words: is not a criterion of the rubric" for name in names),
        ]


class TestFilesThatShouldBeThere:
    @pytest.mark.parametrize(
        ("file", "said"),
        [
            ("scenario.yaml", "scenario.yaml:1: there is no such file"),
            (BRIEF, "scenario.yaml:19: in_tray[1]: there is no in-tray/01-brief.md"),
            ("in-tray/depths.csv", "in-tray/02-survey.md:8: attachment: there is no in-tray/depths.csv"),
            (EXERCISE, f"{EXERCISE}:1: there is no such file"),
            ("exercises/05-schedule/brief.md", "exercises/05-schedule/brief.md:1: there is no such file"),
            (f"{SAMPLES}/distinction.yaml", f"{EXERCISE}:7: reference: there is no samples/distinction.yaml"),
            (BLANK, f"{SAMPLES}:1: there is no blank.yaml: what is handed in when nothing was done"),
            (PASS, f"{SAMPLES}:1: there is no sample with the outcome pass"),
        ],
    )
    def test_one_that_is_missing_is_told(self, packs, file, said):
        (packs.wall / file).unlink()
        assert said in faults(packs)

    def test_a_document_that_the_in_tray_does_not_list_is_told(self, packs):
        shutil.copy(packs.wall / BRIEF, packs.wall / "in-tray/03-more.md")
        packs_problems = faults(packs)
        assert f"in-tray/03-more.md:1: in_tray in {packs.wall}/scenario.yaml does not list it" in packs_problems

    def test_a_pack_without_exercises_is_told(self, packs):
        shutil.rmtree(packs.wall / "exercises")
        assert faults(packs) == ["exercises:1: there is no exercise in it"]

    def test_a_folder_that_is_not_there_is_told(self, packs):
        with pytest.raises(PackError, match="there is no such folder"):
            read_library(packs.folder / "nowhere")

    def test_a_file_that_is_not_text_is_told_with_the_line_of_the_first_bad_byte(self, packs):
        (packs.wall / "scenario.yaml").write_bytes(b"id: a\ntitle: \xff\n")
        assert "scenario.yaml:2: this is not UTF-8 text" in faults(packs)

    def test_a_file_that_is_far_too_large_is_not_read(self, packs):
        (packs.wall / BRIEF).write_text("x" * (1024 * 1024 + 1))
        assert f"{BRIEF}:1: the file is 1.0 MB; it can be 1 MB at most" in faults(packs)

    def test_names_that_addresses_are_made_of_must_be_fit_for_it(self, packs):
        packs.wall.rename(packs.folder / "Garden wall")
        assert any(
            "the name “Garden wall” must be lower-case words joined by hyphens" in each for each in faults(packs)
        )


class TestAllAtOnce:
    def test_faults_of_several_files_are_told_together_in_order(self, packs):
        packs.change("scenario.yaml", "version: 3", "version: three")
        packs.change(BRIEF, "on: 2027-03-01", "on: Monday")
        packs.change(EXERCISE, "ksbs: [D5.S1]", "ksbs: [D5.S9]")
        packs.change(EXERCISE, "weight: 2", "weight: 4")
        packs.change(PASS, "name: dig", "nam: dig")
        told = [each.split(": ")[0] for each in faults(packs)]
        assert told == [f"{EXERCISE}:19", f"{EXERCISE}:28", f"{PASS}:7", f"{BRIEF}:7", "scenario.yaml:2"]

    def test_a_copied_pack_needs_new_ids(self, packs):
        shutil.copytree(packs.wall, packs.folder / "other-wall")
        with pytest.raises(PackError) as caught:
            read_library(packs.folder)
        assert len(caught.value.problems) == 4
        assert all("a copied pack needs new ids" in str(problem) for problem in caught.value.problems)

    def test_a_measure_that_the_kind_does_not_work_out_is_told(self, packs):
        packs.change(EXERCISE, "pass: {items_found: 1}", "pass: {items_lost: 1}")
        (said,) = faults(packs)
        assert said.startswith(
            f"{EXERCISE}:23: rubric[complete].thresholds.pass.items_lost: is not a measure of schedule"
        )


class TestProving:
    """Samples are marked, and each must get what it says."""

    def told(self, packs) -> list[str]:
        return packs.said(prove(read_library(packs.folder)))

    def test_a_sample_that_gets_another_level_is_told_with_the_reason(self, packs):
        packs.change(f"{SAMPLES}/wall-first.yaml", "logic: not_yet", "logic: pass")
        assert self.told(packs) == [
            f"{SAMPLES}/wall-first.yaml:2: expect.logic: the checks give not_yet, not pass "
            "(order_respected: fault at 1)"
        ]

    def test_a_sample_that_comes_to_another_outcome_is_told(self, packs):
        packs.change(PASS, "words: pass", "words: distinction")
        assert f"{PASS}:3: outcome: it comes to distinction, not pass" in self.told(packs)

    def test_a_fault_that_the_sample_does_not_speak_of_is_told(self, packs):
        packs.change(f"{SAMPLES}/wall-first.yaml", "faults: [order_respected]\n", "")
        (said,) = self.told(packs)
        assert said.startswith(f"{SAMPLES}/wall-first.yaml:1: faults: order_respected finds a fault too: ")

    def test_a_fault_that_is_not_there_is_told(self, packs):
        packs.change(PASS, "outcome: pass", "outcome: pass\nfaults: [readable]")
        assert self.told(packs) == [f"{PASS}:4: faults[1]: readable finds no fault"]

    def test_a_check_that_catches_no_sample_is_told(self, packs):
        (packs.wall / f"{SAMPLES}/wall-first.yaml").unlink()
        assert self.told(packs) == [f"{EXERCISE}:30: rubric[logic].checks[1]: no sample is caught by order_respected"]

    def test_a_reference_that_fails_is_told(self, packs):
        packs.change(EXERCISE, "reference: distinction", "reference: wall-first")
        assert self.told(packs) == [f"{EXERCISE}:7: reference: the reference must pass"]

    def test_a_start_that_would_count_as_work_is_told(self, packs):
        packs.change(EXERCISE, 'start_on: "2027-03-22"', "activities: [{ref: 1, name: Dig, duration: 5}]")
        assert self.told(packs) == [f"{EXERCISE}:8: start: handed in unchanged, it would count as work"]
