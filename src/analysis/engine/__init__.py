"""Work over shards: a function applied to each, here, on all cores or on a cluster, with the same answer."""

from analysis.engine.engine import Engine

__all__ = ["Engine"]
