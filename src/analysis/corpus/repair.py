"""Characters that were decoded wrongly before they came here ("cafÃ©"), mended."""

from __future__ import annotations

from dataclasses import replace

from ftfy import fix_encoding

from analysis.corpus.record import Record


def repair(record: Record) -> Record:
    """Mend wrongly decoded characters in a record; nothing else of it changes.

    Parameters
    ----------
    record : Record
        As it was read.

    Returns
    -------
    Record
        Equal to it when there was nothing to mend.

    Examples
    --------
    >>> repair(Record("1", "S", "", "CafÃ© “opens”", "At the cafÃ©.", "t.csv", 2)).title
    'Café “opens”'
    """
    return replace(
        record,
        source=fix_encoding(record.source),
        title=fix_encoding(record.title),
        text=fix_encoding(record.text),
        label=fix_encoding(record.label),
        byline=fix_encoding(record.byline),
    )
