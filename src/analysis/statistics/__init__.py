"""Tests, intervals and resampling: one home for each formula."""
