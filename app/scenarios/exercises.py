"""Reads the exercises of a pack: the rubric, the marking key in the kind's own model, and the samples that prove it."""

from __future__ import annotations

from collections.abc import Mapping, Set
from pathlib import Path

from pydantic import ValidationError

from app import kinds
from app.engines.rubric import Level
from app.kinds.base import Brief
from app.scenarios.gathering import ANY, Reading, report_repeats
from app.scenarios.pack import Criterion, Exercise, ExerciseFile, Sample, Scenario
from app.scenarios.validating import validate
from app.scenarios.yaml_lines import Source

BLANK = "blank"
#: Where a brief may name a document of the in-tray.
SOURCES = (("brief", ANY, "source"), ("brief", ANY, ANY, "source"))


def read_exercise(folder: Path, scenario: Scenario | None, stems: Set[str], reading: Reading) -> Exercise | None:
    """The exercise in a folder. `stems` are the documents that it may refer to."""
    reading.slug(folder, is_numbered=True)
    text = _words(folder / "brief.md", reading)
    if (source := reading.source(folder / "exercise.yaml")) is None:
        return None
    file = validate(ExerciseFile, source, reading.problems)
    if file:
        reading.claim(file.id, source)
    kind = _kind(source, reading)
    _check_references(source, kind, stems, reading)
    siblings = {each.name for each in folder.parent.iterdir() if each.is_dir()} - {folder.name}
    _known(source, ("reads", ANY), siblings, "is not another exercise of this scenario", reading)
    if kind is None:
        return None
    brief = _brief(source, kind, reading)
    samples = _samples(folder / "samples", file, kind, reading)
    if file is None or brief is None:
        return None
    _check_samples(folder / "samples", file, samples, source, reading)
    _check_measures(source, file, kind, brief, samples, reading)
    if scenario is None:
        return None
    return Exercise(folder.name, file, text, brief, folder, samples, scenario)


def _words(path: Path, reading: Reading) -> str:
    text = reading.text(path)
    if text is not None and not text.strip():
        reading.complain(path, "there is nothing in it")
    return (text or "").strip()


def _kind(source: Source, reading: Reading) -> kinds.AnyKind | None:
    """The kind that the exercise names. That it names one at all is for the model to say."""
    for at, key in source.each("kind"):
        if key in kinds.known():
            return kinds.get(key)
        choices = ", ".join(sorted(kinds.known()))
        reading.problems.append(source.problem(at, f"there is no “{key}”; choose from {choices}"))
    return None


def _check_references(source: Source, kind: kinds.AnyKind | None, stems: Set[str], reading: Reading) -> None:
    """Every code, check, lesson and document that is named must exist."""
    report_repeats(source, ("rubric", ANY, "id"), reading.problems)
    _known(source, ("rubric", ANY, "ksbs", ANY), reading.ksbs, "is not a KSB of the standard", reading)
    _known(source, ("lesson",), reading.lessons, "is not the slug of a lesson", reading)
    for pattern in SOURCES:
        _known(source, pattern, stems | {""}, "is not a document of the in-tray", reading)
    if kind is not None:
        keys = {check.key for check in kind.checks}
        _known(source, ("rubric", ANY, "checks", ANY), keys, f"is not a check of {kind.key}", reading)


def _known(source: Source, pattern: tuple[str, ...], known: Set[str], otherwise: str, reading: Reading) -> None:
    for at, value in source.each(*pattern):
        if isinstance(value, str) and value not in known:
            reading.problems.append(source.problem(at, f"“{value}” {otherwise}"))


def _brief(source: Source, kind: kinds.AnyKind, reading: Reading) -> Brief | None:
    """The marking key, and the start payload beside it, against the kind's own models."""
    if isinstance(source.content.get("start"), dict):
        validate(kind.payload, source, reading.problems, ("start",))
    if not isinstance(source.content.get("brief"), dict):
        return None
    return validate(kind.brief, source, reading.problems, ("brief",))


def _samples(folder: Path, file: ExerciseFile | None, kind: kinds.AnyKind, reading: Reading) -> dict[str, Sample]:
    found: dict[str, Sample] = {}
    for path in sorted(folder.glob("*.yaml")):
        reading.slug(path)
        if (source := reading.source(path)) is None:
            continue
        sample = validate(Sample, source, reading.problems)
        if isinstance(source.content, dict) and isinstance(source.content.get("payload"), dict):
            validate(kind.payload, source, reading.problems, ("payload",))
        _known(source, ("faults", ANY), {check.key for check in kind.checks}, f"is not a check of {kind.key}", reading)
        if sample and file:
            _check_expect(sample, file.rubric, source, reading)
            found[path.stem] = sample
    return found


def _check_expect(sample: Sample, rubric: tuple[Criterion, ...], source: Source, reading: Reading) -> None:
    """A level for every criterion of the rubric, one that it offers, and for nothing else."""
    by_id = {criterion.id: criterion for criterion in rubric}
    if missing := [each for each in by_id if each not in sample.expect]:
        reading.problems.append(source.problem(("expect",), f"there is no level for {', '.join(missing)}"))
    for name, level in sample.expect.items():
        if name not in by_id:
            reading.problems.append(source.problem(("expect", name), "is not a criterion of the rubric"))
        elif level not in by_id[name].levels:
            reading.problems.append(source.problem(("expect", name), f"the criterion does not offer {level}"))


def _check_samples(
    folder: Path, file: ExerciseFile, samples: Mapping[str, Sample], source: Source, reading: Reading
) -> None:
    """The reference, a blank one and one that passes are there."""
    if not (folder / f"{file.reference}.yaml").is_file():
        reading.problems.append(source.problem(("reference",), f"there is no samples/{file.reference}.yaml"))
    if not (folder / f"{BLANK}.yaml").is_file():
        reading.complain(folder, f"there is no {BLANK}.yaml: what is handed in when nothing was done")
    all_are_read = len(samples) == len(list(folder.glob("*.yaml")))
    if all_are_read and all(sample.outcome is not Level.PASS for sample in samples.values()):
        reading.complain(folder, "there is no sample with the outcome pass")


def _check_measures(
    source: Source,
    file: ExerciseFile,
    kind: kinds.AnyKind,
    brief: Brief,
    samples: Mapping[str, Sample],
    reading: Reading,
) -> None:
    """Thresholds name measures that the kind works out; the reference is where to see which those are."""
    named = [at for at, _ in source.each("rubric", ANY, "thresholds", ANY, ANY)]
    reference = samples.get(file.reference)
    if not named or reference is None:
        return
    try:
        payload = kind.load(reference.payload, kind.version)
    except ValidationError:
        return  # reported with the sample; without it the measures cannot be known
    known = kind.mark(payload, brief).measures
    for at in named:
        if at[-1] not in known:
            message = f"is not a measure of {kind.key}; it works out {', '.join(sorted(known))}"
            reading.problems.append(source.problem(at, message))
