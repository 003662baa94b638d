"""Drawings as elements, so that whatever a person typed is escaped and nothing needs a style attribute.

Colours come from classes in the style sheet (`svg-plan`, `svg-late` …), so print and forced colours work.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from markupsafe import Markup


class Drawing:
    """An SVG in the making. Sizes are user units; the page scales it to the width it has.

    It is hidden from assistive technology unless `label` is given, and a table with the same figures always stands
    beside it.
    """

    def __init__(self, width: float, height: float, *, label: str, css: str = "") -> None:
        self.root = ET.Element("svg", {"viewBox": f"0 0 {_n(width)} {_n(height)}", "class": f"drawing {css}".strip()})
        self.root.set("role", "img")
        self.root.set("aria-label", label)

    def add(
        self, tag: str, parent: ET.Element | None = None, text: str | None = None, **attributes: object
    ) -> ET.Element:
        """Add an element. Underscores in names become hyphens; `css` becomes `class`; numbers are rounded."""
        names = {"css": "class"}
        element = ET.SubElement(
            self.root if parent is None else parent,
            tag,
            {names.get(key, key.replace("_", "-")): _n(each) for key, each in attributes.items() if each is not None},
        )
        element.text = text
        return element

    def rect(self, x: float, y: float, width: float, height: float, css: str, **more: object) -> ET.Element:
        element = self.add("rect", x=x, y=y, width=max(width, 0), height=height, css=css)
        for name, value in more.items():
            element.set(name.replace("_", "-"), _n(value))
        return element

    def line(self, x1: float, y1: float, x2: float, y2: float, css: str) -> ET.Element:
        return self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, css=css)

    def text(self, x: float, y: float, words: str, css: str = "svg-text", anchor: str | None = None) -> ET.Element:
        return self.add("text", x=x, y=y, css=css, text_anchor=anchor, text=words)

    def diamond(self, x: float, y: float, size: float, css: str) -> ET.Element:
        corners = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
        return self.add("polygon", points=" ".join(f"{_n(a)},{_n(b)}" for a, b in corners), css=css)

    def tooltip(self, element: ET.Element, words: str) -> None:
        ET.SubElement(element, "title").text = words

    def markup(self) -> Markup:
        return Markup(ET.tostring(self.root, encoding="unicode", short_empty_elements=True))  # noqa: S704 - escaped by ElementTree


def _n(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".rstrip("0").rstrip(".")
    return str(value)
