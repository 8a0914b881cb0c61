"""The beginning of a reply as it streams: thoughts before the answer, and “they do not say”.

What may still become a refusal is held back, so that a reply that is nothing but one is never
shown; the program words it itself. A reply that reasons first, as it was told to, is thought until
the line that announces the answer.
"""

import re

from core.generation.prompt_layout import ANSWER, NOT_SAID

_LONGEST_REFUSAL = 200
# What goes on with these says something after all.
_REST_EN = (
    r"(?:(?!;|\b(?:but|however|although|though|instead|only|except|merely)\b)[^.!?\n]){0,120}"
)
_REST_ZH = r"(?:(?![，,；;](?:但|不过|然而|而|只|仅))[^。！？\n]){0,40}"
_WHO_EN = (
    r"(?:i['’]?m sorry,? (?:but )?|sorry,? (?:but )?|unfortunately,? |based on [^,.]{0,40},? )?"
    r"(?:the|your|these|those|provided|given|available|any of the)?\s?"
    r"(?:provided |given |available )?"
    r"(?:documents?|passages?|texts?|sources?|context)(?: provided| given)?"
)
_SAYS_EN = (
    r" (?:do not|don['’]t|does not|doesn['’]t|did not) (?:say|mention|state|contain|provide|include"
    rf"|specify|answer|tell|give|describe|cover|address){_REST_EN}"
)
_NO_EN = rf"(?:there is no (?:information|mention)|no information is (?:given|available)){_REST_EN}"
_ZH = (
    r"(?:很?抱歉[，,]|对不起[，,]|根据[^，,。]{0,20}[，,])?"
    r"(?:(?:您|你|所?提供|给出|现有|以上|这些|上述)?的?(?:文档|文件|资料|段落|材料|内容|文本)[里中内]?[^。，,]{0,10}?)"
    r"(?:没有|未|并未|并没有|无)(?:明确)?(?:提到|提及|说明|涉及|包含|记载|提供|给出|回答|相关|直接)"
    rf"{_REST_ZH}"
)
_REFUSES = re.compile(
    rf"\W*(?:{_WHO_EN}{_SAYS_EN}|{_NO_EN}|{_ZH})[.!。！]?(?:\s*\[\d+\])*\W*", re.IGNORECASE
)
_MAY_REFUSE = re.compile(
    r"\W*(?:i['’]?m|sorry|unfortunately|based|the|your|these|those|provided|given|available|any"
    r"|documents?|passages?|texts?|sources?|context|there|no|很?抱歉|对不起|根据|您|你|所?提供|给出"
    r"|现有|以上|这些|上述|文档|文件|资料|段落|材料|内容|文本)",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"\W{0,4}[A-Za-z'’]{0,14}")
_SENTENCE_END = re.compile(r"[.!?。！？]\W*(?:\[\d+\]\W*)*(?<![\[\d])\w|\n\s*\S")
_SENTINELS = tuple(re.sub(r"\W", "", text).casefold() for text in NOT_SAID.values())
_SIGNS = r"[\s*_#>`~]*"
_ANNOUNCED = re.compile(
    rf"(?:^|\n){_SIGNS}"
    rf"(?:{ANSWER['en'][:-1]}|final answer|{ANSWER['zh'][:-1]}|(?:最终)?答案|最终回答)"
    rf"{_SIGNS}[:：]{_SIGNS}",
    re.IGNORECASE,
)
_LONGEST_SIGN = 40


def refuses(text: str) -> bool:
    """Whether a whole reply says nothing but that the documents do not say."""
    bare = re.sub(r"\[\d+\]|\W", "", text).casefold()
    if bare in _SENTINELS:
        return True
    return len(text) <= _LONGEST_REFUSAL and _REFUSES.fullmatch(text.strip()) is not None


class Opening:
    """Holds back the beginning of an answer while it may be a refusal."""

    def __init__(self) -> None:
        self._held: list[str] = []
        self._open = False

    def feed(self, piece: str) -> str:
        """What can be told after another piece."""
        if self._open:
            return piece
        self._held.append(piece)
        text = "".join(self._held).lstrip()
        if self._may_refuse(text):
            return ""
        self._open = True
        return text

    def rest(self) -> str:
        """What is left to tell at the end: nothing of a refusal."""
        text = "".join(self._held).lstrip()
        if self._open or refuses(text):
            return ""
        self._open = True
        return text

    def _may_refuse(self, text: str) -> bool:
        if len(text) < 4 or _FIRST_WORD.fullmatch(text):
            return True
        if len(text) > _LONGEST_REFUSAL or _SENTENCE_END.search(text):
            return False
        bare = re.sub(r"\W", "", text).casefold()
        return _MAY_REFUSE.match(text) is not None or any(
            sentinel.startswith(bare) for sentinel in _SENTINELS
        )


class ThoughtFirst:
    """Parts a reply that reasons before it answers, as it was told to."""

    def __init__(self) -> None:
        self._text = ""
        self._told = 0
        self._answers = False

    def feed(self, piece: str) -> tuple[str, str]:
        """What is thought and what is answer of the text so far, as far as new and certain."""
        if self._answers:
            return "", piece
        self._text += piece
        begin = max(0, self._told - _LONGEST_SIGN)
        found = _ANNOUNCED.search(self._text, begin)
        if found and found.end() < len(self._text):
            thought = self._text[self._told : max(found.start(), self._told)]
            self._answers = True
            return thought, self._text[found.end() :]
        certain = max(self._told, self._text.rfind("\n"))
        if found:
            certain = min(certain, found.start())
        thought, self._told = self._text[self._told : certain], max(self._told, certain)
        return thought, ""

    def rest(self) -> str:
        """The answer, where none was announced: what was written after the last empty line."""
        if self._answers:
            return ""
        self._answers = True
        found = _ANNOUNCED.search(self._text)
        if found:
            return self._text[found.end() :]
        return re.split(r"\n\s*\n", self._text.strip())[-1]
