"""What every artefact kind must satisfy. A new kind gets these tests by being registered and used by a pack."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from werkzeug.datastructures import MultiDict

from app import kinds
from app.config import ROOT
from app.engines.rubric import Level, Severity
from app.kinds.base import Payload
from app.kinds.csv_files import FORMULA_STARTS
from app.kinds.editor import Grid, changes
from app.kinds.form import form_for
from tests.databases import on_sqlite
from tests.kinds.samples import Sample, everything, exercises, samples

every_kind = pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda kind: kind.key)
every_sample = pytest.mark.parametrize("sample", everything(), ids=str)
KEY = re.compile(r"[a-z]+(_[a-z]+)*")
HOSTILE = ("=1+1", "+441632960000", "-2d", "@SUM(A1)", "'=quoted", "\t=tab", 'a "b", c', "two\nlines", "Café – £5")


def without_marks(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


@every_kind
class TestRegister:
    def test_it_is_described_whole(self, kind):
        assert kinds.get(kind.key) is kind
        assert KEY.fullmatch(kind.key)
        assert kind.title
        assert 1 <= kind.duty <= 14
        assert kind.version >= 1
        assert re.fullmatch(r"\d+(\.\d+)*", kind.engine_version)
        assert kind.folder.name == kind.key

    def test_it_is_practised_by_an_exercise_of_its_duty(self, kind):
        assert exercises(kind)
        assert {exercise.duty for exercise in exercises(kind)} == {kind.duty}

    def test_keys_of_checks_are_unique_and_need_only_what_comes_before(self, kind):
        keys = [check.key for check in kind.checks]
        assert len(set(keys)) == len(keys)
        for position, check in enumerate(kind.checks):
            assert KEY.fullmatch(check.key)
            assert check.title
            assert check.run.__doc__, f"{check.key} does not say its rule"
            assert set(check.needs) <= set(keys[:position]), check.key

    def test_columns_are_named_once_and_stored(self, kind):
        stored = kind.payload().model_dump(mode="json")
        fields = [column.key for column in kind.editor.fields]
        assert set(stored) == {*fields, *(grid.key for grid in kind.editor.grids)}
        assert len(stored) == len(fields) + len(kind.editor.grids)
        for grid in kind.editor.grids:
            names = [column.key for column in grid.columns]
            assert len({*names, "ref"}) == len(names) + 1
            assert len({column.label for column in grid.columns}) == len(names)
            assert len({column.label for column in kind.editor.fields}) == len(fields)
            for sample in samples(kind):
                assert all(set(row) == {"ref", *names} for row in grid.rows(sample.stored)), sample.name

    def test_a_reference_names_one_row_of_one_grid(self, kind):
        prefixes = [grid.ref_prefix for grid in kind.editor.grids]
        assert len(set(prefixes)) == len(prefixes)
        for sample in samples(kind):
            assert len(sample.rows) == len(sample.refs), sample.name

    def test_old_versions_can_be_brought_up_to_date(self, kind):
        assert set(kind.upgrades) == set(range(1, kind.version))

    def test_fields_it_does_not_know_are_refused(self, kind):
        with pytest.raises(ValueError, match="unknown_field"):
            kind.payload.model_validate({"unknown_field": "1"})
        with pytest.raises(ValueError, match="unknown_field"):
            kind.brief.model_validate({"unknown_field": "1"})

    def test_what_it_can_write_it_can_read(self, kind):
        assert set(kind.exporters) <= set(kind.importers)
        assert {"csv", "xlsx"} <= set(kind.importers)
        assert "xlsx" in kind.exporters
        assert ("csv" in kind.exporters) is (len(kind.editor.grids) == 1)


@every_kind
class TestMarking:
    def test_a_blank_artefact_passes_nothing(self, kind):
        for exercise in exercises(kind):
            blank = exercise.automark(kind.payload().model_dump(mode="json"))
            assert blank.marked.is_blank
            assert not any(result.is_clean for result in blank.marked.results)
            assert {each.level for each in blank.proposed} == {Level.NOT_YET}
            assert (blank.outcome, blank.score) == (Level.NOT_YET, 0)

    def test_what_an_exercise_begins_with_passes_nothing(self, kind):
        for exercise in exercises(kind):
            begun = exercise.automark(exercise.file.start)
            assert begun.marked.is_blank, exercise.slug
            assert begun.outcome is Level.NOT_YET

    def test_each_check_speaks_to_some_sample_and_passes_another(self, kind):
        results = [result for sample in samples(kind) for result in sample.automarked.marked.results]
        for check in kind.checks:
            mine = [result for result in results if result.key == check.key]
            assert any(result.findings for result in mine), f"no sample makes {check.key} speak"
            assert any(result.is_clean for result in mine), f"no sample passes {check.key}"

    def test_checks_are_all_used_by_a_rubric(self, kind):
        used = {key for exercise in exercises(kind) for criterion in exercise.rubric for key in criterion.checks}
        assert {check.key for check in kind.checks} - used == set(), "a check that nothing is judged by"


@every_sample
class TestSample:
    def test_it_gets_its_levels_and_exactly_its_faults(self, sample: Sample):
        levels = {each.criterion.id: each.level for each in sample.automarked.proposed if each.level is not None}
        assert levels == {name: sample.file.expect[name] for name in levels}
        assert set(sample.file.expect) == {criterion.id for criterion in sample.exercise.rubric}
        faulty = {
            result.key
            for result in sample.automarked.marked.results
            if any(finding.severity is Severity.FAULT for finding in result.findings)
        }
        assert faulty == set(sample.file.faults)

    def test_every_lost_level_is_explained(self, sample: Sample):
        for each in sample.automarked.proposed:
            if each.level is Level.NOT_YET and not sample.automarked.marked.is_blank and not each.criterion.thresholds:
                assert any(result.findings or result.blocked_by for result in each.results), each.criterion.id

    def test_marking_is_pure(self, sample: Sample):
        kind, brief = sample.kind, sample.exercise.brief
        payload = kind.load(sample.file.payload, kind.version)
        before = payload.model_dump_json(), brief.model_dump_json()
        assert kind.mark(payload, brief) == kind.mark(payload, brief) == sample.automarked.marked
        assert (payload.model_dump_json(), brief.model_dump_json()) == before

    def test_findings_point_at_what_is_there(self, sample: Sample):
        """`where` is a row, a cell or a field; `why` is a heading of the lesson; the words are sentences."""
        columns = {column.key for grid in sample.kind.editor.grids for column in grid.columns}
        fields = {column.key for column in sample.kind.editor.fields}
        lesson = next((ROOT / "content/lessons").glob(f"??-{sample.exercise.file.lesson}.md")).read_text()
        anchors = set(re.findall(r"^#+ .*\{#([a-z-]+)\}$", lesson, re.MULTILINE))
        for finding in sample.findings:
            ref, _, column = finding.where.partition(".")
            assert finding.where in {"", *fields} or ref in sample.refs, finding
            assert column in {"", *columns}, finding
            assert finding.why in {"", *anchors}, finding
            assert finding.message[0].isupper() or not finding.message[0].isalpha(), finding
            assert finding.message.rstrip("”").endswith((".", "?", "…")), finding

    def test_rows_are_worked_out_only_where_there_are_some(self, sample: Sample):
        outputs = sample.kind.row_outputs(sample.analysis)
        known = {output.key for grid in sample.kind.editor.grids for output in grid.outputs}
        assert set(outputs) <= sample.refs
        for output in outputs.values():
            assert set(output.cells) <= known
            assert all(isinstance(cell, str) for cell in output.cells.values())

    def test_measures_are_exact(self, sample: Sample):
        assert all(isinstance(value, Decimal) for value in sample.automarked.marked.measures.values())

    def test_facts_are_in_words(self, sample: Sample):
        facts = () if sample.analysis.is_blank else sample.kind.facts(sample.analysis, sample.exercise.brief)
        assert len({fact.label for fact in facts}) == len(facts) <= 6
        assert all(fact.label and fact.value for fact in facts)

    def test_what_is_exported_and_imported_again_is_the_same(self, sample: Sample):
        for ending in {"csv", "xlsx"} & set(sample.kind.exporters):
            content = sample.kind.exporters[ending](sample.payload)
            assert without_edges(sample.kind.read_file(ending, content, sample.payload).payload) == without_edges(
                sample.payload
            )

    def test_the_same_work_makes_the_same_workbook(self, sample: Sample):
        assert sample.kind.exporters["xlsx"](sample.payload) == sample.kind.exporters["xlsx"](sample.payload)

    def test_no_cell_that_leaves_can_be_run_by_a_spreadsheet(self, sample: Sample):
        if "csv" in sample.kind.exporters:
            cells = exported(sample.kind.exporters["csv"](sample.payload))
            assert [cell for row in cells for cell in row if cell.startswith(FORMULA_STARTS)] == []


def without_edges(payload: Payload) -> object:
    """A payload's cells without spaces and line breaks at their ends, which no file keeps."""

    def trimmed(value: object) -> object:
        if isinstance(value, dict):
            return {key: trimmed(each) for key, each in value.items()}
        if isinstance(value, list):
            return [trimmed(each) for each in value]
        return value.strip() if isinstance(value, str) else value

    return trimmed(payload.model_dump(mode="json"))


