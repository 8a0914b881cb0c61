"""Names in a Chinese sentence: what the dictionary, a suffix, a title or a mark says is a name."""

import re
from dataclasses import dataclass

from core.graph.chinese_common import MISTAGGED
from core.graph.chinese_segments import Segmented
from core.graph.chinese_words import (
    COMPOUND_SURNAMES,
    EVENT,
    FUNCTION,
    HAN,
    HAS_HAN,
    NOT_GIVEN,
    ORGANISATION,
    PLACE,
    SPEAKING,
    STOPPED,
    STRONG_ORGANISATION,
    SURNAMES,
    TITLES,
    TRANSLITERATION,
    words_of,
)
from core.graph.reading import Sign
from core.types import EntityKind

MOST_WORDS, MOST_CHARACTERS = 8, 20
"""Words and characters of the longest name of an organisation."""

_SHORT = 4
"""Characters of what stands in quotation marks once and may still be a name, if others use it."""
_NO_LAST_LETTER = frozenset("性化书图式符色法度率型类量力感们版层")
"""Letters that end ordinary words, which the segmenter takes for persons when it does not know."""
_BEFORE_A_NAME = words_of(
    "规定 距离 荣获 隶属于 隶属 毗邻 邻近 获得 当选 北临 南临 东临 西临 效力 驻 来自 原 现 前 "
    "今 首场 首届 上届 本届 该 本 历任 曾任 现任 时任 出任 担任 兼任 诸 代表 "
    " 就任 转任 调任 升任 任 新 老 各 某"
)
_OF_ANOTHER = words_of("旗下 辖下 属下 旧称")
"""What stands between the names of a whole and its part."""
_LEADING = frozenset("由请被向给对与和跟让")
_PREPOSITIONS = frozenset("于从向为以和")
"""Surnames too, but when a name is guessed at, more often not."""
_BROAD = words_of("国际 世界 全国 中央 国家 东方 南方 北方 地方 联邦 皇家")
"""Common words with which names of organisations begin all the same."""
_NOUNISH = frozenset(
    (
        "n",
        "nr",
        "nrt",
        "nrfg",
        "ns",
        "nt",
        "nz",
        "eng",
        "j",
        "vn",
        "b",
        "an",
        "s",
        "ng",
        "Ng",
        "nl",
        "zg",
    )
)
_PROPER = {
    "nr": EntityKind.PERSON,
    "nrt": EntityKind.OTHER,
    "nrfg": EntityKind.PERSON,
    "ns": EntityKind.PLACE,
    "nt": EntityKind.ORGANISATION,
    "nz": EntityKind.OTHER,
}
_MARKED = re.compile(r"《([^《》\n]{1,60})》|[“「『\"]([^“”「」『』\"\n]{2,14})[”」』\"]")
_DOTTED = re.compile(rf"[{HAN}]{{1,8}}(?:[·•・‧][{HAN}]{{1,8}})+")
_LATIN = re.compile(
    r"[A-Za-z][A-Za-z0-9]*(?:[-_.+/&][A-Za-z0-9]+)*(?:\+\+|[+#])?"
    r"(?: [A-Z0-9][A-Za-z0-9]*(?:[-_.+&][A-Za-z0-9]+)*)*"
)
_NOT_A_NAME = re.compile(r"[,;!?:…。、|]|[了吗呢吧啊的]$")


@dataclass(frozen=True, slots=True)
class Span:
    """A name, as characters of the document's text."""

    start: int
    end: int
    kind: EntityKind
    signs: int
    votes: int = 1


def spans(words: Segmented, start: int, end: int) -> list[Span]:
    """The names in the sentence `text[start:end]`, in order; some may lie within others."""
    found = _marked(words, start, end)
    first, last = words.within(start, end)
    foreign = _foreign(words, start, end)
    found += foreign
    found += _latin(words, start, end)
    place = first
    while place < last:
        span, after = _at(words, place, first, last)
        # A part of 玛丽·安宁 is no name, or one that is found where it stands alone.
        if span is not None and not any(
            one.start <= span.start and span.end <= one.end for one in foreign
        ):
            found.append(span)
        place = after
    return sorted(found, key=lambda one: (one.start, -one.end))


