"""Floor 4: executed notebooks to self-contained pages, and the index page that tells what was found."""

from analysis.render.index import Briefing, render_index
from analysis.render.page import PageLink, read_outline, render_page

__all__ = ["Briefing", "PageLink", "read_outline", "render_index", "render_page"]
