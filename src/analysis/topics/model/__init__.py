"""How topics are found: articles as points, groups of them, the words of a group, and how many there are."""
