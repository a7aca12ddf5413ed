"""How people write: words, acts, amounts, dates; the parts of `sentences`, `dates` and `numbers`."""
