"""What stands beside a sign decides what it does: emphasis beside Chinese, formulae and prices."""

import re

_CJK = re.compile(
    r"[\u2018-\u201d\u2026\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    r"\uf900-\ufaff\uff00-\uffef]"
)
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_TEXT_IN_FORMULA = re.compile(r"\\(?:text|mathrm|textbf|mbox)\{[^{}]{0,200}\}")
_MONEY = re.compile(r"[\d.,]+(?:[ \t]+[^\W\d_]{2,}|[-–]$|\s*$)")
_SIGN = re.compile(r"[\\^_=+*/<>{}|]")


def punctuates(sign: str) -> bool:
    """Whether a sign is neither letter, digit nor space."""
    return not sign.isalnum() and not sign.isspace()


def flanking(before: str, after: str) -> tuple[bool, bool]:
    """Whether a run of delimiters may open and close, by its neighbours."""
    beside_before = before.isspace() or punctuates(before) or bool(_CJK.match(before))
    beside_after = after.isspace() or punctuates(after) or bool(_CJK.match(after))
    left = not after.isspace() and (not punctuates(after) or beside_before)
    right = not before.isspace() and (not punctuates(before) or beside_after)
    return left, right


def is_formula(inside: str, following: str) -> bool:
    """Whether what stands between two dollar signs is a formula rather than two prices."""
    if not inside or inside[0].isspace() or inside[-1].isspace() or following.isdigit():
        return False
    if _HAN.search(_TEXT_IN_FORMULA.sub("", inside)) or "\n\n" in inside:
        return False
    return bool(_SIGN.search(inside)) or not _MONEY.match(inside)
