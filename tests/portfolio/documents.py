"""Files as people and attackers send them, made byte by byte."""

from __future__ import annotations

import io
import struct
import zipfile

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(17) + b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00" + bytes(40) + b"\xff\xd9"
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(30)
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(30)
EXE = b"MZ\x90\x00" + bytes(200)
OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def zipped(*names: str, mimetype: str = "", compression: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype, compress_type=compression)
        for name in names:
            archive.writestr(name, "<x/>", compress_type=zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml", "docProps/core.xml")
XLSX = zipped("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml")
PPTX = zipped("[Content_Types].xml", "ppt/presentation.xml")
ODT = zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text")
ODS = zipped("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet")
MACROS = zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")


def bomb() -> bytes:
    """A Word file whose one part unpacks to 300 times its size."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", bytes(20_000_000))
    return buffer.getvalue()


def long_list() -> bytes:
    """A Word file that says the list of its parts is 3 GB long."""
    end = DOCX.rfind(b"PK\x05\x06")
    return DOCX[: end + 12] + struct.pack("<L", 3_000_000_000) + DOCX[end + 16 :]


def sixty_four_bit() -> bytes:
    """A Word file with the locator of the 64-bit variant before its end."""
    end = DOCX.rfind(b"PK\x05\x06")
    return DOCX[:end] + b"PK\x06\x07" + bytes(16) + DOCX[end:]
