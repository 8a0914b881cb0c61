"""What kind of thing an English name is: by its own words, and by the words beside it."""

import re
from functools import lru_cache

from core.graph.english_given_names import GIVEN_NAMES
from core.graph.english_nouns import BEGINNING, ENDING, KIND_OF_NOUN
from core.graph.english_places import PLACES
from core.graph.english_words import words
from core.graph.keys import tokens_of
from core.types import EntityKind

OWN = 3
"""Votes of what a name itself says, of what is said of it once, and of what only hints."""
SAID = 4
HINT = 1
_PERSON_AFTER = re.compile(
    r"\s*\((?:born|b\.|née|né|c\.\s*\d{3,4}|\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}|"
    r"\d{4}\s*[-–—]\s*\d{4}\))"
    r"|,? (?:was|is) (?:born|married|buried|an? (?:\w+ )?(?:man|woman))\b|, Jr\b"
    r"|,? who (?:was|is|had)\b"
)
_AUTHOR = re.compile(r"[^\W\d_][\w'’-]+ [A-Z]{1,3}")
_AUTHOR_AFTER = re.compile(r" ?, (?:[a-z]{2,3} )?[^\W\d_][\w'’-]+ [A-Z]{1,3}\b| ?,? et al\b")
_AUTHOR_BEFORE = re.compile(r"[\w'’-]{2,} [A-Z]{1,3} ?, $")
"""Names of a bibliography: "Oh J, Arndt C, et al"."""
_PERSON_HINT = re.compile(
    r"(?:['’]s (?:wife|husband|son|daughter|father|mother|brother|sister|widow|career|parents)"
    r"|,? (?:said|says|told|wrote|argued|married|died|studied|graduated|recalled|explained|"
    r"believed|believes))\b"
)
_PARENTHESIS = re.compile(r"\s*\([^()]{0,120}\)")
_IS = re.compile(r",? (?:is|was|are|were) (?:an?|the|one of the) ")
_APPOSED = re.compile(r", (?:an?|the) ")
_PHRASE = re.compile(
    r"([\w][\w'’ -]{1,70}?)(?:[,.;:()]|$| (?:of|in|by|at|from|for|who|which|that|with|based|"
    r"located|situated|on|to|and|or|whose|where|near|between|used|written|directed|published|released|created|"
    r"produced|founded|born|known|designed|developed|made|set|starring|consisting|dedicated|"
    r"devoted|held|about|under|during|native|owned|operated|found)\b)"
)
_NOTHING_FOLLOWS = re.compile(
    r"(?:[,.;)]|$| (?:and|where|on|to|from|for|with|during|after|until)\b)"
)
_SUFFIX_PLACE = re.compile(r"(?:shire|burgh|ville|stan|grad|borough)$")
_ORGANISATION_OF = frozenset(
    ("university", "bank", "ministry", "department", "institute", "bureau", "academy", "college",
     "association", "society", "board", "church", "museum", "chamber", "school", "order",
     "federation", "council", "house", "confederation")
)  # fmt: skip
_OF = {
    **dict.fromkeys(_ORGANISATION_OF, EntityKind.ORGANISATION),
    **dict.fromkeys(("battle", "siege", "fall", "war", "massacre"), EntityKind.EVENT),
    **dict.fromkeys(
        ("republic", "kingdom", "state", "city", "county", "province", "isle", "gulf", "bay",
         "strait", "cape", "duchy", "district", "sea", "town", "university of"),
        EntityKind.PLACE,
    ),
    **dict.fromkeys(
        ("treaty", "declaration", "constitution", "book", "journal", "convention", "history",
         "lord", "gospel", "edict", "charter", "annals"),
        EntityKind.WORK,
    ),
}  # fmt: skip


@lru_cache(maxsize=1 << 15)
def kind_of_name(name: str) -> EntityKind:
    """What the words of a name say that it is; OTHER when they say nothing."""
    tokens = tokens_of(name)
    if not tokens:
        return EntityKind.OTHER
    if " ".join(tokens) in PLACES or name.casefold() in PLACES:
        return EntityKind.PLACE
    if len(tokens) == 1:
        if _SUFFIX_PLACE.search(tokens[0]) and len(tokens[0]) > 7:
            return EntityKind.PLACE
        return EntityKind.TERM if any(map(str.isdigit, name)) else EntityKind.OTHER
    if not name[0].isupper() and not name[0].isdigit():
        return EntityKind.OTHER
    if "of" in tokens[1:-1]:
        head = tokens[tokens.index("of", 1) - 1]
        return _OF.get(head) or ENDING.get(head) or EntityKind.OTHER
    last = tokens[-1]
    if last.isdigit() or (len(last) == 1 and len(tokens) == 2):
        last = tokens[-2]
    if last in ("iii", "iv", "vi", "ii", "jr", "sr") and tokens[0] in GIVEN_NAMES:
        return EntityKind.PERSON
    if tokens[0] in ("st", "saint") and len(tokens) > 2 and last in ENDING:
        return ENDING[last]
    if tokens[0] in BEGINNING and name[-1] != ".":
        return BEGINNING[tokens[0]]
    # "Jordan River" is a river, "Harrison Ford" no ford: the list of endings has no surnames.
    if last in ENDING and not (tokens[0] in GIVEN_NAMES and last in _ALSO_SURNAMES):
        return ENDING[last]
    if tokens[0] in GIVEN_NAMES and len(tokens) <= 4 and not any(map(str.isdigit, name)):
        return EntityKind.PERSON
    if len(tokens) <= 5 and re.match(r"(?:\w\.[ -]?)+ ?[^\W\d_]{2,}$", name):
        return EntityKind.PERSON
    if len(tokens) == 3 and re.match(r"[^\W\d_]+ \w\. [^\W\d_]{2,}$", name):
        return EntityKind.PERSON
    return EntityKind.OTHER


