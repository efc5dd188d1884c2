"""Which source prefers which of several names for one thing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.tables.term_tables import Finding
from analysis.vocabulary import OTHER_SOURCES
from analysis.wording import plural


def name_findings(names: pd.DataFrame) -> Iterator[Finding]:
    """Find the source that most surely keeps to a name more than the others do."""
    together = names.groupby(["family", "variant"])["count"].transform("sum")
    of_family = names.groupby("family")["count"].transform("sum")
    total = names.groupby(["family", "source"])["count"].transform("sum")
    table = names.assign(total=total, same=together - names["count"], others=of_family - total)
    # The interval is missing under ten independent texts.
    table["beyond"] = table["share_low"] - table["same"] / table["others"].clip(lower=1)
    named = (table["others"] > 0) & (table["source"] != OTHER_SOURCES) & (table["share"] >= 0.5) & (table["beyond"] > 0)
    first = table[named].sort_values(["beyond", "total", "source", "variant"], ascending=[False, False, True, True])
    for row in first.head(1).to_dict("records"):
        yield (
            "names",
            row["source"],
            f"{row['source']} says “{row['variant']}” in {row['count']:,} of {row['total']:,} mentions of "
            f"{row['family']}; the other sources in {row['same']:,} of {row['others']:,}.",
            f"95% interval {row['share_low']:.0%} to {row['share_high']:.0%} · "
            f"{plural(row['independent_texts'], 'independent text')} with a mention",
            "",
            np.nan,
            "names",
        )
