"""Drawings in pages: every byte arrives, and none ends the attribute it stands in."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

import pandas as pd
from html_tags import Tags

from analysis.report.outputs import show_figure
from analysis.report.templating import svg_address

SVG = b"<svg a='1' b=\"2\">&amp;#<script>%41\\ \xc3\xa9\n</svg>" + bytes(range(256))


def test_every_byte_of_a_drawing_arrives() -> None:
    head, _, body = svg_address(SVG).partition(",")
    assert head == "data:image/svg+xml"
    assert unquote_to_bytes(body) == SVG
    assert not set(body) & set("'<>&# \r\n\t"), "a srcset ends at a blank"


def test_a_drawing_cannot_leave_its_attribute() -> None:
    facts = {"name": "n", "caption": "Caption", "alt": "Alt"}
    page = Tags(show_figure({"svg": SVG, "narrow.svg": SVG}, pd.DataFrame({"n": [1]}), facts, {}, None).html)
    assert page.named("img") == [{"src": svg_address(SVG), "alt": "Alt"}]
    assert [source["srcset"] for source in page.named("source")] == [svg_address(SVG)]
    assert page.runs == []
