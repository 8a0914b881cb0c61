"""Which of all the names that were found are names, and of what kind: judged over all documents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.graph.corpus import KIND_PLACE, KINDS, Corpus
from core.graph.keys import is_cjk, token_hash, tokens_of
from core.graph.reading import Sign, TokenFlag
from core.types import EntityKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_TOKENS, MOST_CJK_TOKENS = 10, 30
"""Longer ones are no names."""
SHORT_INITIALS = 5
"""Letters of a name in capitals that means something only when written so."""
LONG_CJK = 5
"""Characters of a Chinese name that is taken for one although a single document has it."""
TOO_FREQUENT, SOME_SENTENCES = 0.02, 1000
"""A name in a larger share of the sentences says nothing, where there are that many sentences."""
COMMON, COMMON_SENTENCES = 0.003, 5
"""A word of the language in a larger share of the sentences, and in more of them, counts as a name
only where it is capitalised for no other reason."""
STRONG = Sign.TITLE | Sign.HEADING | Sign.MARKED | Sign.DEFINED | Sign.ACRONYM | Sign.CUE
_TERM_LIKE = int(Sign.TITLE | Sign.DEFINED | Sign.MARKED | Sign.MODEL)
# Plain numbers: members of an enumeration cost most of a loop over all names.
_ACRONYM, _REPEATED = int(Sign.ACRONYM), int(Sign.REPEATED)
_NAMED_BY_DICTIONARY = frozenset(
    KIND_PLACE[kind] for kind in (EntityKind.PERSON, EntityKind.PLACE, EntityKind.ORGANISATION)
)
_VOTES = ((Sign.CUE, 3), (Sign.DEFINED, 3), (Sign.DICTIONARY, 2), (Sign.TITLE, 1), (Sign.MODEL, 3))
"""What a document's opinion on a name's kind weighs, above 1, for each sign."""
_STOP_LIST = """
    a an and are as at be but by for from he her him his i if in is it its me my no not of on or
    our she so that the their them then there these they this those to us was we were what when
    where which who why will with you your yes here how all also new one two three first second
    chapter section figure table page introduction conclusion summary abstract references
    contents part appendix see note mr mrs ms dr january february march april june july august
    september october november december monday tuesday wednesday thursday friday saturday sunday
    目录 摘要 引言 前言 结论 总结 参考文献 附录 公司 本文 我们 他们 问题 方法 结果 内容
"""
_STOPPED = frozenset(_STOP_LIST.split())


@dataclass(frozen=True)
class Lexicon:
    """K names, ascending by key."""

    keys: tuple[str, ...]
    tokens: "NDArray[np.int32]"
    """(K,) number of tokens."""
    hash: "NDArray[np.uint64]"
    """(K,) of the tokens as `ngram` joins them."""
    case: "NDArray[np.uint8]"
    """(K,) flags that its token must have in a text: 0, CAPITAL or ALL_CAPITALS."""
    votes: "NDArray[np.float32]"
    """(K, kinds) what documents say that it is."""
    strong: "NDArray[np.bool_]"
    """(K,) it counts however frequent it is."""
    common: "NDArray[np.bool_]"
    """(K,) a word of the language that is also spoken of: a document's title, a term."""
    local: "NDArray[np.bool_]"
    """(K,) a name only in the documents that say so (a surname, a short form)."""
    place: Mapping[str, int]
    """Where each key stands."""

    def kinds(self) -> "NDArray[np.uint8]":
        """(K,) place in EntityKind of what each name most likely is by itself."""
        return elected(self.votes)


def elected(votes: "NDArray[np.float32]") -> "NDArray[np.uint8]":
    """(n,) the kind with most votes, from votes of shape (n, kinds); OTHER where there are none."""
    best: NDArray[np.uint8] = votes.argmax(axis=1).astype(np.uint8)
    best[votes.sum(axis=1) == 0] = KIND_PLACE[EntityKind.OTHER]
    return best


def ngram(hashes: Iterable[int]) -> int:
    """The hash of some tokens that follow each other."""
    total = 0
    for one in hashes:
        total = (total * BASE + one) & 0xFFFF_FFFF_FFFF_FFFF
    return total


BASE = 0x9E37_79B9_7F4A_7C15


