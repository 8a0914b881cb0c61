"""Finds the encoding of text: declared, by its marks, or by which reading makes the likeliest text.

Candidates are decoded strictly, and what each yields is scored by how common its characters are,
which also works on a few characters, where statistics over bytes do not.
"""

import codecs

_COMMON = (
    "的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其"
    "里所去行过家十用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没"
    "公从本性现应开它合明关点业外相力机把意高表理数部实物量长体全第通信系间情工新想名文化产电动题度问位员"
    "期等研究数据模型训练语言处理系统使用说明报告内容技术管理项目公司计算测试教育课程目录章节图表结果分析"
    "方案服务市场社会经济政府北京上海姓名性别年龄地址单价金额备注编号日期城市记录资料文档简介姓张王李刘陈知请告附件您们"
    "這為來個們說國時會後對著過發無麼經當學進種將還見沒從現應開關點業機數實體產動題員問間報資訊網電腦"
    "測試號碼價額備註與於臺灣繁體語處統計畫課師專書館務場質證設認議論義觀長門車東區學習標準務環連運選"
)
_COMMON_HANGUL = (
    "이다는에의가을를고로하지은한서도기사인대어자시리그있나라해전정일수보부만스들"
    "여적상원게장구면조주아으니였했습"
)
_SINGLE_BYTE = ("cp1251", "koi8-r", "cp1253", "cp1255", "cp1256", "cp874")
_MULTI_BYTE = ("gb18030", "big5hkscs", "cp950", "cp932", "euc_jp", "cp949")
_ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "unicode": "utf-16",
    "x-user-defined": "cp1252",
    "macintosh": "mac_roman",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE_BYTES = 65536
_SHORT = 100
"""Bytes; so few may be UTF-8 by chance, as 通知 in GBK is."""


def decode(data: bytes, declared: str = "", partial: bool = False) -> tuple[str, str]:
    """The text of `data` and the encoding that gave it; never raises.

    `declared` is what a header or tag claims; it is believed when it decodes. `partial`: the data
    is the beginning of more, so its last character may be cut.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decode(data, name, partial, errors="replace") or "", name.removesuffix("-sig")
    wanted = canonical(declared)
    if wanted and not wanted.startswith(("utf-16", "utf-32")):
        text = _decode(data, wanted, partial)
        if text is not None:
            return text, wanted
    if b"\x1b$" in data or b"\x1b(" in data:
        text = _decode(data, "iso2022_jp_2", partial)
        if text is not None:
            return text, "iso2022_jp_2"
    wide = _wide(data)
    if wide:
        return _decode(data, wide, True, errors="replace") or "", wide
    text = _decode(data, "utf-8", partial)
    if text is not None:
        if text.isascii() and "~{" in text and "~}" in text:
            chinese = _decode(data, "hz", partial)
            if chinese is not None and _plausibility(chinese) > 1:
                return chinese, "hz"
        if len(data) < _SHORT and not text.isascii() and _plausibility(text) < 0:
            other, name = _likeliest(data, partial)
            if _plausibility(other) > 1.5:
                return other, name
        return text, "utf-8"
    return _likeliest(data, partial)


def canonical(label: str) -> str:
    """Python's name of the encoding that `label` stands for in practice, "" when unknown."""
    label = label.strip().strip("\"'").lower()
    label = _ALIASES.get(label, label)
    try:
        return codecs.lookup(label).name if label else ""
    except (LookupError, ValueError, UnicodeError):
        return ""


def is_binary(head: bytes) -> bool:
    """Whether bytes are no text in any encoding: control characters that text does not hold."""
    if any(head.startswith(mark) for mark, _ in _BOMS) or _wide(head):
        return False
    controls = sum(
        head.count(code) for code in b"\0\x01\x02\x03\x04\x05\x06\x07\x0e\x0f\x10\x11\x7f"
    )
    return head.count(0) > len(head) // 500 or controls > len(head) // 50


def _decode(data: bytes, name: str, partial: bool, errors: str = "strict") -> str | None:
    try:
        return codecs.getincrementaldecoder(name)(errors).decode(data, final=not partial)
    except (UnicodeError, LookupError, ValueError):
        return None