def _marked(words: Segmented, start: int, end: int) -> list[Span]:
    found = []
    for match in _MARKED.finditer(words.text, start, end):
        if match[1]:
            found.append(Span(match.start(1), match.end(1), EntityKind.WORK, Sign.MARKED, 3))
        elif _is_a_term(words, match.start(2), match.end(2)):
            again = words.text.count(match[2]) > 1
            if again or len(match[2]) <= _SHORT:
                sign = Sign.MARKED if again else Sign(0)
                found.append(Span(match.start(2), match.end(2), EntityKind.OTHER, sign))
    return found


def _is_a_term(words: Segmented, start: int, end: int) -> bool:
    """Whether what stands in quotation marks is a name rather than something that is said."""
    inside = words.text[start:end]
    if _NOT_A_NAME.search(inside) or inside.strip() in STOPPED or not HAS_HAN.search(inside):
        return False
    first, last = words.within(start, end)
    tags = words.tag[first:last]
    if any(tag in ("uj", "ul", "r", "c", "y", "d", "p", "uz", "ud") for tag in tags):
        return False
    if first + 1 == last:
        return tags[0] in ("nr", "nrt", "ns", "nt", "nz") or (end - start > 2 and tags[0][0] == "n")
    if "v" in tags[:-1]:
        return False
    return any(tag[0] == "n" or tag == "eng" for tag in tags) and tags[-1][:1] in "nveb"


def _foreign(words: Segmented, start: int, end: int) -> list[Span]:
    """玛丽·安宁: transliterated parts with a dot between them."""
    found = []
    for match in _DOTTED.finditer(words.text, start, end):
        parts = re.split("[·•・‧]", match[0])
        head, tail = len(parts[0]), len(parts[-1])
        if parts[-1][0] not in TRANSLITERATION:
            continue
        left = next(
            (n for n in range(head) if all(c in TRANSLITERATION for c in parts[0][n:])), head - 1
        )
        right = next((n for n in range(tail) if parts[-1][n] not in TRANSLITERATION), tail)
        where = Span(
            match.start() + left,
            match.end() - tail + max(right, 1),
            EntityKind.PERSON,
            Sign.CUE,
            2,
        )
        found.append(where)
    return found


def _latin(words: Segmented, start: int, end: int) -> list[Span]:
    """Latin words with a capital or a digit: GPT-3, vLLM, Hugging Face."""
    found = []
    for match in _LATIN.finditer(words.text, start, end):
        name = match[0]
        if len(name) < 2 or not any(letter.isupper() for letter in name):
            continue
        signs = Sign.CAPITALS
        if name.isupper() and 2 <= len(name) <= 6:
            signs |= Sign.ACRONYM
        found.append(Span(match.start(), match.end(), EntityKind.OTHER, signs))
    return found


def _at(words: Segmented, place: int, first: int, last: int) -> tuple[Span | None, int]:
    """The name that begins with a word, and the next word to look at."""
    word, tag = words.word[place], words.tag[place]
    if tag == "x" or (tag == "m" and word[0] not in _LEADING) or word in FUNCTION:
        return None, place + 1
    person, after = _person(words, place, first, last)
    if person is not None:
        return person, after
    if tag in _NOUNISH or tag in _PROPER:
        group, after = _with_suffix(words, place, last)
        if group is not None:
            return group, after
    foreign, after = _transliterated(words, place, last)
    if foreign is not None:
        return foreign, after
    if tag in _PROPER and _is_proper(word) and word not in STOPPED:
        return _proper(words, place), place + 1
    return None, place + 1


def _is_proper(word: str) -> bool:
    return len(word) > 1 and word not in MISTAGGED


