"""How to cite a corpus, its report and the program: BibTeX and CSL-JSON, the same entries."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from analysis.report.methods import PROGRAM, VERSION, describe_corpus
from analysis.wording import plural

# As in CITATION.cff.
SOFTWARE = {
    "id": PROGRAM,
    "type": "software",
    "title": "news-analysis: a reproducible analysis notebook project for news articles",
    "version": VERSION,
    "author": [{"literal": "The news-analysis authors"}],
}


def citation_entries(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """List the corpus, the report and the program as CSL-JSON items.

    Parameters
    ----------
    facts : mapping of str to object
        What the index knows about the corpus. Who collected it and when is for the person who cites to add.
    """
    short, described = facts["fingerprint"][:8], describe_corpus(facts)
    title = facts["title"] or f"Corpus of {described}"
    texts = plural(facts["independent_texts"], "independent text")
    choice = facts.get("choice", "").rstrip(".")
    if choice:
        # Another choice of the same articles is another entry.
        short += f"-{hashlib.sha256(choice.encode()).hexdigest()[:4]}"
        texts += f"; {choice[0].lower()}{choice[1:]}"
    made_with = f"Made with {PROGRAM} {VERSION}, packages {facts['lock'][:16]}"
    return [
        {
            "id": f"corpus-{short}",
            "type": "dataset",
            "title": title,
            "note": f"{described}; {texts}; fingerprint {facts['fingerprint']}",
        },
        {"id": f"report-{short}", "type": "report", "title": f"{title}: what the articles show", "note": made_with},
        SOFTWARE,
    ]


def as_csl(entries: list[dict[str, Any]]) -> str:
    """Write entries as CSL-JSON, which Zotero and pandoc read."""
    return json.dumps(entries, indent=2, ensure_ascii=False) + "\n"


def as_bibtex(entries: list[dict[str, Any]]) -> str:
    r"""Write entries as BibTeX.

    Examples
    --------
    >>> print(as_bibtex([{"id": "corpus-1", "type": "dataset", "title": "News & 5 % of {it}"}]), end="")
    @misc{corpus-1,
      title = {{News \& 5 \% of \{it\}}}
    }
    """
    return "\n".join(_entry(entry) for entry in entries)


def _entry(entry: Mapping[str, Any]) -> str:
    values = {name: entry[name] for name in ("title", "version", "note") if name in entry}
    if "author" in entry:
        values["author"] = " and ".join(author["literal"] for author in entry["author"])
    # The second braces keep capitals, and a body as author whole.
    fields = ",\n".join(f"  {name} = {{{{{_escaped(value)}}}}}" for name, value in values.items())
    return f"@misc{{{entry['id']},\n{fields}\n}}\n"


def _escaped(text: str) -> str:
    marks = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return re.sub(r"[\\{}&%$#_~^]", lambda found: marks.get(found.group(), "\\" + found.group()), text)
