"""Chinese numerals before a counter as digits: 五种 counts what 5种 counts."""

import re

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_COUNTERS = "个種种项項条類类点點步大层層年月日天次倍名位家座人本件台间間章节節级級"
_COUNTED = re.compile(
    r"(?<![零〇一二三四五六七八九十百千万亿两第])([一二三四五六七八九两十]{1,3})"
    r"(?=[个種种项項条類类点點步大层层年月日天次倍名位家座人本件台间間章节節级級]|小时|分钟)"
)
_COUNTER = re.compile(r"(?<=\d)[个種种项項条類类点點步次名位家座件台](?=[\u4e00-\u9fff])")


def with_digits(text: str) -> str:
    """The text with numerals up to 99 before a counter in digits; 一 stays, it is mostly “a”."""
    return _COUNTED.sub(lambda found: _number(found[1]), text)


def without_counters(text: str) -> str:
    """The text without the counters after its digits: “5种方法” asks for 5 方法."""
    return _COUNTER.sub(" ", text)


def _number(signs: str) -> str:
    if signs == "一" or (len(signs) > 1 and "十" not in signs):
        return signs
    tens, ten, ones = signs.rpartition("十")
    if not ten:
        return str(_DIGITS[signs])
    if len(tens) > 1 or len(ones) > 1:
        return signs
    return str(10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0))
