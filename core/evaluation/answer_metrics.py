"""Figures of an answer against the right wordings and the passages that hold them. Fractions."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from core.text.terms import fold
from core.types import Answer, Support

TextAt = Callable[[str, int, int], str]
"""A document's text at a span: `text_at(document, start, end)`."""
Place = tuple[str, int, int]
"""A document, start and end in its text."""

_CJK = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3041-\u30ff\uac00-\ud7a3"
_TOKEN = re.compile(rf"[{_CJK}]|[^\s{_CJK}]+")
_ARTICLES = frozenset(("a", "an", "the"))


def tokens(text: str) -> list[str]:
    """What of a text is compared.

    As in SQuAD (Rajpurkar et al. 2016): lower case, without punctuation and articles. Chinese,
    Japanese and Korean are compared character by character (as for DRCD, Shao et al. 2018), width
    and traditional characters folded.
    """
    kept = []
    for letter in fold(text.replace("\u2019", "'")):
        if unicodedata.category(letter)[0] not in "PS":
            kept.append(letter)
        elif not letter.isascii():
            # Between Chinese figures nothing else parts them; in English it stands by a space.
            kept.append(" ")
    plain = unicodedata.normalize("NFKC", "".join(kept)).casefold()
    return [token for token in _TOKEN.findall(plain) if token not in _ARTICLES]


def exact(said: str, answers: Iterable[str]) -> float:
    """1 when what was said is one of the right wordings."""
    return float(any(tokens(said) == tokens(answer) for answer in answers))


def f1(said: str, answers: Iterable[str]) -> float:
    """The best harmonic mean of precision and recall over tokens, each as often as it occurs."""
    return max((_f1(tokens(said), tokens(answer)) for answer in answers), default=0.0)


def _f1(said: Sequence[str], answer: Sequence[str]) -> float:
    if not said or not answer:
        return float(not said and not answer)
    common = sum((Counter(said) & Counter(answer)).values())
    return 2 * common / (len(said) + len(answer))


def contains(said: str, answers: Iterable[str]) -> float:
    """1 when one of the right wordings stands whole in what was said, its words in a row."""
    text = f" {' '.join(tokens(said))} "
    wanted = (" ".join(tokens(answer)) for answer in answers)
    return float(any(f" {answer} " in text for answer in wanted if answer))


# ---- one answer --------------------------------------------------------------------------------


def is_refusal(answer: Answer) -> bool:
    """Whether it says that the documents do not say."""
    return not answer.sentences


def wording(answer: Answer, answers: Collection[str]) -> dict[str, float]:
    """ "em", "f1" and "contains"; a refusal has none of them. Nothing where no wording is known."""
    if not answers:
        return {}
    said = "" if is_refusal(answer) else " ".join(one.text for one in answer.sentences)
    return {
        "em": exact(said, answers),
        "f1": f1(said, answers),
        "contains": contains(said, answers),
    }


def citing(
    answer: Answer,
    gold: Collection[str],
    answers: Collection[str],
    places: Collection[Place],
    text_at: TextAt,
) -> dict[str, float]:
    """How an answer that is no refusal cites.

    "citation_validity": share of citations whose quote is the document's text at its place.
    "citation_precision": share of citations from `gold` documents; "citation_recall": share of
    those documents that are cited. "citation_answer": 1 when a citation holds one of the answers or
    touches the place of one, left out where neither is known. "support": share of sentences that
    are found in what they cite, with every number, date and name of theirs (after the lexical part
    of ALCE, Gao et al. 2023).
    """
    citations = [citation for one in answer.sentences for citation in one.citations]
    cited = {citation.document for citation in citations}
    figures = {
        "citation_recall": len(cited & set(gold)) / len(gold),
        "support": _share(one.support is Support.SUPPORTED for one in answer.sentences),
    }
    if citations:
        figures["citation_validity"] = _share(
            text_at(one.document, one.start, one.end) == one.quote for one in citations
        )
        figures["citation_precision"] = _share(one.document in gold for one in citations)
    if answers or places:
        figures["citation_answer"] = float(
            any(
                contains(one.quote, answers)
                or any(
                    one.document == document and one.start < end and start < one.end
                    for document, start, end in places
                )
                for one in citations
            )
        )
    return figures


def _share(verdicts: Iterable[bool]) -> float:
    found = list(verdicts)
    return sum(found) / len(found)


# ---- all of them -------------------------------------------------------------------------------


def means(figures: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean of each figure over the questions that have it, in the order they first come."""
    names = dict.fromkeys(name for one in figures for name in one)
    return {
        name: sum(values) / len(values)
        for name in names
        if (values := [one[name] for one in figures if name in one])
    }


def refusals(answerable: Sequence[bool], unanswerable: Sequence[bool]) -> dict[str, float]:
    """How well it is known what the documents do not say; each says whether it was refused.

    "refused": share of the answerable questions; "refusal_precision": share of the refusals that
    were right, "refusal_recall": share of the unanswerable questions that were refused.
    """
    figures = {"refused": _share(answerable)} if answerable else {}
    if unanswerable:
        right, wrong = sum(unanswerable), sum(answerable)
        figures["refusal_recall"] = right / len(unanswerable)
        if right or wrong:
            figures["refusal_precision"] = right / (right + wrong)
    return figures
