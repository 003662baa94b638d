"""Files of evidence: what is let in, under what name, and where it is kept.

A file is known by its content, and its ending must agree. Nothing is ever opened, unpacked or converted here: of an
office file only the list of its parts is read. A file is kept once, under its SHA-256, so no name a person chose ever
becomes a path.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import shutil
import struct
import tempfile
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

import puremagic

from app.core.errors import Refused

MEGABYTE: Final = 1024 * 1024
LONGEST_NAME: Final = 150
#: The list of parts of an office file; a longer one is not a document that somebody wrote.
LONGEST_LIST: Final = 2 * MEGABYTE
CHUNK: Final = 256 * 1024

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
#: What may be uploaded: the media type that each ending is served with.
MEDIA_TYPES: Final[Mapping[str, str]] = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "odt": f"{_OPEN_DOCUMENT}text",
    "ods": f"{_OPEN_DOCUMENT}spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "txt": "text/plain",
    "csv": "text/csv",
}
ACCEPTED: Final = "PDF, Word, Excel, PowerPoint, OpenDocument (odt, ods), PNG, JPEG, WebP, text or CSV"
_TEXT: Final = {"txt", "csv"}
_ZIPPED: Final = {"docx", "xlsx", "pptx", "odt", "ods"}
_MAIN_PARTS: Final = {"docx": "word/document", "xlsx": "xl/workbook", "pptx": "ppt/presentation"}
_OLD_OFFICE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_END_OF_LIST: Final = struct.Struct("<4s4H2LH")
_MARKUP: Final = re.compile(r"<\s*(!doctype|html|head|body|svg|script|iframe|\?xml)\b", re.IGNORECASE)
_NOT_PROSE: Final = ("#!", "%PDF", "{\\rtf")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_UNSHOWN: Final = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


class FileRefused(Refused):
    """A file that is not kept. The message names the file and says what to send instead."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that has been looked at and may be kept. `size` is in bytes, `sha256` in hexadecimal."""

    name: str
    media_type: str
    size: int
    sha256: str
    stream: BinaryIO = field(repr=False, compare=False)


def examine(name: str, stream: BinaryIO, *, limit_mb: int) -> Upload:
    """The file as it would be kept, with its name cleaned for showing.

    Raises `FileRefused` when it is empty, larger than `limit_mb` megabytes (of 1,048,576 bytes), of a kind that is not
    accepted, or not what its ending says.
    """
    shown = display_name(name)
    stem, _, ending = shown.lower().rpartition(".")
    if not stem or ending not in MEDIA_TYPES:
        raise FileRefused(f"“{shown}” is not a kind of file we accept. Send {ACCEPTED}.")
    size = stream.seek(0, os.SEEK_END)
    if size == 0:
        raise FileRefused(f"“{shown}” is empty. Open it, check that your work is in it, save it and choose it again.")
    if size > limit_mb * MEGABYTE:
        most = f"One file may be {limit_mb} MB at most; send the pages that matter, or a smaller copy."
        raise FileRefused(f"“{shown}” is {size / MEGABYTE:,.1f} MB. {most}")
    if problem := _problem(ending, stream, size):
        raise FileRefused(f"“{shown}” {problem}")
    return Upload(shown, MEDIA_TYPES[ending], size, _sha256(stream), stream)


