"""One strict run of one or all notebooks, from articles to a published report folder."""
