"""Text of documents made harmless for a prompt: it cannot close its fence or speak as a role.

Chat templates and tokenisers read control tokens such as <|im_start|> wherever they stand, so none
may be left in a text; letters that show nothing can hide a message from the person and go too. The
text is changed in the prompt alone: citations are spans of the document as it is.
"""

import re

FENCE = "documents"
EARLIER = "earlier"

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_WORDS = (
    rf"{FENCE}|{EARLIER}|documents?|passages?|system|user|assistant|tool|s|sop|eop|bos|eos|pad|unk"
    r"|mask|cls|sep|think|thinking|thought|reasoning|answer|eot|eod|image|img|audio|video|box|ref"
)
_OPENING = re.compile(
    # What names a fence is broken up whether or not it is closed, or on which line.
    rf"[<＜﹤](?=\s*[/／]?\s*(?:{FENCE}|{EARLIER})\b)"
    rf"|[<＜﹤](?=\s*[/／]?\s*(?:(?:{_WORDS})\b|[a-z][a-z0-9]*(?:[_:][a-z0-9]+)+)[^<>＜＞\n]{{0,80}}[>＞])"
    r"|[<＜](?=\s*[|｜/]?\s*[|｜])|<(?=<\s*/?\s*SYS)|(?<=<)<(?=\s*/?\s*SYS)",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"(?<=[|｜])\s*[>＞]")
_BRACKETS = re.compile(r"\[(\s*/?\s*[A-Z][A-Z_]{1,30}|gMASK|sMASK)\s*\]")
_TILDES = re.compile(r"\]~|~\[")
_NUMBERS = re.compile(r"[\[【［]\s*(\^?\d[\d\s,，、;；\-–—~]{0,40})[\]】］]")


def harmless(text: str) -> str:
    """A text without control tokens and unseen letters; all else stays."""
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _CLOSING.sub("›", _OPENING.sub("‹", text))
    return _TILDES.sub(lambda found: found[0].replace("]", ")").replace("[", "("), _bracketed(text))


def material(text: str) -> str:
    """A text of a document: harmless, and its own [12] is no number of a passage."""
    return _NUMBERS.sub(lambda found: f"({found[1].strip()})", harmless(text))


def on_a_line(text: str, longest: int) -> str:
    """A title or heading: harmless, on one line, cut."""
    line = " ".join(material(text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _bracketed(text: str) -> str:
    return _BRACKETS.sub(lambda found: f"({found[1].strip()})", text)