def lexicon(corpus: Corpus, added: Mapping[str, tuple[str, EntityKind]]) -> Lexicon:
    """The names of all documents; `added` are those of a person by key: as written, and kind."""
    count = len(corpus.keys)
    signs = np.zeros(count, dtype=np.int32)
    np.bitwise_or.at(signs, corpus.name_key, corpus.name_signs)
    documents = np.bincount(corpus.name_key, minlength=count)
    votes = _votes(corpus, count)
    spelling = most_frequent_spelling(corpus)
    named = votes[:, sorted(_NAMED_BY_DICTIONARY)].sum(axis=1) * 2 > votes.sum(axis=1)
    strong = (signs & STRONG != 0) | ((signs & Sign.DICTIONARY != 0) & named)
    usage = _Usage(corpus)

    # A model may call anything a name; then it is one, as long as it does not stand everywhere.
    enough_alone = strong | (signs & Sign.MODEL != 0)
    said = signs.tolist()
    rows: list[_Row] = []
    aliased = _aliased(corpus)
    short = {alias.other for _, alias in corpus.aliases if alias.why == "abbreviation"}
    for place, key in enumerate(corpus.keys):
        tokens = tokens_of(key)
        surface = corpus.surfaces[spelling[place]]
        # “WHO” is one although “who” is none.
        initials = bool(said[place] & _ACRONYM) and surface.isupper()
        if not _may_be_a_name(key, tokens) or (key in _STOPPED and not initials):
            continue
        cjk = is_cjk(tokens[0][0])
        enough = (
            enough_alone[place]
            or documents[place] > 1
            or (cjk and said[place] & _REPEATED)
            or (len(tokens) >= LONG_CJK if cjk else len(tokens) > 1)
        )
        if not (enough or key in aliased or key in added):
            continue
        local = not enough and key not in added and aliased[key]
        case, common = (_case(surface) if len(tokens) == 1 and not cjk else 0), False
        if case and not initials and usage.is_common_word(tokens[0]):
            # Written in lower case as a rule: a word of the language, unless something says that
            # it is spoken of; then every time it is used counts.
            if not (said[place] & _TERM_LIKE or key in added):
                continue
            case, common = 0, True
        sure = bool(strong[place]) or key in added
        rows.append(_Row(key, tokens, place, case, sure, common, local))
    have = {row.key for row in rows}
    for key, (written, kind) in added.items():
        tokens = tokens_of(key)
        if key not in have and tokens and len(tokens) <= MOST_CJK_TOKENS:
            case = _case(written) if len(tokens) == 1 and not is_cjk(tokens[0][0]) else 0
            rows.append(_Row(key, tokens, -1 - KIND_PLACE[kind], case, True))
            have.add(key)
    for key, is_local in aliased.items():
        tokens = tokens_of(key)
        stopped = key in _STOPPED and key not in short
        if key not in have and _may_be_a_name(key, tokens) and not stopped:
            upper = len(tokens) == 1 and not is_cjk(tokens[0][0])
            wanted = TokenFlag.ALL_CAPITALS if key in _STOPPED else TokenFlag.CAPITAL
            case = int(wanted) if upper else 0
            other = -1 - KIND_PLACE[EntityKind.OTHER]
            rows.append(_Row(key, tokens, other, case, True, local=is_local))
            have.add(key)
    return _made(rows, votes)


def most_frequent_spelling(corpus: Corpus) -> "NDArray[np.int32]":
    """For each of the corpus' keys the place of its most frequent spelling in `surfaces`."""
    best = np.zeros(len(corpus.keys), dtype=np.int32)
    if not len(corpus.name_key):
        return best
    pairs = corpus.name_key.astype(np.int64) * len(corpus.surfaces) + corpus.name_surface
    unique, inverse = np.unique(pairs, return_inverse=True)
    counts = np.bincount(inverse, weights=corpus.name_count)
    keys, surfaces = np.divmod(unique, len(corpus.surfaces))
    # Stable: of equals the spelling that sorts first.
    order = np.lexsort((surfaces, -counts, keys))
    firsts = order[np.concatenate(([True], keys[order][1:] != keys[order][:-1]))]
    best[keys[firsts]] = surfaces[firsts]
    return best


def too_frequent(
    names: Lexicon, sentences_with: "NDArray[np.int64]", sentences: int
) -> "NDArray[np.bool_]":
    """(K,) the names that stand in too many sentences to say anything."""
    if sentences < SOME_SENTENCES:
        return np.zeros(len(names.keys), dtype=bool)
    found: NDArray[np.bool_] = ~names.strong & (sentences_with > TOO_FREQUENT * sentences)
    return found


