"""Files of evidence: what is let in, under what name, and where it is kept."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from app.demonstration.factories_portfolio import make_upload
from app.portfolio.files import LONGEST_NAME, FileRefused, FileStore, display_name, examine
from tests.portfolio import documents as d


def look(name: str, content: bytes, limit_mb: int = 1):
    return examine(name, io.BytesIO(content), limit_mb=limit_mb)


class TestWhatIsLetIn:
    @pytest.mark.parametrize(
        ("name", "content", "media_type"),
        [
            ("a.pdf", d.PDF, "application/pdf"),
            ("A.PDF", d.PDF, "application/pdf"),
            ("a.docx", d.DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("a.xlsx", d.XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ("a.pptx", d.PPTX, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            ("a.odt", d.ODT, "application/vnd.oasis.opendocument.text"),
            ("a.ods", d.ODS, "application/vnd.oasis.opendocument.spreadsheet"),
            ("a.png", d.PNG, "image/png"),
            ("a.jpg", d.JPEG, "image/jpeg"),
            ("a.jpeg", d.JPEG, "image/jpeg"),
            ("a.webp", d.WEBP, "image/webp"),
            ("a.txt", "Café, £4,180\r\n\tnine days".encode(), "text/plain"),
            ("a.txt", "Café, £4,180".encode("cp1252"), "text/plain"),
            ("a.txt", "Café".encode("utf-16"), "text/plain"),
            ("a.csv", b"ID;activity\r\nA1;Survey", "text/csv"),
        ],
    )
    def test_an_honest_file_is_accepted_with_the_media_type_of_its_ending(self, name, content, media_type):
        upload = look(name, content)
        assert (upload.media_type, upload.size) == (media_type, len(content))
        assert upload.sha256 == hashlib.sha256(content).hexdigest()

    @pytest.mark.parametrize(
        ("name", "content", "because"),
        [
            ("a.exe", d.EXE, "not a kind of file we accept"),
            ("a.svg", d.SVG, "not a kind of file we accept"),
            ("a.html", d.HTML, "not a kind of file we accept"),
            ("a.docm", d.MACROS, "not a kind of file we accept"),
            ("a.pdf.exe", d.PDF, "not a kind of file we accept"),
            ("pdf", d.PDF, "not a kind of file we accept"),
            ("", d.PDF, "not a kind of file we accept"),
            ("a.pdf", b"", "is empty"),
            ("a.pdf", d.EXE, "is not in PDF format"),
            ("a.pdf", b"\n" + d.PDF, "is not in PDF format"),
            ("a.pdf", d.PNG, "is not in PDF format"),
            ("a.png", d.JPEG, "is not in PNG format"),
            ("a.png", d.SVG, "is not in PNG format"),
            ("a.jpg", d.HTML, "is not in JPG format"),
            ("a.webp", d.WAV, "is not in WEBP format"),
            ("a.docx", d.XLSX, "is not in DOCX format"),
            ("a.docx", d.ODT, "is not in DOCX format"),
            ("a.docx", d.PDF, "is not in DOCX format"),
            ("a.docx", d.zipped("payload.js"), "is not in DOCX format"),
            (
                "a.docx",
                d.zipped("[Content_Types].xml", "word/document.xml", "xl/workbook.xml"),
                "is not in DOCX format",
            ),
            ("a.docx", d.EXE + d.DOCX, "is not in DOCX format"),
            ("a.docx", d.DOCX[:-30], "is not in DOCX format"),
            ("a.docx", d.DOCX + b"more", "is not in DOCX format"),
            ("a.docx", d.DOCX[:40] + d.DOCX[-22:], "is not in DOCX format"),
            ("a.docx", d.long_list(), "is not in DOCX format"),
            ("a.docx", d.sixty_four_bit(), "is not in DOCX format"),
            ("a.docx", d.OLD_WORD, "protected with a password or in an older format"),
            ("a.docx", d.MACROS, "contains macros"),
            ("a.odt", d.ODS, "is not in ODT format"),
            (
                "a.odt",
                d.zipped(mimetype="application/vnd.oasis.opendocument.text", compression=zipfile.ZIP_DEFLATED),
                "is not in ODT format",
            ),
            ("a.pdf", d.PDF + d.zipped("Main.class"), "second file hidden at its end"),
            ("a.png", d.PNG + d.zipped("Main.class"), "second file hidden at its end"),
            ("a.txt", d.EXE, "is not plain text inside"),
            ("a.txt", d.PNG, "is not plain text inside"),
            ("a.csv", b"a,b\x00c", "is not plain text inside"),
            ("a.txt", d.HTML, "holds a web page or a program"),
            ("a.csv", d.SVG, "holds a web page or a program"),
            ("a.txt", b"#!/bin/sh\nrm -rf /", "holds a web page or a program"),
            ("a.txt", b"%PDF-1.4 only text", "holds a web page or a program"),
        ],
    )
    def test_anything_else_is_refused_by_name_and_with_the_reason(self, name, content, because):
        with pytest.raises(FileRefused, match=because) as refused:
            look(name, content)
        assert display_name(name) in str(refused.value)

    def test_a_file_of_exactly_the_limit_is_accepted_and_one_byte_more_is_not(self):
        exactly = d.PDF + b"\n" * (1024 * 1024 - len(d.PDF))
        assert look("a.pdf", exactly).size == 1024 * 1024
        with pytest.raises(FileRefused, match=r"is 1\.0 MB\. One file may be 1 MB at most"):
            look("a.pdf", exactly + b"\n")

    def test_a_file_that_would_swell_when_unpacked_is_kept_as_it_is(self, tmp_path):
        content = d.bomb()
        upload = look("a.docx", content)
        FileStore(tmp_path).keep(upload)
        assert sum(each.stat().st_size for each in tmp_path.rglob("*") if each.is_file()) == len(content) < 200_000


class TestNames:
    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("../../etc/passwd.pdf", "passwd.pdf"),
            ("D:\\projects\\depot\\plan.docx", "plan.docx"),
            ("/shared/x.pdf", "x.pdf"),
            ("a\r\nSet-Cookie: b.pdf", "aSet-Cookie: b.pdf"),
            ("nul\x00l.pdf", "null.pdf"),
            ("report\u202efdp.exe", "reportfdp.exe"),
            (" .hidden.pdf", "hidden.pdf"),
            ("…/", "file"),
            ("Cafe\u0301.pdf", "Café.pdf"),
            ("  two   spaces .pdf", "two spaces .pdf"),
        ],
    )
    def test_a_name_is_shown_without_folders_or_characters_that_mislead(self, name, shown):
        assert display_name(name) == shown

    def test_a_name_of_200_letters_is_cut_and_keeps_its_ending(self):
        shown = display_name("x" * 200 + ".docx")
        assert len(shown) == LONGEST_NAME
        assert shown.endswith("x.docx")

    def test_an_ending_of_200_letters_does_not_make_the_name_longer(self):
        assert len(display_name("x." + "y" * 200)) <= LONGEST_NAME


class TestStore:
    def test_content_is_kept_under_its_hash_and_found_again(self, tmp_path):
        upload = make_upload(content=d.PDF)
        store = FileStore(tmp_path / "files")
        store.keep(upload)
        place = store.find(upload.sha256, upload.size)
        assert place == tmp_path / "files" / upload.sha256[:2] / upload.sha256[2:4] / upload.sha256
        assert place.read_bytes() == d.PDF

    def test_the_same_content_is_kept_once(self, tmp_path):
        store = FileStore(tmp_path)
        store.keep(make_upload("a.pdf"))
        store.keep(make_upload("b.pdf"))
        assert len([each for each in tmp_path.rglob("*") if each.is_file()]) == 1

    def test_a_file_that_breaks_off_leaves_nothing_behind(self, tmp_path):
        class Breaks(io.BytesIO):
            def read(self, size: int | None = -1, /) -> bytes:
                raise OSError("the disk went away")

        whole = make_upload()
        broken = type(whole)(whole.name, whole.media_type, whole.size, whole.sha256, Breaks())
        with pytest.raises(OSError, match="went away"):
            FileStore(tmp_path).keep(broken)
        assert [each for each in tmp_path.rglob("*") if each.is_file()] == []

    def test_a_file_that_was_cut_short_on_disk_is_not_found_and_is_mended_by_keeping_it_again(self, tmp_path):
        store, upload = FileStore(tmp_path), make_upload()
        store.keep(upload)
        place = store.find(upload.sha256, upload.size)
        place.write_bytes(d.PDF[:10])
        assert store.find(upload.sha256, upload.size) is None
        store.keep(upload)
        assert store.find(upload.sha256, upload.size).read_bytes() == upload.stream.getvalue()

    @pytest.mark.parametrize("sha256", ["", "../../etc/passwd", "AB" * 32, "0" * 63])
    def test_only_a_hash_is_ever_a_path(self, sha256):
        with pytest.raises(ValueError, match="not a SHA-256"):
            FileStore(Path("/nowhere")).find(sha256, 1)