def _wide(data: bytes) -> str:
    sample = data[: SAMPLE_BYTES & ~1]
    if len(sample) < 4:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if max(even, odd) > half * 0.4 and min(even, odd) < half * 0.05:
        return "utf-16-be" if even > odd else "utf-16-le"
    if len(data) % 2 and len(data) < SAMPLE_BYTES:
        return ""
    narrow = _decode(sample, "utf-8", True)
    if narrow is not None and not (even or odd):
        return ""
    best, found = 1.2, ""
    for name in ("utf-16-le", "utf-16-be"):
        text = _decode(sample, name, True)
        if text:
            score = _plausibility(text) if not text.isascii() else 0.0
            odd_ones = sum(not (char.isprintable() or char in "\r\n\t\u3000") for char in text)
            if score > best and odd_ones <= len(text) // 100:
                best, found = score, name
    return found if found and best > _likeliest_score(sample) else ""


def _likeliest_score(sample: bytes) -> float:
    scores = [_plausibility(text) for name in _MULTI_BYTE if (text := _decode(sample, name, True))]
    return max(scores, default=0.0)


def _likeliest(data: bytes, partial: bool) -> tuple[str, str]:
    sample = data[:SAMPLE_BYTES]
    cut = partial or len(sample) < len(data)
    best, found = -9.0, "cp1252"
    for name in (*_MULTI_BYTE, "cp1252", *_SINGLE_BYTE):
        text = _decode(sample, name, cut)
        if text is None:
            continue
        score = _plausibility(text)
        if score > best + 0.05:
            best, found = score, name
    utf8 = sample.decode("utf-8", errors="replace")
    broken = utf8.count("\ufffd")
    if broken * 20 < sum(char > "\x7f" for char in utf8) and best < 2:
        return data.decode("utf-8", errors="replace"), "utf-8"
    return data.decode(found, errors="replace"), found


def _plausibility(text: str) -> float:
    """Mean likelihood of the characters beyond ASCII, from about -4 to 3."""
    total = 0.0
    count = 0
    before = " "
    for char in text:
        if char > "\x7f":
            count += 1
            total += _weight(char, before)
        before = char
    return total / count if count else 0.0


def _weight(char: str, before: str) -> float:
    code = ord(char)
    if 0x4E00 <= code <= 0x9FFF:
        if char in _COMMON_SET:
            return 3.0
        everyday = 0.6 if _big5_level_one(char) else -1.0
        weight = 1.0 if 0xB0 <= _gb2312_lead(char) <= 0xD7 else everyday
        return weight - (1.0 if before.isascii() and before.isalpha() else 0.0)
    if 0x3041 <= code <= 0x30FF:
        return 2.4
    if 0xAC00 <= code <= 0xD7A3:
        return 3.0 if char in _COMMON_HANGUL else 1.3
    if 0x3000 <= code <= 0x303F or 0xFF01 <= code <= 0xFF5E or 0x2013 <= code <= 0x2026:
        return 2.0
    if 0x0410 <= code <= 0x045F:
        return 1.0 if char.islower() or not before.islower() else -2.0
    if 0x03AC <= code <= 0x03CE:
        return 1.0
    if 0x0391 <= code <= 0x03AB:
        return 0.8 if not before.islower() else -2.0
    if 0x05D0 <= code <= 0x05EA or 0x0621 <= code <= 0x064A or 0x0E01 <= code <= 0x0E5B:
        return 0.8
    if 0xC0 <= code <= 0x17F:
        good = before.isascii() and (char.islower() or not before.islower())
        return 1.2 if good else -1.0
    if 0xA0 <= code <= 0xBF or char in "€™†‡‰‹›ˆ˜":
        return 0.6
    if 0xFF61 <= code <= 0xFF9F:
        return -1.5
    if 0xE000 <= code <= 0xF8FF or 0x80 <= code <= 0x9F:
        return -4.0
    return -1.0


def _gb2312_lead(char: str) -> int:
    try:
        return char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return 0


def _big5_level_one(char: str) -> bool:
    try:
        return 0xA4 <= char.encode("big5")[0] <= 0xC6
    except UnicodeEncodeError:
        return False


_COMMON_SET = frozenset(_COMMON)
