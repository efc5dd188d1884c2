"""The templates of pages and outputs: every value is escaped unless it is marked as HTML here."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from analysis.wording import is_web_address, one_line, plural

# What needs no escape in an address in single quotes; a fifth shorter than base64, and pages are mailed.
_PLAIN_IN_ADDRESS = '!$()*+,-./:;=?@[\\]^_`{|}~"'


def render_page_template(template: str, **values: Any) -> str:
    """Fill the template of a whole page."""
    return _environment().get_template(template).render(**values)


def render_output(macro: str, **values: Any) -> str:
    """Fill a macro of ``outputs.html``."""
    return str(getattr(_outputs(), macro)(**values))


def own_html(html: str) -> Markup:
    """Mark what one of our own templates, or mistune with escaping, has made."""
    return Markup(html)  # noqa: S704 - escaped where it was made


def linked(words: str, address: object) -> Markup | str:
    """Link the title of an article to its web address; where that is none (`is_web_address`), nothing is linked."""
    if not is_web_address(address):
        return words
    return own_html(render_output("link", address=address, words=words or one_line(address, 60)))


def svg_address(svg: bytes) -> Markup:
    """Write a drawing as a data address without blanks, to stand between single quotes in ``src`` and ``srcset``."""
    in_one_line = svg.replace(b">\n<", b"><")
    address = f"data:image/svg+xml,{quote(in_one_line, safe=_PLAIN_IN_ADDRESS)}"
    return Markup(address)  # noqa: S704 - there is no ', < or & in it


def split_quotes(text: str) -> list[tuple[str, str | None]]:
    """Split a sentence at its “quotations”, so that each keeps its own direction of writing.

    Returns
    -------
    list of (str, str or None)
        Words before a quotation, and the quotation; None at the end of the sentence.
    """
    parts = re.split("“([^“”]*)”", text)
    return list(zip(parts[::2], [*parts[1::2], None], strict=True))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("analysis.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["count"] = plural
    environment.filters["split_quotes"] = split_quotes
    environment.filters["data_address"] = svg_address
    return environment


@cache
def _outputs() -> Any:
    return _environment().get_template("outputs.html").module
