"""What a Chinese sentence says of two of its names, by what stands between and after them.

Precision before completeness: two names in one sentence are connected in any case.
"""

import re
from collections.abc import Sequence

from core.graph.chinese_predicates import (
    AT_A_PLACE,
    CLASS,
    DISPOSAL,
    GENERAL,
    JOINED_WITH,
    LIST,
    MEMBERS,
    MODIFIERS,
    NEGATED,
    OF_WHAT_IS_MADE,
    ROLE,
    VERB,
    goes_on,
    is_noun,
    is_predicate,
)
from core.graph.findings import Named, Said
from core.text.terms import fold
from core.types import EntityKind

_MOST = 40
"""Names of a sentence that are looked at; a longer list says nothing of its items."""
_AFTER = 16
"""Characters after a name that are looked at for what ends the predicate."""
_MARKS = "《》“”「」『』\"'‘’<>〈〉 \t"
_ENDS = r"(?=$|[,;。!?、:…()\s《“])"
_IS_OF = re.compile(rf"的([^的是,;。!?、:()《》“”\s]{{2,7}}?){_ENDS}")
_OF_IS = re.compile(r"的([^的是,;。!?、:()《》“”\s]{2,7})(?:是|为|叫|即|名叫)$")
_IS = re.compile(rf"{MODIFIERS}(?:是|即|系|也就是)$")
_BY = re.compile(rf"{MODIFIERS}(是由|系由|由|被|为|受)$")
_DONE = re.compile(
    rf"所?(?:共同|联合|正式|首次|率先|亲自|独立)*({VERB})(?:[了于在成为的]|{_ENDS}|$)"
)
_ACTIVE = re.compile(rf"{MODIFIERS}({VERB})(?:了|过|着)?(?:{CLASS})?:?$")
_DOES_OF = re.compile(rf"(?:{MODIFIERS})({VERB})(?:了|过)?的(?:{CLASS})?$")
_ROLE_BETWEEN = re.compile(rf"的?(?:现任|前任|前|原|首任|时任)?({ROLE})(?:兼[^,;。]{{1,6}})?[、]?$")
_PLACED = re.compile(rf"{MODIFIERS}(在|于)$")
_FROM = re.compile(rf"{MODIFIERS}(从|自)$")
_TOWARDS = re.compile(rf"{MODIFIERS}(向|对|为|给|替)$")
_WITHIN = re.compile(r"[位处建坐落出生卒死葬逝产布]?[于在]|来自|位于|坐落|地处|毗邻|流经|途经")
"""Labels of what is where: true of a whole when true of a part (位于北京市区)."""
_DISPOSED = re.compile(rf"{MODIFIERS}(?:将|把)$")
_WITH = re.compile(rf"{MODIFIERS}(?:与|和|同|跟)$")
_LIST = re.compile(rf"^(?:{LIST})$")
_MEMBERS = re.compile(rf"{MODIFIERS}({MEMBERS})[:了]?(?:{CLASS})?$")


def chinese_relations(text: str, start: int, end: int, named: Sequence[Named]) -> list[Said]:
    """What the sentence `text[start:end]` says of its names, which come in order.

    Names of a list share what is said of one; after a comma the subject goes on.
    """
    if not 2 <= len(named) <= _MOST:
        return []
    return _Sentence(fold(text[start:end]), start, named).said()