def _proper(words: Segmented, place: int) -> Span | None:
    word, tag = words.word[place], words.tag[place]
    start, end = words.start[place], words.start[place + 1]
    kind, sign = _PROPER[tag], Sign.DICTIONARY
    family = word[0] in SURNAMES or word[:2] in COMPOUND_SURNAMES
    if len(word) > 2 and (ended := suffix_kind(word)[0]) is not EntityKind.OTHER:
        return Span(start, end, ended, sign)
    if len(word) > 2 and tag != "nt" and _is_ordinary(word):
        return None
    if tag == "nr" and not words.knows(word):
        if word[0] in _PREPOSITIONS:
            return None
        # A guess at an unknown word, which may hold a letter too much: 高英 in “高英则”.
        if len(word) == 3 and (word[-1] in NOT_GIVEN or words.times[word[:2]] > words.times[word]):
            end = start + 2
        if end - start == 2 and words.times[word[:2]] < 2:
            sign = Sign(0)
    elif tag == "nr" and len(word) == 2 and words.times[word] < 2:
        # Nothing beside it says that it is a person: another place must.
        sign = Sign(0)
    if _is_a_piece(words, place):
        return None
    foreign = len(word) > 2 and words.knows(word) and _sounds_foreign(word)
    if tag == "nr" and (not family or foreign or word[-1] == "宗" or len(word) > 4):
        kind = EntityKind.OTHER
    return Span(start, end, kind, sign)


def _is_a_piece(words: Segmented, place: int) -> bool:
    """Whether more letters of a transliteration touch one: 乌斯 in 提乌斯, 米德兰 in 西米德兰兹."""
    word = words.word[place]
    if not _sounds_foreign(word) or len(word) > 3:
        return False
    known = words.tag[place] == "ns" and words.knows(word)
    beside = [(at, at - place) for at in (place - 1, place + 1) if 0 <= at < len(words.word)]
    return any(
        _sounds_foreign(one)
        and (one[min(side, 0)] in _ONLY_FOREIGN or (len(one) == 1 and words.tag[at] == "nr"))
        and not (known and len(one) > 1 and words.knows(one))
        for at, side in beside
        for one in (words.word[at],)
    )


_ONLY_FOREIGN = frozenset(
    "隆埃奥茨茲兹蒂厄恩尔弗弥戈哈赫卡坎柯克拉莱劳勒蕾伦洛玛曼姆娜纳尼妮涅诺帕佩普契茹撒萨塞瑟莎斯丝塔陶提廷图瓦维沃耶伊詹兰迪"
)
"""Letters that stand alone in hardly any Chinese sentence, but in foreign names."""


def _is_ordinary(word: str) -> bool:
    """Whether a longer word only looks like a name: 白皮书, 法律条文, 飞速发展."""
    if all(letter in TRANSLITERATION for letter in word):
        return False
    if word[-1] in _NO_LAST_LETTER:
        return True
    # The dictionary calls many a phrase of four letters a place or a person.
    return len(word) > 3 and word[:2] not in COMPOUND_SURNAMES


def _transliterated(words: Segmented, place: int, last: int) -> tuple[Span | None, int]:
    """奥托 + 立夫: pieces of a foreign name that the dictionary knows no better."""
    after = place
    while after < last and words.tag[after] in _PIECES and _sounds_foreign(words.word[after]):
        after += 1
    start, end = words.start[place], words.start[after]
    if after - place < 2 or not 3 <= end - start <= 9:
        return None, place
    pieces = range(place, after)
    if any(words.tag[at] == "ns" and words.knows(words.word[at]) for at in pieces):
        return None, place
    return Span(start, end, EntityKind.OTHER, Sign.DICTIONARY), after


_PIECES = frozenset(["nr", "nrt", "ns", "nz", "nrfg"])


def _sounds_foreign(word: str) -> bool:
    return word not in MISTAGGED and all(letter in TRANSLITERATION for letter in word)


