"""A lesson's Markdown as a page: its headings for the list of contents, its drawings as figures with captions."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from app.core import markdown

_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_DRAWING = re.compile(r'<p><img((?: [a-z]+="[^"]*")+)></p>')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_FIRST_SENTENCE = re.compile(r"^.*?[.:](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Heading:
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Rendered:
    html: Markup
    headings: tuple[Heading, ...]


@lru_cache(maxsize=64)
def render_lesson(text: str, drawings: str) -> Rendered:
    """The lesson's HTML, remembered. `drawings` is how the address of a drawing begins.

    A drawing's description becomes its caption, which everybody reads; its first sentence stands in for the picture.
    """
    body = str(markdown.render(text, image=lambda source: drawings + source.removeprefix("drawings/")))
    body = _DRAWING.sub(_figure, body)
    body = body.replace("<table>", '<div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>')
    body = body.replace("</table>", "</table></div>")
    headings = tuple(Heading(anchor, Markup(title).striptags()) for anchor, title in _HEADING.findall(body))  # noqa: S704
    return Rendered(Markup(body), headings)  # noqa: S704 - cleaned by the renderer; what is added here is escaped


def _figure(found: re.Match[str]) -> str:
    attributes = dict(_ATTRIBUTE.findall(found.group(1)))
    caption = html.unescape(attributes.get("alt", ""))
    title = match.group().rstrip(".:") if (match := _FIRST_SENTENCE.match(caption)) else caption
    figure = Markup(
        '<figure class="lesson-drawing">'
        '<div class="lesson-drawing-scroll" tabindex="0" role="group" aria-label="{title}">'
        '<img src="{source}" alt="{title}"></div>'
        "<figcaption>{caption}</figcaption></figure>"
    ).format(title=title, source=html.unescape(attributes.get("src", "")), caption=escape(caption))
    return str(figure)