def only_capitalised(
    names: Lexicon, sentences_with: "NDArray[np.int64]", sentences: int
) -> "NDArray[np.bool_]":
    """(K,) the words of the language that are used too often to be spoken of each time."""
    most = max(COMMON_SENTENCES, COMMON * sentences)
    found: NDArray[np.bool_] = names.common & (sentences_with > most)
    return found


class _Usage:
    """How the documents write words: in lower case, or capitalised where they need not."""

    def __init__(self, corpus: Corpus) -> None:
        plain = (corpus.flags & (TokenFlag.CJK | TokenFlag.FIRST)) == 0
        hashes = corpus.hash[plain]
        capital = (corpus.flags[plain] & TokenFlag.CAPITAL) != 0
        self._words, inverse = np.unique(hashes, return_inverse=True)
        self._capital = np.bincount(inverse, weights=capital, minlength=len(self._words))
        self._all = np.bincount(inverse, minlength=len(self._words))

    def is_common_word(self, token: str) -> bool:
        """Whether a word is written in lower case more often than capitalised."""
        number = np.uint64(token_hash(token))
        at = int(np.searchsorted(self._words, number))
        if at == len(self._words) or self._words[at] != number:
            return False
        return bool(self._all[at] > 2 * self._capital[at])


def _may_be_a_name(key: str, tokens: tuple[str, ...]) -> bool:
    if not tokens or len(key) < 2:
        return False
    if all(token.isdigit() for token in tokens):
        return False
    if len(tokens) <= MOST_TOKENS:
        return True
    cjk = sum(is_cjk(token[0]) for token in tokens)
    return len(tokens) - cjk <= MOST_TOKENS and cjk <= MOST_CJK_TOKENS


def _case(surface: str) -> int:
    """What the one token of a name must be in a text, given how it is spelt most often."""
    if surface == surface.lower():
        return 0
    short = len(surface) <= SHORT_INITIALS and surface.isupper()
    return int(TokenFlag.ALL_CAPITALS if short else TokenFlag.CAPITAL)


def _aliased(corpus: Corpus) -> dict[str, bool]:
    """Keys that a document says are another name of something; whether good there alone."""
    found: dict[str, bool] = {}
    for _, alias in corpus.aliases:
        local = alias.why in ("short", "surname")
        found[alias.key] = False
        found[alias.other] = found.get(alias.other, True) and local
    return found


def _votes(corpus: Corpus, count: int) -> "NDArray[np.float32]":
    weight = np.ones(len(corpus.name_key), dtype=np.float32)
    for sign, more in _VOTES:
        weight += np.where(corpus.name_signs & sign, more, 0)
    weight[corpus.name_kind == KIND_PLACE[EntityKind.OTHER]] = 0
    votes = np.zeros((count, len(KINDS)), dtype=np.float32)
    np.add.at(votes, (corpus.name_key, corpus.name_kind), weight)
    return votes


@dataclass(frozen=True, slots=True)
class _Row:
    key: str
    tokens: tuple[str, ...]
    votes: int
    """Place in the corpus' keys; of what no document found, -1 - the place of its kind."""
    case: int
    strong: bool
    common: bool = False
    local: bool = False


def _made(rows: list[_Row], votes: "NDArray[np.float32]") -> Lexicon:
    rows.sort(key=lambda row: row.key)
    own = np.zeros((len(rows), len(KINDS)), dtype=np.float32)
    for number, row in enumerate(rows):
        if row.votes >= 0:
            own[number] = votes[row.votes]
        elif (kind := -1 - row.votes) != KIND_PLACE[EntityKind.OTHER]:
            own[number, kind] = 1
    return Lexicon(
        keys=tuple(row.key for row in rows),
        tokens=np.array([len(row.tokens) for row in rows], dtype=np.int32),
        hash=np.array([ngram(map(token_hash, row.tokens)) for row in rows], dtype=np.uint64),
        case=np.array([row.case for row in rows], dtype=np.uint8),
        votes=own,
        strong=np.array([row.strong for row in rows], dtype=bool),
        common=np.array([row.common for row in rows], dtype=bool),
        local=np.array([row.local for row in rows], dtype=bool),
        place={row.key: number for number, row in enumerate(rows)},
    )
