"""What is reported about topics: cards, shares, wording, quotations and a map."""
