"""Numbers of list items and headings as word processors write them: 3, c, iv, 三, ③."""

from collections.abc import Sequence

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def number_text(value: int, style: str) -> str:
    """`value` written in a numbering style (names of WordprocessingML's ST_NumberFormat)."""
    if value < 0 or style == "none":
        return "" if style == "none" else str(value)
    if style in ("lowerLetter", "upperLetter"):
        letters = _letters(value)
        return letters if style == "lowerLetter" else letters.upper()
    if style in ("lowerRoman", "upperRoman"):
        roman = _roman(value)
        return roman.lower() if style == "lowerRoman" else roman
    if style in (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCountingThousand",
        "taiwaneseCounting",
    ):
        return chinese_number(value)
    if style == "chineseLegalSimplified":
        return chinese_number(value, _LEGAL_DIGITS, "拾佰仟")
    if style in ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"):
        return "".join(_DIGITS[int(digit)] for digit in str(value))
    if style == "ideographTraditional" and 1 <= value <= 10:
        return _STEMS[value - 1]
    if style == "ideographZodiac" and 1 <= value <= 12:
        return _BRANCHES[value - 1]
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if style == "decimalEnclosedParen":
        return f"({value})"
    if style == "decimalEnclosedFullstop":
        return f"{value}."
    if style == "decimalZero":
        return f"{value:02d}"
    if style == "decimalFullWidth":
        return "".join(chr(0xFF10 + int(digit)) for digit in str(value))
    return str(value)


def chinese_number(value: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """A number below 100,000,000 in Chinese words, as in 十二 or 一百零五."""
    if value == 0:
        return "零"
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        rest = ("零" if 0 < low < 1000 else "") + (
            chinese_number(low, digits, units) if low else ""
        )
        return f"{chinese_number(high, digits, units)}万{rest}"
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit:
            unit = units[place - 1] if place else ""
            text += ("零" if gap and text else "") + digits[digit] + unit
            gap = False
        else:
            gap = True
    return text[1:] if units[0] == "十" and text.startswith("一十") else text


def fill(pattern: str, values: Sequence[int], styles: Sequence[str]) -> str:
    """A label such as "%1.%2" with each level's number filled in."""
    for level in range(min(9, len(values)), 0, -1):
        if f"%{level}" in pattern:
            pattern = pattern.replace(
                f"%{level}", number_text(values[level - 1], styles[level - 1])
            )
    return pattern


def _letters(value: int) -> str:
    if value < 1:
        return ""
    repeat, index = divmod(value - 1, 26)
    return chr(97 + index) * min(repeat + 1, 10)


def _roman(value: int) -> str:
    text = ""
    for size, sign in (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        text += sign * min(value // size, 50)
        value %= size
    return text
