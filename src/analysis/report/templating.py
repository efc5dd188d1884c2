"""The templates of the pages: escaped by default, the style sheet set into each page."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from analysis.report.display_text import escape_isolated
from analysis.report.html import svg_address


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
    style = files("analysis.report").joinpath("templates/style.css").read_text(encoding="utf-8")
    environment.filters["isolated"] = lambda text: Markup(escape_isolated(text))  # noqa: S704 - it escapes
    environment.filters["address"] = lambda svg: Markup(svg_address(svg))  # noqa: S704 - nothing ends the attribute
    environment.globals["style"] = Markup(style)  # noqa: S704 - our own file
    return environment


def render(template: str, **values: Any) -> str:
    """Fill a template; text is escaped, and the list ``parts`` is HTML that was escaped where it was made."""
    parts = [Markup(part) for part in values.pop("parts", [])]  # noqa: S704 - see analysis.report.notebook_cells and markdown
    return _environment().get_template(template).render(parts=parts, **values)
