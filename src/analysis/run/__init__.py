"""Floor 5: one strict run of one or all notebooks, from articles to a published report folder."""