def display_name(name: str) -> str:
    """A name that is safe to show and to offer for saving: no folders, no characters that hide or turn text round.

    At most 150 characters; the ending is kept.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(letter for letter in last if unicodedata.category(letter) not in _UNSHOWN)
    shown = " ".join(shown.split()).lstrip(". ") or "file"
    if len(shown) <= LONGEST_NAME:
        return shown
    stem, dot, ending = shown.rpartition(".")
    ending = ending[:10]
    return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip()}{dot}{ending}"


def _problem(ending: str, stream: BinaryIO, size: int) -> str:
    """Why the content is not what the ending says; empty when it is."""
    stream.seek(0)
    start = stream.read(len(_OLD_OFFICE))
    if ending in _TEXT:
        return _problem_of_text(stream)
    if ending in _ZIPPED:
        if start == _OLD_OFFICE:
            return "is protected with a password or in an older format. Take the password off, or save it as a PDF."
        return _problem_of_office(ending, stream, size)
    if not _has_signature(ending, stream):
        return _not_what_it_says(ending)
    if _list_of_parts(stream, size) is not None:
        return "has a second file hidden at its end. Open it, save a fresh copy and choose that."
    return ""


def _not_what_it_says(ending: str) -> str:
    kind = ending.upper()
    return f"is not in {kind} format, whatever its name says. Open it, save it in that format and choose the copy."


def _has_signature(ending: str, stream: BinaryIO) -> bool:
    stream.seek(0)
    try:
        found = puremagic.magic_stream(stream)
    except puremagic.PureError:
        return False
    return f".{ending}" in {match.extension for match in found if match.confidence == found[0].confidence}


def _problem_of_text(stream: BinaryIO) -> str:
    stream.seek(0)
    text = _decoded(stream.read())
    if text is None or _CONTROL.search(text):
        return "is not plain text inside, whatever its name says. Save it as text or as a PDF."
    if text.lstrip().startswith(_NOT_PROSE) or _MARKUP.search(text[:2000]):
        return "holds a web page or a program rather than plain text. Save what it shows as a PDF."
    return ""


def _decoded(content: bytes) -> str | None:
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _problem_of_office(ending: str, stream: BinaryIO, size: int) -> str:
    """Judges an office file by the list of its parts, without unpacking any: so nothing in it can swell."""
    wrong = _not_what_it_says(ending)
    stream.seek(0)
    if stream.read(4) != b"PK\x03\x04" or (length := _list_of_parts(stream, size)) is None or length > LONGEST_LIST:
        return wrong
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            kinds = _kinds_of_office(archive, names)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, RuntimeError, struct.error):
        return wrong
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        return "contains macros, which are programs. Save a copy without them, or as a PDF."
    return "" if kinds == {ending} else wrong


def _kinds_of_office(archive: zipfile.ZipFile, names: list[str]) -> set[str]:
    """The endings that the parts speak for: one, in an honest file."""
    kinds = set()
    if "[Content_Types].xml" in names:
        for ending, part in _MAIN_PARTS.items():
            if any(name.startswith(part) and name.endswith(".xml") for name in names):
                kinds.add(ending)
    if "mimetype" in names:
        said_in = archive.getinfo("mimetype")
        if said_in.compress_type == zipfile.ZIP_STORED and said_in.file_size <= 100:  # stored: nothing is unpacked
            said = archive.read(said_in).decode("ascii", "replace")
            kinds |= {ending for ending in ("odt", "ods") if said == MEDIA_TYPES[ending]}
    return kinds


def _list_of_parts(stream: BinaryIO, size: int) -> int | None:
    """The length in bytes of the list of parts of a ZIP that ends exactly where the file ends; None when there is none.

    The 64-bit variant, which only files of over 4 GB need, counts as endlessly long.
    """
    longest = _END_OF_LIST.size + 0xFFFF
    stream.seek(max(0, size - longest))
    tail = stream.read(longest)
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < _END_OF_LIST.size:
        return None
    *_, length, _start, comment = _END_OF_LIST.unpack_from(tail, place)
    if place + _END_OF_LIST.size + comment != len(tail):
        return None
    return LONGEST_LIST + 1 if tail[max(0, place - 20) : place].startswith(b"PK\x06\x07") else int(length)


def _sha256(stream: BinaryIO) -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class FileStore:
    """A folder of files, each under its SHA-256: `ab/cd/abcd…`. The same content is kept once."""

    folder: Path

    def keep(self, upload: Upload) -> None:
        """Have the content safely on disk, whole, before any row speaks of it. Keeping it twice does no harm."""
        place = self._place(upload.sha256)
        if self.find(upload.sha256, upload.size) is not None:
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".arriving-")
        try:
            with os.fdopen(handle, "wb") as file:
                upload.stream.seek(0)
                shutil.copyfileobj(upload.stream, file, CHUNK)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(place)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _settle(place.parent)

    def find(self, sha256: str, size: int) -> Path | None:
        """Where the content is, or None when it is missing or has lost part of itself."""
        place = self._place(sha256)
        return place if place.is_file() and place.stat().st_size == size else None

    def _place(self, sha256: str) -> Path:
        if re.fullmatch(r"[0-9a-f]{64}", sha256) is None:
            raise ValueError("not a SHA-256 in hexadecimal")
        return self.folder / sha256[:2] / sha256[2:4] / sha256


def _settle(folder: Path) -> None:
    """Have a rename in the folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