class _Sentence:
    def __init__(self, text: str, start: int, named: Sequence[Named]) -> None:
        self._text = text
        self._named = named
        self._spans = [(one.start - start, one.end - start) for one in named]
        self._raw = [
            text[self._spans[place][1] : self._spans[place + 1][0]]
            for place in range(len(named) - 1)
        ]
        self._gaps = [gap.strip(_MARKS) for gap in self._raw]
        self._subject_of: dict[int, int] = {}
        """Of names that are an object: their subject, which a comma does not end."""
        self._found: list[Said] = []

    def said(self) -> list[Said]:
        """All relations, each once."""
        for place in range(len(self._gaps)):
            if not self._overlap(place):
                self._between(place)
        return list(dict.fromkeys(self._found))

    def _overlap(self, place: int) -> bool:
        return self._spans[place][1] > self._spans[place + 1][0]

    def _between(self, place: int) -> None:
        gap, after = self._gaps[place], self._after(place + 1)
        if len(gap) > 24 or NEGATED.search(gap):
            return
        if self._of_is(place, gap) or self._passive(place, gap, after):
            return
        if self._prepositional(place, gap, after) or self._role(place, gap):
            return
        subject = self._subject(place, gap)
        if subject is None:
            return
        bare = gap.lstrip(",")
        if match := _MEMBERS.match(bare):
            if not self._whole(place + 1, match[1]):
                return
            self._take(subject, place + 1, match[1])
        elif _IS.match(bare):
            self._is(subject, place + 1, after)
        elif (match := _DOES_OF.match(bare)) and bare == gap:
            if after.startswith("的") or self._whole(place + 1, match[1]):
                self._take(place, place + 1, match[1])
        elif match := _ACTIVE.match(bare):
            if self._whole(place + 1, match[1]):
                self._take(subject, place + 1, match[1])
        elif bare == gap and (label := is_predicate(gap)) and self._whole(place + 1, label):
            self._take(subject, place + 1, label)

    def _whole(self, place: int, label: str) -> bool:
        """Whether a name is the object, not the beginning of it: “获得新加坡|金曲奖”."""
        if self._named[place].kind is EntityKind.PLACE:
            if label in OF_WHAT_IS_MADE:
                return False
            if label and _WITHIN.search(label):
                return True
        end = self._spans[place][1]
        return not goes_on(self._text[end : end + _AFTER])

    def _after(self, place: int) -> str:
        """What follows a name, up to the next one; the next where it follows at once."""
        begin = self._spans[place][1]
        limit = self._spans[place + 1][0] if place + 1 < len(self._spans) else len(self._text)
        if limit <= begin:
            limit = len(self._text)
        return self._text[begin : max(begin, min(limit, begin + _AFTER))].lstrip(_MARKS)

    def _subject(self, place: int, gap: str) -> int | None:
        """Of which name the words after the one at `place` speak."""
        head = min([place, *self._listed_before(place)])
        before = self._text[: self._spans[head][0]].rstrip(_MARKS)
        if gap.startswith(","):
            # “祖籍广东番禺,于香港出生”: who was born is no place.
            is_place = self._named[place].kind is EntityKind.PLACE
            own = None if is_place and before and before[-1] not in ",;。:()" else place
            return self._subject_of.get(place, own)
        if before.endswith(("在", "从", "向", "对")):
            return None
        if before.endswith(("由", "于", "至", "到")):
            return None if self._named[place].kind is EntityKind.PLACE else place
        # “A创立了B位于…” is no sentence: what follows an object at once speaks of nothing known.
        return None if place in self._subject_of else place

    # ---- patterns ------------------------------------------------------------------------------

    def _of_is(self, place: int, gap: str) -> bool:
        """“中国的首都是北京”."""
        match = _OF_IS.match(gap)
        if not match or not is_noun(match[1]) or not self._whole(place + 1, ""):
            return False
        self._take(place + 1, place, f"是…的{match[1]}", shared=False)
        return True

    def _passive(self, place: int, gap: str, after: str) -> bool:
        """“Transformer由谷歌提出”, “由谷歌提出的Transformer”, “被腾讯收购”."""
        bare = gap.lstrip(",")
        if match := _BY.match(bare):
            done = _DONE.match(after)
            if not done or (match[1] in ("为", "受") and not after.startswith("所")):
                return False
            object_ = self._subject_of.get(place, place) if gap.startswith(",") else place
            self._found.append(Said(place + 1, object_, done[1]))
            self._subject_of.setdefault(place + 1, object_)
            for other in self._listed(place + 1):
                self._found.append(Said(other, object_, done[1]))
            return True
        before = self._text[: self._spans[place][0]].rstrip(_MARKS)
        if before.endswith(("由", "被")) and (match := _DOES_OF.match(gap)):
            self._take(place, place + 1, match[1])
            return True
        return False

    def _prepositional(self, place: int, gap: str, after: str) -> bool:
        """“在北京出生”, “从清华大学毕业”, “与李娜结婚”, “将A并入B”."""
        bare = gap.lstrip(",")
        subject = self._subject(place, gap) if bare != gap else place
        if subject is None:
            return False
        for pattern, verbs, wording in (
            (_PLACED, AT_A_PLACE, "在…{}"),
            (_FROM, AT_A_PLACE, "从…{}"),
            (_TOWARDS, GENERAL, "{1}…{0}"),
            (_WITH, JOINED_WITH, "与…{}"),
        ):
            match = pattern.match(bare)
            done = (
                re.match(rf"(?:共同|正式|一起|先后|曾)?({verbs})(?![处点者])", after)
                if match
                else None
            )
            if match and done:
                preposition = match[1] if match.lastindex else ""
                self._take(subject, place + 1, wording.format(done[1], preposition), shared=False)
                return True
        if _DISPOSED.match(bare) and (done := re.match(rf"({DISPOSAL})", after)):
            self._take(subject, place + 1, done[1], shared=False)
            return True
        return False

    def _role(self, place: int, gap: str) -> bool:
        """“阿里巴巴的创始人马云”, “北京大学教授张伟”."""
        if self._named[place + 1].kind is not EntityKind.PERSON:
            return False
        if self._named[place].kind is EntityKind.PERSON and not gap.startswith("的"):
            return False
        if not (match := _ROLE_BETWEEN.fullmatch(gap)):
            return False
        self._take(place + 1, place, f"是…的{match[1]}", shared=False)
        return True

    def _is(self, subject: int, place: int, after: str) -> None:
        """“北京是中国的首都”; “A是B” alone where nothing follows."""
        if (match := _IS_OF.match(after)) and is_noun(match[1]):
            self._take(subject, place, f"是…的{match[1]}", shared=False)
            return
        # “最年长的佳丽是…” says it of one of them, “A是B、C的一部分” of neither.
        whole = not after or (re.match(_ENDS, after) and not after.startswith("、"))
        if whole and not self._text[: self._spans[subject][0]].endswith("的"):
            self._take(subject, place, "是")

    # ---- taking --------------------------------------------------------------------------------

    def _take(self, subject: int, object_: int, label: str, shared: bool = True) -> None:
        """A relation, also for those that stand with its ends in a list."""
        subjects = [subject, *self._listed_before(subject)]
        listed = self._listed(object_) if shared else []
        if label in OF_WHAT_IS_MADE:
            listed = [one for one in listed if self._named[one].kind is not EntityKind.PLACE]
        objects = [object_, *listed]
        for one in subjects:
            for other in objects:
                if one != other:
                    self._found.append(Said(one, other, label))
        for other in objects:
            self._subject_of.setdefault(other, subject)

    def _listed(self, place: int) -> list[int]:
        """The names that follow one in a list."""
        found = []
        while place < len(self._gaps) and _LIST.match(self._gaps[place]):
            place += 1
            found.append(place)
        return found

    def _listed_before(self, place: int) -> list[int]:
        found = []
        while place > 0 and _LIST.match(self._gaps[place - 1]):
            place -= 1
            if place in self._subject_of:
                break
            found.append(place)
        return found