_ALSO_SURNAMES = words("""
    park street lake hill hills banks field church house hall day bay law case lane rivers wells
    bridge castle forest page code bond band brook waters fort stone wood marsh press " group
    price love royal temple pope bishop knight king prince
""")


def kind_beside(
    text: str, sentence: int, start: int, end: int, stop: int
) -> tuple[EntityKind, int]:
    """What the words beside the name `text[start:end]` of a sentence say, and how surely."""
    # Most names have nothing telling beside them: look at two characters before all else.
    opens = text[end : end + 2] if end < stop else ""
    window = text[end : min(stop, end + 200)] if opens[:1] in _MAY_TELL else ""
    if opens in _OPENS_A_SENTENCE:
        if _PERSON_AFTER.match(window):
            return EntityKind.PERSON, SAID
        kind = kind_of_phrase(_phrase_after(window, _IS) or _phrase_after(window, _APPOSED))
        if kind is not EntityKind.OTHER:
            return kind, SAID
    if text[end - 1].isupper() and _AUTHOR.fullmatch(text, start, end):
        before = text[max(sentence, start - 24) : start]
        if _AUTHOR_AFTER.match(window) or _AUTHOR_BEFORE.search(before):
            return EntityKind.PERSON, SAID
    kind, votes = _kind_before(text, max(sentence, start - 24), start)
    if votes == HINT and not (_NOTHING_FOLLOWS.match(text, end) and text[start:end].isalpha()):
        kind, votes = EntityKind.OTHER, 0
    if not votes and window and _PERSON_HINT.match(window):
        return EntityKind.PERSON, HINT
    return kind, votes


def _kind_before(text: str, begin: int, start: int) -> tuple[EntityKind, int]:
    """ "city of X" and "the film X" say what X is; "director of X" does not make X a person."""
    said = text[begin:start].rstrip(" \"“'`,").split()
    while said and said[-1] == "the":
        said.pop()
    has_of = bool(said) and said[-1] == "of"
    if has_of:
        said.pop()
    if not said:
        return EntityKind.OTHER, 0
    word = said[-1]
    kind = KIND_OF_NOUN.get(word, EntityKind.OTHER)
    if kind is not EntityKind.OTHER and (not has_of or word in _PLACES_OF):
        return kind, OWN
    return (EntityKind.PLACE, HINT) if word == "in" and not has_of else (EntityKind.OTHER, 0)


_MAY_TELL = frozenset(" ,'’(")
_OPENS_A_SENTENCE = frozenset((" (", " w", " i", " a", ", ", ",w", "(b"))
_PLACES_OF = words("""
    city town village state province county district region island municipality kingdom republic
    country capital commune
""")


def gloss_after(text: str, end: int, stop: int) -> tuple[str, EntityKind]:
    """What a sentence says that the name ending at `end` is, with its kind; "" when it does not."""
    gloss = _phrase_after(text[end : min(stop, end + 240)], _IS).strip()
    if not gloss or len(gloss.split()) > 8:
        return "", EntityKind.OTHER
    return gloss, kind_of_phrase(gloss)


def _phrase_after(window: str, opening: re.Pattern[str]) -> str:
    """The noun phrase that follows a name: "Norwegian rower" after "(born 1950) is a"."""
    aside = _PARENTHESIS.match(window)
    at = aside.end() if aside else 0
    opened = opening.match(window, at)
    if not opened:
        return ""
    phrase = _PHRASE.match(window, opened.end())
    return phrase[1] if phrase else ""


def kind_of_phrase(phrase: str) -> EntityKind:
    """What a noun phrase says by its last noun: "Norwegian former rower" is a person."""
    said = phrase.strip().lower().split()
    if not said:
        return EntityKind.OTHER
    for cut in range(len(said) - 1, max(-1, len(said) - 3), -1):
        word = said[cut].strip("'’\"-")
        kind = KIND_OF_NOUN.get(word)
        if kind is None and word.endswith("ies"):
            kind = KIND_OF_NOUN.get(word[:-3] + "y")
        if kind is None and word.endswith("s"):
            kind = KIND_OF_NOUN.get(word[:-1])
        if kind is None and "-" in word:
            kind = KIND_OF_NOUN.get(word.rpartition("-")[2])
        if kind is not None:
            return kind
        break
    return EntityKind.OTHER