def exported(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@every_kind
def test_hostile_cells_leave_guarded_and_come_back_as_they_were(kind):
    payload = kind.payload.model_validate({grid.key: hostile_rows(grid) for grid in kind.editor.grids})
    for ending in {"csv", "xlsx"} & set(kind.exporters):
        content = kind.exporters[ending](payload)
        if ending == "csv":
            assert [cell for row in exported(content) for cell in row if cell.startswith(FORMULA_STARTS)] == []
        else:
            assert formulas(content, len(kind.editor.grids) + bool(kind.editor.fields)) == []
        back = kind.read_file(ending, content, kind.payload()).payload
        assert without_edges(back) == without_edges(payload)


def hostile_rows(grid: Grid) -> list[dict[str, str]]:
    texts = [column.key for column in grid.columns if not column.choices]
    return [
        grid.blank_row(f"{grid.ref_prefix}{number}") | dict.fromkeys(texts, cell)
        for number, cell in enumerate(HOSTILE, start=1)
    ]


def formulas(content: bytes, typed: int) -> list[str]:
    """What a spreadsheet would run in the first sheets of a workbook, which hold what was typed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(f"xl/worksheets/sheet{number + 1}.xml").decode() for number in range(typed)]
    return [found for sheet in sheets for found in re.findall(r"<f>.*?</f>", sheet)]


@every_kind
def test_the_reference_can_be_worked_out_without_a_scenario(kind):
    for exercise in exercises(kind):
        figures = kind.figures(kind.load(exercise.reference.payload, kind.version))
        assert json.loads(json.dumps(figures, allow_nan=False)) == figures
        assert figures


class TestPictures:
    @every_sample
    def test_a_drawing_is_whole_and_its_table_says_the_same(self, sample: Sample):
        drawn = () if sample.analysis.is_blank else sample.kind.pictures(sample.analysis, sample.exercise.brief)
        assert len({picture.key for picture in drawn}) == len(drawn)
        for picture in drawn:
            svg = ET.fromstring(str(picture.svg))
            assert (without_marks(svg), svg.get("role")) == ("svg", "img")
            assert svg.get("aria-label")
            assert not [each for each in svg.iter() if without_marks(each) in {"script", "style", "foreignObject"}]
            assert not [each for each in svg.iter() if "style" in each.attrib or "fill" in each.attrib]
            assert picture.title
            assert picture.summary.endswith(".")
            assert len(set(picture.headers)) == len(picture.headers) > 1
            assert all(picture.headers), "a column without a heading cannot be told from another"
            assert {len(row) for row in picture.rows} <= {len(picture.headers)}

    @every_kind
    def test_the_reference_has_pictures_with_rows(self, kind):
        for exercise in exercises(kind):
            sample = Sample(exercise, exercise.file.reference)
            drawn = kind.pictures(sample.analysis, exercise.brief)
            assert drawn
            assert all(picture.rows for picture in drawn)


@on_sqlite
@every_sample
class TestForm:
    @pytest.fixture
    def filled(self, app):
        """The kind's form, filled from a sample, or from what was posted."""

        def fill(sample: Sample, posted: MultiDict[str, str]):
            make = form_for(sample.kind.editor)
            return make(posted, data=make.initial(sample.stored))

        with app.test_request_context():
            yield fill

    def test_form_gives_back_the_payload_it_was_given(self, filled, sample: Sample):
        back = sample.kind.load(filled(sample, MultiDict()).to_payload(), sample.kind.version)
        fields = {column.key: sample.stored[column.key].strip() for column in sample.kind.editor.fields}
        assert back.model_dump(mode="json") == sample.stored | fields

    def test_what_a_browser_posts_is_what_was_shown(self, filled, sample: Sample):
        """Fields go back under their names; a browser sends line breaks as two characters."""
        shown = filled(sample, MultiDict())
        fields = [shown[column.key] for column in sample.kind.editor.fields]
        cells = [field for grid in sample.kind.editor.grids for row in shown[grid.key] for field in row.form]
        posted = MultiDict((field.name, (field.data or "").replace("\n", "\r\n")) for field in (*fields, *cells))
        content = json.dumps(filled(sample, posted).to_payload()).replace("\\r\\n", "\\n")
        back = sample.kind.load(json.loads(content), sample.kind.version)
        assert changes(sample.kind.editor, sample.stored, back.model_dump(mode="json")) == []
        assert sample.kind.mark(back, sample.exercise.brief) == sample.automarked.marked


@on_sqlite
class TestPanels:
    @every_kind
    def test_there_is_one_to_edit_and_one_to_show(self, app, kind):
        for panel in ("edit", "show"):
            app.jinja_env.get_template(kind.template(panel))

    @every_sample
    def test_it_shows_every_row_with_what_was_worked_out_and_said(self, app, sample: Sample):
        said = {ref: [{"tone": "comment", "text": f"About {ref} <b>."}] for ref in sorted(sample.refs)}
        page = app.jinja_env.get_template(sample.kind.template("show")).render(
            payload=sample.stored, kind=sample.kind, outputs=sample.kind.row_outputs(sample.analysis), notes=said
        )
        ids = re.findall(r'\bid="row-([^"]+)"', page)
        assert ids == [row["ref"] for row in sample.rows]
        for ref in ids:
            assert f"About {ref} &lt;b&gt;." in page
        assert "<script" not in page
        assert " style=" not in page
