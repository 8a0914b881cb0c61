"""What the words between two English names say of them, in a label of five words at most.

After ReVerb (Fader, Soderland and Etzioni 2011): a verb; a verb and a preposition; or a verb, a
noun phrase and a preposition, taking in all that stands between the names. Words have no tagger
here: lists and endings tell verbs from the rest, and what does not fit a pattern says nothing.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from core.graph.english_nouns import KIND_OF_NOUN
from core.graph.english_verbs import (
    BARE as _BARE,
)
from core.graph.english_verbs import (
    BE,
    BECOME,
    DETERMINERS,
    HAVE,
    IN_A_PHRASE,
    NOT_TELLING,
    PARTICLES,
    PARTS,
    PREPOSITIONS,
    ROLES_OF,
    SUBJECTS,
    VERBS,
)
from core.graph.english_words import words

_LONGEST = 120
_MOST_WORDS = 14
_LABEL = 5
"""Words of the longest label."""
_ASIDE = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DATE = re.compile(
    rf",?\s*(?:\b(?:in|on|since|during|around|about|by|from|until)\s+)?(?:(?:early|late|mid)[- ])?"
    rf"(?:the\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?=[A-Z]))?(?:{_MONTH}\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?"
    rf"\b[12]\d{{3}}s?(?:\s*(?:–|-|to|until)\s*[12]\d{{3}})?\b,?"
    rf"|,?\s*\bon\s+(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}})\b,?"
)
_OUTSIDE = re.compile(r"^[\s\"“”‘’'`]+|[\s\"“”‘’'`]+$")
_STOPS = re.compile(r"[;:?!()\[\]{}|/=<>\"“”…•]|--|[.](?:\s|$)")
_POSSESSIVE = re.compile(
    r"^['’]s? (?:(?:first|second|current|former|then|late|own|new|only|eldest|elder|younger|"
    r"oldest|largest|longtime|long-time|original|main|chief)\s)*"
    r"([a-z-]+)(?: city)?(,|:| is| was|,? named)?$"
)
_TITLE = re.compile(r"^(?:(?:vice|deputy|prime|former|co-)\s?)?([A-Za-z-]+(?: executive)?)$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What stands between two names."""

    label: str
    reversed: bool = False
    """The second name is the subject: "Apple's founder Steve Jobs"."""
    aside: bool = False
    """It hangs on to the first name: "…, who founded", "…, the capital of"."""
    goes_on: bool = False
    """The subject stands before the first name: "was born in A and studied at B"."""
    noun: bool = False
    """It has no verb: "…, the capital of"."""
    participle: bool = False
    """A clause without its subject: "…, directed by"."""
    relative: bool = False
    """ "who", "which" or "that" opens it."""
    bare: bool = False
    """Its verb has no ending, so that only several can be its subject: "target"."""


@lru_cache(maxsize=1 << 15)
def phrase(gap: str) -> Phrase | None:
    """What the text between two names says of them; None when it fits no pattern."""
    if len(gap) > _LONGEST or not gap.strip() or "-" in (gap[0], gap[-1]):
        return None
    possessive = _of_possessive(gap)
    if possessive:
        return possessive
    plain = _ASIDE.sub(" ", gap) if "(" in gap else gap
    if any(map(str.isdigit, plain)):
        plain = _DATE.sub(" ", plain)
    aside = goes_on = False
    plain = plain.strip()
    if plain.startswith("(born"):
        plain = plain[1:]
        aside = True
    if plain.startswith(","):
        plain, aside = plain[1:].strip(), True
    plain = _OUTSIDE.sub("", plain)
    if not plain or "," in plain or _STOPS.search(plain):
        return None
    said = plain.split()
    if len(said) > _MOST_WORDS or any(_breaks(word) for word in said):
        return None
    said = [word.lower() for word in said]
    if said[0] in ("and", "then", "or") and len(said) > 1:
        said, goes_on = said[1:], True
        if said[0] in ("then", "later", "also"):
            said = said[1:]
    relative = bool(said) and said[0] in ("who", "which", "that")
    if relative:
        said = said[1:]
    if any(word in SUBJECTS or word[-1:].isdigit() for word in said):
        return None
    within = max((place for place, word in enumerate(said) if word in ("that", "who")), default=0)
    if within:
        # "is a project that produces": what comes last is said of the same thing.
        if said[0] not in BE or len(said) == within + 1:
            return None
        said = said[within + 1 :]
    # Of "studied law and founded" the last verb has the second name as its object.
    for place in range(len(said) - 1, 0, -1):
        if said[place] in ("and", "then") and said[place + 1 : place + 2]:
            if not _is_verb(said[0]) and said[0] not in BE:
                return None
            said = said[place + 1 :]
            break
    return _of_words(said, aside, goes_on, relative)


