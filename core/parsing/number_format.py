"""Numbers and dates of spreadsheets as people see them, from a value and its format code.

Format codes: ECMA-376 part 1, 18.8.30 and 18.8.31.
"""

import re
from datetime import datetime, timedelta
from functools import lru_cache

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "0.0E+0", 49: "@", 50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}  # fmt: skip
_TOKENS = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM/PM|am/pm|A/P|上午/下午|General|y+|m+|d+|h+|s+(?:\.0+)?|e+|a{3,4}|.',
    re.IGNORECASE | re.DOTALL,
)
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DATE_SIGNS = re.compile(r"[ymdhs]|e(?![+-])", re.IGNORECASE)
_MONTHS = "January February March April May June July August September October November December"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_CHINESE_DAYS = "一二三四五六日"


def format_number(value: float, code: str, from_1904: bool = False) -> str:
    """`value` under a format code; a code that is not understood gives the plain number."""
    section = _section(code, value)
    try:
        if is_date(section):
            return _date(value, section, from_1904)
        return _number(value, section, ";" in code)
    except (ValueError, OverflowError, IndexError):
        return plain(value)


@lru_cache(maxsize=1024)
def is_date(code: str) -> bool:
    """Whether a format code shows dates or times."""
    if "general" in code.lower():
        return False
    elapsed = re.search(r"\[(h+|m+|s+)\]", code, re.IGNORECASE)
    return elapsed is not None or _DATE_SIGNS.search(_LITERAL.sub("", code)) is not None


def plain(value: float) -> str:
    """A number without needless digits."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.11g}"


def _section(code: str, value: float) -> str:
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    if len(sections) > 2 and value == 0:
        return sections[2]
    if len(sections) > 1 and value < 0:
        return sections[1]
    return sections[0]


def _number(value: float, code: str, sectioned: bool) -> str:
    pattern = re.sub(r"\[\$([^\]-]*)[^\]]*\]", lambda m: f'"{m[1]}"', code)
    pattern = re.sub(r"\[[^\]]*\]", "", pattern)
    bare = _LITERAL.sub("", pattern)
    if "general" in bare.lower() or not re.search(r"[0#?]", bare):
        literal = _literals(pattern)
        shown = plain(value) if "general" in bare.lower() or "@" in bare or not literal else ""
        return f"{literal}{shown}" if literal else shown
    if "/" in bare:
        return plain(value)
    places = re.search(r"[0#?][0#?,]*(?:\.([0#?]*))?(E[+-]0+)?", pattern)
    if not places:
        return plain(value)
    before, after = _literals(pattern[: places.start()]), _literals(pattern[places.end() :])
    number = abs(value) * 100 ** bare.count("%")
    number /= 1000 ** (len(places[0]) - len(places[0].rstrip(",")) if "." not in places[0] else 0)
    decimals = places[1] or ""
    if places[2]:
        return before + f"{value:.{len(decimals)}E}" + after
    text = f"{number:{',' if ',' in places[0].rstrip(',') else ''}.{len(decimals)}f}"
    optional = len(decimals) - len(decimals.rstrip("#"))
    if optional and "." in text:
        whole, _, fraction = text.partition(".")
        fraction = fraction[: len(fraction) - optional] + fraction[-optional:].rstrip("0")
        text = f"{whole}.{fraction}".rstrip(".")
    width = len(re.sub(r"[^0]", "", places[0].partition(".")[0]))
    if width > 1 and "," not in text:
        text = text.zfill(width + (len(decimals) + 1 if decimals else 0))
    sign = "-" if value < 0 and not (sectioned and ("(" in pattern or "-" in pattern)) else ""
    return f"{sign}{before}{text}{after}".strip()


def _literals(pattern: str) -> str:
    text = ""
    for piece in _TOKENS.findall(pattern):
        if piece[0] == '"':
            text += piece[1:-1]
        elif piece[0] == "\\":
            text += piece[1:]
        elif piece[0] == "_":
            text += " "
        elif piece[0] not in "*[#?0,@" and piece.lower() != "general":
            text += piece
    return text


def _date(value: float, code: str, from_1904: bool) -> str:
    if value < 0 or value > 2_958_466:
        return plain(value)
    moment = _moment(value, from_1904)
    parts = _TOKENS.findall(code)
    afternoon = any(t.upper() in ("AM/PM", "A/P", "上午/下午") for t in parts)
    pieces: list[str] = []
    last_unit = ""
    for index, part in enumerate(parts):
        lowered = part.lower()
        if part[0] == '"':
            pieces.append(part[1:-1])
        elif part[0] == "\\":
            pieces.append(part[1:])
        elif part[0] in "_*":
            continue
        elif part[0] == "[":
            pieces.append(_elapsed(value, lowered.strip("[]")))
            last_unit = lowered[1:2] if lowered[1:2] in "hms" else last_unit
        elif lowered[0] in "ymdhsea" and lowered not in ("am/pm", "a/p"):
            minutes = (
                lowered[0] == "m"
                and len(part) < 3
                and (last_unit == "h" or _next_unit(parts, index) == "s")
            )
            pieces.append(
                f"{moment.minute:0{len(part)}d}" if minutes else _unit(moment, lowered, afternoon)
            )
            last_unit = lowered[0]
        elif lowered in ("am/pm", "a/p"):
            pieces.append("AM" if moment.hour < 12 else "PM")
        elif part == "上午/下午":
            pieces.append("上午" if moment.hour < 12 else "下午")
        elif part != "@":
            pieces.append(part)
    return "".join(pieces).strip()


def _moment(value: float, from_1904: bool) -> datetime:
    if from_1904:
        start = datetime(1904, 1, 1)
    else:
        start = datetime(1899, 12, 30) if value >= 60 else datetime(1899, 12, 31)
    return start + timedelta(seconds=round(value * 86400))


def _next_unit(tokens: list[str], index: int) -> str:
    units = (token[0].lower() for token in tokens[index + 1 :] if token[0].lower() in "ymdhs")
    return next(units, "")


def _unit(moment: datetime, code: str, afternoon: bool) -> str:
    size = len(code)
    if code[0] in "ye":
        return f"{moment.year % 100:02d}" if code[0] == "y" and size <= 2 else str(moment.year)
    if code[0] == "m":
        name = _MONTHS.split()[moment.month - 1]
        return (
            name[:3]
            if size == 3
            else name[:1]
            if size == 5
            else name
            if size > 3
            else f"{moment.month:0{size}d}"
        )
    if code[0] == "d":
        name = _DAYS.split()[moment.weekday()]
        return name[:3] if size == 3 else name if size > 3 else f"{moment.day:0{size}d}"
    if code[0] == "a":
        return ("星期" if size == 4 else "") + _CHINESE_DAYS[moment.weekday()]
    if code[0] == "h":
        hour = (moment.hour % 12 or 12) if afternoon else moment.hour
        return f"{hour:0{min(2, size)}d}"
    return f"{moment.second:0{min(2, len(code.partition('.')[0]))}d}"


def _elapsed(value: float, unit: str) -> str:
    if unit[:1] not in ("h", "m", "s"):
        return ""
    seconds = round(value * 86400)
    return str(seconds // {"h": 3600, "m": 60, "s": 1}[unit[0]])
