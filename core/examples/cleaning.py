"""Texts of examples as they should be learnt: without debris of formats."""

import html
import re
import unicodedata

_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|ensp|emsp|[lr][sd]quo|hellip|[mn]dash|#39);")
_NUMBERED_ENTITY = re.compile(r"&#(?:\d{2,7}|x[0-9a-fA-F]{2,6});")
_BREAK = re.compile(r"<br\s*/?>|</p>\s*<p[^>]{0,80}>", re.IGNORECASE)
_OUTER_TAG = re.compile(r"\A\s*<(p|div|span)(?:\s[^>]{0,200})?>(.*)</\1>\s*\Z", re.DOTALL)
_NOTHING = re.compile("[\u200b\u2060\ufeff\u00ad\u180e\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")
_JOINER = re.compile(
    "(?<=[\\x00-\u02ff\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef])[\u200c\u200d]"
    "|[\u200c\u200d](?=[\\x00-\u02ff\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]|$)"
)
"""Joiners that join nothing; emoji, Persian and the scripts of India need theirs."""
_CONTROL = re.compile("\x1b\\[[0-9;]*[A-Za-z]|[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]")
_LINE_END = re.compile(r"\r\n?|[\u2028\u2029\x85]")
_TRAILING = re.compile(r"[ \t\u3000]+(?=\n|\Z)")
_MANY_LINES = re.compile(r"\n{3,}")
_WIDE_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
_LONE = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def cleaned(text: str) -> str:
    """The text composed (NFC), without control and invisible characters, entities and outer tags
    of HTML, spaces at ends of lines and more than one empty line."""
    text = _LINE_END.sub("\n", text)
    text = _LONE.sub("\ufffd", _CONTROL.sub("", _NOTHING.sub("", text)))
    if "<" in text:
        text = _BREAK.sub("\n", text)
        outer = _OUTER_TAG.match(text)
        text = outer[2] if outer else text
    if "&" in text:
        text = _NUMBERED_ENTITY.sub(lambda found: html.unescape(found[0]), text)
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
        # What an entity stood for may itself be nothing to learn.
        text = _LONE.sub("\ufffd", _CONTROL.sub("", _NOTHING.sub("", text)))
    text = _WIDE_SPACE.sub(" ", _JOINER.sub("", text))
    text = unicodedata.normalize("NFC", text)
    return _MANY_LINES.sub("\n\n", _TRAILING.sub("", text)).strip()