def _breaks(word: str) -> bool:
    return word[:1].isupper() and word.lower().strip(".") not in IN_A_PHRASE


def _is_verb(word: str) -> bool:
    return word in VERBS or (len(word) > 4 and word.endswith("ed"))


def _of_possessive(gap: str) -> Phrase | None:
    """ "Apple's founder Steve Jobs", "France's capital is Paris", "Apple CEO Tim Cook"."""
    found = _POSSESSIVE.match(gap.rstrip())
    if found:
        return Phrase(f"{found[1]} of", True, noun=True) if found[1] in ROLES_OF else None
    title = _TITLE.match(gap.strip())
    if title and gap[:1] == " ":
        role = title[0].lower()
        if role.split()[-1] in _TITLES_BEFORE:
            return Phrase(f"{title[0] if title[0].isupper() else role} of", True, noun=True)
    return None


_TITLES_BEFORE = words("""
    president chairman chairwoman ceo cto cfo coo director founder co-founder leader minister
    ambassador governor mayor king queen senator professor editor frontman singer guitarist
    drummer bassist vocalist striker goalkeeper midfielder defender captain coach manager owner
    spokesman spokeswoman author executive
""")


def _of_words(said: list[str], aside: bool, goes_on: bool, relative: bool) -> Phrase | None:
    place = 0
    group: list[str] = []
    while place < len(said) and (
        said[place] in BE
        or said[place] in HAVE
        or (said[place] in BECOME and not group)
        or (said[place].endswith("ly") and len(said[place]) > 4)
        or said[place] in ("also", "now", "then", "once", "later", "first", "still", "only", "both")
    ):
        if said[place] in BE or said[place] in BECOME:
            group.append(said[place])
        place += 1
    rest = said[place:]
    if rest and _is_verb(rest[0]) and not (group and group[-1] in BECOME):
        label = _of_verb(group[-1:], rest)
        participle = aside and not relative and not group and rest[0].endswith(("ed", "ing", "n"))
        if rest[0] in _UNSURE or (rest[0].endswith("ing") and not (group or rest[0] in _GOING)):
            return None
        bare = not place and not rest[0].endswith(("s", "ed", "ing")) and rest[0] in _BARE
    elif group:
        bare = False
        label, participle = _of_copula(group[-1], rest), False
    elif aside and not relative and not place:
        label = _of_noun(rest)
        return Phrase(label, aside=True, goes_on=goes_on, noun=True) if label else None
    else:
        return None
    if not label:
        return None
    return Phrase(label, False, aside, goes_on, participle=participle, relative=relative, bare=bare)


_UNSURE = words("compared indicating suggesting according given indicated complete")
_GOING = words("""
    starring featuring containing comprising representing surrounding flanking connecting linking
    joining covering bordering
""")


def _of_verb(be: list[str], said: list[str]) -> str:
    """The label of a verb with what follows it; "" when it does not fit."""
    verb = said[0]
    rest = said[1:]
    if rest and rest[0] in PARTICLES:
        verb, rest = f"{verb} {rest[0]}", rest[1:]
    if rest[:1] == ["to"] and len(rest) > 1 and (_is_verb(rest[1]) or rest[1] == "be"):
        follows = _of_verb([], rest[1:]) if rest[1] != "be" else ""
        return _short([*be, verb, "to", *follows.split()]) if follows else ""
    head = [*be, verb]
    while rest and rest[0].endswith("ly") and len(rest[0]) > 4:
        rest = rest[1:]
    if not rest or rest[0] in DETERMINERS:
        found = _noun_and_preposition(rest)
        if found is None:
            # "founded", "founded the company": what stands before the name says what it is.
            if be or said[0] in NOT_TELLING or any(_is_preposition(word) for word in rest):
                return ""
            if len(rest) > 2 and rest[-1] not in KIND_OF_NOUN:
                return ""
            return verb if len(rest) <= 5 else ""
        return _short([*head, *found])
    if rest[0] == "as" and len(rest) > 1 and any(map(_is_preposition, rest[1:])):
        found = _noun_and_preposition(rest[1:])
        return _short([*head, "as", *found[-2:]]) if found else ""
    if _is_preposition(rest[0]):
        if _is_action(rest[1:]) or (
            rest[0] == "to" and len(rest) == 2 and rest[1] not in DETERMINERS
        ):
            return ""
        if any(_is_preposition(word) for word in rest[1:]):
            if rest[0] == "to":
                return ""
            after = _preposition_last(rest[1:])
            if not after:
                return ""
        elif len(rest) > 5 or any(_is_verb(word) and word.endswith("ed") for word in rest[2:]):
            return ""
        return _short([*head, rest[0]])
    found = _noun_and_preposition(rest)
    if found is not None:
        return _short([*head, *found])
    if be or said[0] in NOT_TELLING or len(rest) > 2 or any(map(_is_preposition, rest)):
        return ""
    return verb


