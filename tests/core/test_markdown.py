"""Markdown: what it makes, and that nothing in it can run."""

from __future__ import annotations

import re
import threading

import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup

from app.core.markdown import render, render_plain

HARMLESS = re.compile(r"(https?:|mailto:|#|/|[\w./-]*$)")
VECTORS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//x.example/y.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><circle/></svg>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](ftp://x.example/y)",
    "[x](file:///etc/passwd)",
    "![x](javascript:alert(1))",
    "<style>body{display:none}</style>",
    "<p style='position:fixed'>x</p>",
    "<form action=/sign-out method=post><button>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<meta http-equiv=refresh content='0;url=//x.example'>",
    "<base href=//x.example>",
    "<link rel=stylesheet href=//x.example/y.css>",
    "<object data=x></object><embed src=x>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    '## Heading {onclick="alert(1)" style="color:red"}',
    "para\n{: onclick=alert(1) }",
    '!!! note "<img src=x onerror=alert(1)>"\n    text',
    "x[^1]\n\n[^1]: <script>alert(1)</script>",
    '*[HTML]: "><script>alert(1)</script>\n\nHTML',
    "| a |\n|---|\n| <script>alert(1)</script> |",
    "`<script>alert(1)</script>`",
    "<!--><script>alert(1)</script>-->",
    '<a href="https://x.example" target=_blank class=btn id=main>x</a>',
]


@pytest.mark.parametrize("source", VECTORS)
def test_nothing_in_it_can_run_or_reach_out(source):
    page = BeautifulSoup(render(source, image=lambda address: address), "html.parser")
    forbidden = "script style iframe object embed form input button svg math meta base link noscript"
    assert page.select(", ".join(forbidden.split())) == []
    for element in page.find_all():
        assert not [name for name in element.attrs if name.startswith("on") or name in {"style", "target", "srcset"}]
        for name in ("href", "src"):
            assert HARMLESS.match(element.get(name, "")), element


def test_links_give_nothing_away():
    link = BeautifulSoup(render("[x](https://x.example/a)"), "html.parser").a
    assert (link["href"], link["rel"]) == ("https://x.example/a", ["noopener", "noreferrer"])


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("## Float {#float}", '<h2 id="float">Float</h2>'),
        ("## Total float", '<h2 id="total-float">Total float</h2>'),
        ("a **b** *c* `d`", "<p>a <strong>b</strong> <em>c</em> <code>d</code></p>"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
        ("3. x\n4. y", '<ol start="3">\n<li>x</li>\n<li>y</li>\n</ol>'),
        ("> x", "<blockquote>\n<p>x</p>\n</blockquote>"),
        ("", ""),
    ],
)
def test_what_it_makes(source, html):
    assert render(source) == html


def test_a_table_has_headings_that_are_read_out():
    table = BeautifulSoup(render("| a | b |\n|---|--:|\n| 1 | 2 |"), "html.parser").table
    assert [each.get("scope") for each in table.select("th")] == ["col", "col"]
    assert [each.get("align") for each in table.select("td")] == [None, "right"]


def test_the_page_s_own_heading_is_never_in_it():
    assert BeautifulSoup(render("# Title\n\ntext"), "html.parser").h1 is None


def test_a_note_is_set_apart():
    note = BeautifulSoup(render('!!! note "Mind"\n    text'), "html.parser").div
    assert note["class"] == ["admonition", "note"]
    assert note.select_one(".admonition-title").text == "Mind"


def test_images_are_left_out_unless_somebody_says_where_they_are():
    assert "src" not in render("![x](a.png)")
    shown = BeautifulSoup(render("![x](a.png)", image=lambda address: f"/pictures/{address}"), "html.parser").img
    assert (shown["src"], shown["alt"]) == ("/pictures/a.png", "x")
    assert "src" not in render("![x](a.png)", image=lambda _address: None)


def test_one_text_leaves_nothing_behind_for_the_next():
    render("x[^1]\n\n[^1]: footnote\n\n*[AB]: abbreviation\n\n[link]: https://x.example")
    assert render("x[^1] AB [link]") == "<p>x[^1] AB [link]</p>"


def test_it_is_markup_and_remembered():
    assert isinstance(render_plain("x"), Markup)
    assert render_plain("x") is render_plain("x")


def test_threads_do_not_disturb_each_other():
    made: list[str] = []
    texts = [f"## Heading {number}\n\n" + "text " * 200 for number in range(8)]

    def work(text: str) -> None:
        made.extend(str(render(text)) for _ in range(5))

    threads = [threading.Thread(target=work, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(made) == sorted([str(render(text)) for text in texts] * 5)