def _person(words: Segmented, place: int, first: int, last: int) -> tuple[Span | None, int]:
    """A surname and a given name, where what stands beside them says so."""
    word, tag = words.word[place], words.tag[place]
    # 由陆 + 怀川: a guess may begin with the preposition before the name.
    lead = int(len(word) == 2 and word[0] in _LEADING and not words.knows(word))
    family = 2 if word[:2] in COMPOUND_SURNAMES else 1
    if family == 1 and word[lead] not in SURNAMES:
        return None, place
    start = words.start[place] + lead
    titled = place > first and words.word[place - 1] in TITLES
    for length in (family + 2, family + 1):
        if len(word) - lead > length:
            continue
        end = start + length
        following, _ = words.within(end, end)
        if following > last or words.start[following] != end:
            continue
        given = words.text[start + family : end]
        if any(letter in NOT_GIVEN for letter in given) or not _all_han(given):
            continue
        if following == place + 1 and tag != "nr":
            continue
        after = words.word[following] if following < last else ""
        if after in TITLES or titled or (after in SPEAKING and tag == "nr"):
            return Span(start, end, EntityKind.PERSON, Sign.CUE, 3), following
    if tag == "nr" and len(word) == 2 and place + 1 < last:
        more = words.word[place + 1]
        if (
            len(more) == 1
            and words.tag[place + 1] in ("n", "nr", "nz", "ng", "ns", "zg", "nrt", "a", "ag")
            and more not in NOT_GIVEN
            and _all_han(more)
        ):
            end = words.start[place + 2]
            return Span(start, end, EntityKind.PERSON, Sign.DICTIONARY), place + 2
    return None, place


def _all_han(text: str) -> bool:
    return all("\u3400" <= letter <= "\u9fff" for letter in text)


def suffix_kind(name: str) -> tuple[EntityKind, str]:
    """What the ending of a name says that it is, and that ending; OTHER and "" if nothing."""
    endings = (name[-length:] for length in _ENDING_LENGTHS if length < len(name))
    found = [(_ENDINGS[ending], ending) for ending in endings if ending in _ENDINGS]
    if not found:
        return EntityKind.OTHER, ""
    (_, kind), ending = min(found)
    return kind, ending


_ENDINGS: dict[str, tuple[int, EntityKind]] = {}
"""What each ending says, with its rank: of several that fit, the first counts."""
for _kind, _endings in (
    (EntityKind.ORGANISATION, ORGANISATION),
    (EntityKind.EVENT, EVENT),
    (EntityKind.PLACE, PLACE),
):
    for _ending in _endings:
        _ENDINGS.setdefault(_ending, (len(_ENDINGS), _kind))
_ENDING_LENGTHS = sorted({len(each) for each in _ENDINGS})


def _with_suffix(words: Segmented, place: int, last: int) -> tuple[Span | None, int]:
    """The longest run of noun-like words from here that ends as organisations or places do."""
    proper = False
    best: tuple[Span | None, int] = (None, place)
    start = words.start[place]
    for at in range(place, min(last, place + MOST_WORDS)):
        word, tag = words.word[at], words.tag[at]
        if tag not in _NOUNISH or words.start[at + 1] - start > MOST_CHARACTERS:
            break
        proper = proper or (tag in _PROPER and _is_proper(word)) or tag == "eng"
        if word in _OF_ANOTHER:
            break
        if at == place:
            if word in _BEFORE_A_NAME or (not proper and word in STOPPED and word not in _BROAD):
                break
            continue
        name = words.text[start : words.start[at + 1]]
        kind, ending = suffix_kind(name)
        # The ending has to be whole words: 新闻发言人 is no 人.
        if (
            kind is EntityKind.OTHER
            or name in STOPPED
            or name in ORGANISATION
            or not word.endswith(ending[-len(word) :])
        ):
            continue
        whole = words.start[at + 1] - len(ending) in words.start[place : at + 1]
        if not whole and tag not in ("n", "nt", "ns", "nz"):
            continue
        if not proper and ending not in STRONG_ORGANISATION:
            continue
        if kind is not EntityKind.ORGANISATION and words.tag[at - 1] not in _PROPER:
            continue
        best = (Span(start, words.start[at + 1], kind, Sign.CUE, 3), at + 1)
    return best
