"""The one Markdown renderer: headings from h2 (`##`), tables, lists, anchors; all else is cleaned away."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from functools import lru_cache

import markdown
import nh3
from markupsafe import Markup

EXTENSIONS = ["tables", "sane_lists", "attr_list", "def_list", "footnotes", "abbr", "toc", "admonition"]
TAGS = {
    *("h2", "h3", "h4", "h5", "h6", "p", "a", "abbr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li"),
    *("dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "hr", "br", "sup", "sub", "div", "img"),
}
ATTRIBUTES = {
    "a": {"href", "title", "id"},
    "abbr": {"title"},
    "th": {"scope", "align"},
    "td": {"align"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"id"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
CLASSES = {
    "div": {"admonition", "note", "warning", "tip", "footnote"},
    "p": {"admonition-title"},
    "a": {"footnote-ref", "footnote-backref"},
}
#: A heading of a column, unless its author has said what it heads.
_HEADER_CELL = re.compile(r"<th(?=[\s>])(?![^>]*\sscope=)")
_per_thread = threading.local()


def _renderer() -> markdown.Markdown:
    if not hasattr(_per_thread, "renderer"):
        _per_thread.renderer = markdown.Markdown(
            extensions=EXTENSIONS,
            extension_configs={"tables": {"use_align_attribute": True}},
            output_format="html",
        )
    renderer: markdown.Markdown = _per_thread.renderer
    return renderer.reset()


@lru_cache(maxsize=1024)
def render_plain(source: str) -> Markup:
    """`render` without images, remembered: in-tray documents and briefs are shown again and again."""
    return render(source)


def render(source: str, *, image: Callable[[str], str | None] | None = None) -> Markup:
    """HTML that is safe to put on a page. Images are dropped unless `image` gives an address for their source."""

    def attribute(tag: str, name: str, value: str) -> str | None:
        if (tag, name) == ("img", "src"):
            return image(value) if image else None
        return value

    html = nh3.clean(
        _renderer().convert(source),
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        attribute_filter=attribute,
    )
    return Markup(_HEADER_CELL.sub('<th scope="col"', html))  # noqa: S704 - cleaned just above
