"""What stands out in the topics, in sentences."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.tables import round_significant
from analysis.tables.findings import Finding, Picture
from analysis.wording import listed, percent, plural

_MAX_FINDINGS = 3
RELIABLE = ("stable", "moderate")


def topic_findings(card: pd.DataFrame, by_source: pd.DataFrame, adjusted: pd.DataFrame | None = None) -> list[Finding]:
    """Say which sources have more of a topic than the others; or else which subjects the themes have.

    Returns
    -------
    list of Finding
        Of topics whose verdict is stable or moderate. Of each source the strongest with a tier in
        ``by_source`` (from `shares_by_source`: more than any other source), then, of sources without, in ``adjusted``
        (from `adjusted_shares`: more than the others together at the same time), three in all. Without any, the three
        most trusted themes of several subjects with these; without such, one row for the three most trusted themes.
    """
    reliable = card[card["verdict"].isin(RELIABLE)]
    ahead = by_source[by_source["topic"].isin(reliable["topic"]) & (by_source["tier"] != "")]
    texts = ahead["independent_texts"].to_numpy(dtype=float)
    ahead = ahead.assign(
        strength=round_significant(ahead["lead_low"].clip(lower=0).to_numpy(dtype=float) * np.sqrt(texts))
    )
    # "clear" comes before "likely" in the alphabet too.
    ahead = ahead.sort_values(["tier", "strength", "topic"], ascending=[True, False, True], kind="stable")
    ahead = ahead.drop_duplicates("source").head(_MAX_FINDINGS)
    rows = [_ahead(row, by_source) for _, row in ahead.iterrows()]
    if adjusted is not None:
        more = adjusted[
            (adjusted["compared"] == "source") & (adjusted["tier"] != "") & (adjusted["difference_low"] > 0)
        ]
        more = more[more["topic"].isin(reliable["topic"]) & ~more["part"].isin(ahead["source"])]
        surely = more["difference_low"].to_numpy(dtype=float) * np.sqrt(more["texts"].to_numpy(dtype=float))
        more = more.assign(strength=round_significant(surely))
        rows += [
            _more(row, by_source[by_source["topic"] == row["topic"]])
            for _, row in more.drop_duplicates("part").head(_MAX_FINDINGS - len(rows)).iterrows()
        ]
    if rows:
        return rows
    themes = reliable[reliable["parent"] == ""].sort_values("trust", kind="stable")
    n_parts = reliable["parent"].value_counts()
    divided = themes[themes["topic"].map(n_parts).fillna(0) > 1].head(_MAX_FINDINGS)
    if len(divided):
        rows = [_divided(row, reliable[reliable["parent"] == row["topic"]]) for _, row in divided.iterrows()]
    elif len(themes):
        n_themes = plural(int((card["parent"] == "").sum()), "theme")
        most = listed(_sizes(themes.head(_MAX_FINDINGS)))
        verb = "is" if len(themes) == 1 else "are"
        rows = [_of_corpus(f"Most reliable of {n_themes} {verb} {most}.", "in brackets: share of the articles")]
    return rows


def _sizes(topics: pd.DataFrame) -> list[str]:
    return [f"“{label}” ({percent(share)})" for label, share in zip(topics["label"], topics["share"], strict=True)]


def _divided(theme: pd.Series, subjects: pd.DataFrame) -> Finding:
    parts = listed(_sizes(subjects), limit=4)
    ends = f"95% interval {percent(theme['share_low'])} to {percent(theme['share_high'])} · "
    known = bool(np.isfinite([theme["share_low"], theme["share_high"]]).all())
    sure = f"{plural(theme['independent_texts'], 'independent text')} · {theme['verdict']}, "
    return _of_corpus(
        f"{percent(theme['share'])} of the articles are on “{theme['label']}”, with the subjects {parts}.",
        f"{ends * known}{sure}reliability {theme['stability']:.2f}",
    )


def _of_corpus(sentence: str, detail: str) -> Finding:
    return Finding("corpus", "", sentence, detail, "", np.nan, "topic_words")


def _ahead(row: pd.Series, by_source: pd.DataFrame) -> Finding:
    same = by_source[by_source["topic"] == row["topic"]].set_index("source")
    rival = same.loc[row["rival"]]
    what, share = (
        f"{row['source']} gives “{row['label']}” {percent(row['share'])} of its articles",
        percent(rival["share"]),
    )
    comparison = f"{row['rival']} {share}" if len(same) == 2 else "more than any other source"
    next_to_it = "" if len(same) == 2 else f" ({row['rival']}: {share})"
    return Finding(
        "topics",
        row["source"],
        f"{what}, {comparison}{next_to_it}.",
        f"{row['tier']} · at least {100 * row['lead_low']:.0f} points more than {row['rival']} "
        f"(95% interval) · {plural(row['independent_texts'], 'independent text')}",
        row["tier"],
        row["strength"],
        "topic_sources",
        Picture.of("dots", "share", same.reset_index(), "source", "share", marked=[row["source"]]),
    )


def _more(row: pd.Series, same: pd.DataFrame) -> Finding:
    ends = f"{100 * row['difference_low']:.0f} to {100 * row['difference_high']:.0f} points more (95% interval)"
    return Finding(
        "topics",
        row["part"],
        f"{row['part']} gives “{row['label']}” {percent(row['share'])} of its articles, "
        f"the others {percent(row['share_others'])} at the same time.",
        f"{row['tier']} · {ends} · {plural(row['texts'], 'independent text')}",
        row["tier"],
        row["strength"],
        "topic_shares_adjusted",
        Picture.of("dots", "share", same, "source", "share", marked=[row["part"]]),
    )