def _is_action(said: list[str]) -> bool:
    """Whether "by multiplying", "to derive": what is done, not whom it is done with."""
    return bool(said) and said[0].endswith("ing") and said[0] not in KIND_OF_NOUN


def _is_preposition(word: str) -> bool:
    return word in PREPOSITIONS or word == "to"


def _preposition_last(said: list[str]) -> bool:
    """Whether "(in) the north of", "(in) the city of" let the relation through."""
    places = [place for place, word in enumerate(said) if _is_preposition(word)]
    if len(places) != 1 or said[places[0]] != "of" or not places[0]:
        return False
    return said[places[0] - 1] in PARTS and len(said) - places[0] <= 3


def _noun_and_preposition(said: list[str]) -> list[str] | None:
    """Determiner, noun and preposition of "a small town in the north of"; None without."""
    first = next((place for place, word in enumerate(said) if _is_preposition(word)), -1)
    if first < 1:
        return None
    noun = said[first - 1]
    if noun in DETERMINERS:
        return None
    after = said[first + 1 :]
    if any(map(_is_preposition, after)) and not _preposition_last(after):
        return None
    if len(after) > 4 or any(word.endswith(("ed", "ing")) and _is_verb(word) for word in said):
        return None
    if _is_action(after) or (said[first] == "to" and after and _is_verb(after[0])):
        return None
    determiner = [said[0]] if said[0] in ("a", "an", "the") else []
    if determiner and determiner[0] != "the":
        determiner = ["an" if noun[0] in "aeiou" and not noun.startswith(("uni", "eu")) else "a"]
    return [*determiner, noun, said[first]]


def _of_copula(be: str, said: list[str]) -> str:
    """ "is the capital of", "is a", "is in"; or of "is a film directed by" its "directed by"."""
    if not said:
        return ""
    if said[:2] == ["one", "of"]:
        found = _noun_and_preposition(said[2:])
        return _short([be, "one", "of", *found[-2:]]) if found else ""
    verb = next(
        (
            place
            for place in range(1, len(said))
            if _is_verb(said[place])
            and said[place] not in KIND_OF_NOUN
            and (said[place].endswith(("ed", "en", "wn", "ing")) or said[place] in _PARTICIPLES)
            and said[place + 1 : place + 2]
            and (_is_preposition(said[place + 1]) or said[place] == "starring")
        ),
        0,
    )
    if verb and not any(_is_preposition(word) for word in said[:verb]):
        return _of_verb([], said[verb:])
    if said[-1] == "starring":
        return "starring"
    if any(
        word.endswith("ing")
        and _is_verb(word)
        and (follows in DETERMINERS or follows.endswith("ly"))
        for word, follows in pairwise(said)
    ):
        return ""
    if said in (["a"], ["an"]) or (said[0] in ("a", "an") and len(said) == 1):
        return f"{be} {said[0]}"
    if said[0] in ("in", "at", "near", "from") and len(said) <= 3:
        return f"{be} {said[0]}"
    found = _noun_and_preposition(said)
    if not found or found[-1] in ("with", "as", "during", "before", "after", "including", "about"):
        return ""
    return _short([be, *found])


_PARTICIPLES = words("built made held led won set born sold taught sung shot put cast")


def _of_noun(said: list[str]) -> str:
    """ "the president of" after a comma, when the noun says what somebody is to a name."""
    found = _noun_and_preposition(said)
    if not found or found[-2] not in ROLES_OF:
        return ""
    if found[-1] not in ("of", "in", "at", "for", "from", "to", "by", "near"):
        return ""
    return f"{found[-2]} {found[-1]}"


def _short(label: list[str]) -> str:
    if len(label) > _LABEL:
        label = [word for word in label if word not in ("a", "an", "the")]
    return " ".join(label) if len(label) <= _LABEL else ""
