"""Table of shares of topics with the time held equal, or the sources."""

from __future__ import annotations

from analysis.tables.schema import Column, Table
from analysis.tables.topic_share_tables import LEVEL, TOPIC, share

_TIER = (
    '"clear" where it differs from the others with all topics and parts tested together (5 %), "likely" at a false '
    "discovery rate of 5 %; empty: as chance may have it"
)
TOPIC_SHARES_ADJUSTED = Table(
    "topic_shares_adjusted",
    row="one topic in one source against all others, or in one period against all others",
    key=("compared", "topic", "part"),
    order="sources before periods, clear before likely before the rest, surest difference first, then topic, then part",
    columns=(
        Column("compared", "text", '"source": with the time held equal; "period": with the sources held equal'),
        LEVEL,
        TOPIC,
        Column("label", "text", "label of the topic"),
        Column("part", "text", "source, or period; neighbouring periods with few texts are joined"),
        share("share_raw", "share of the independent texts of the part whose main theme, or subject, it is"),
        share("difference_raw", "that share less the others'"),
        Column("tier_raw", "text", f"of that difference: {_TIER}"),
        share("share", "share of the part's independent texts at the mix of periods, or sources, it has in common"),
        share("share_low", "lower end of its 95 % interval; empty where one side has fewer than 10 texts"),
        share("share_high", "upper end of that interval; empty as the lower one"),
        share("share_others", "share of the others' independent texts at the same mix"),
        share("difference", "share less share of the others: what differs with the other held equal"),
        share("difference_low", "lower end of its 95 % interval, for this one by itself; empty as above"),
        share("difference_high", "upper end of that interval; empty as above"),
        Column("texts", "integer", "independent texts of the part where there are others to compare", "texts"),
        Column("texts_others", "integer", "independent texts of the others there", "texts"),
        Column("tier", "text", f"of the difference: {_TIER}"),
        Column(
            "verdict",
            "text",
            "what the difference goes with: of a source, source where it is beyond chance with the time held equal, "
            "time where less than half is left then (95 %), else undecided; of a period likewise; empty where no "
            "difference is beyond chance",
        ),
    ),
)
