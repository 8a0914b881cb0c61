"""How right an answer is: a figure from 0 to 1, the same for all ways of answering."""

from core.evaluation.answer_metrics import contains, f1, tokens

SHORT = 6
"""Right answers of so many words, or characters of Chinese, are looked for whole."""


def mark(said: str, right: tuple[str, ...]) -> float:
    """1 where a right wording stands whole in what was said; else, for longer ones, the share of
    words in common (token F1 as in SQuAD, Rajpurkar et al. 2016)."""
    if contains(said, right):
        return 1.0
    longer = [each for each in right if len(tokens(each)) > SHORT]
    return f1(said, longer) if longer else 0.0
