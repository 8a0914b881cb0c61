"""How many tokens a text is, about, where its model does not show its tokenizer."""

import re

_RUN = re.compile(
    r"(?P<word>[A-Za-z]+)|(?P<digits>[0-9]+)|(?P<space>\s+)"
    r"|(?P<han>[\u3400-\u9fff\uf900-\ufaff])|(?P<kana>[\u3040-\u30ff\uac00-\ud7af])|(?P<other>.)",
    re.DOTALL,
)
_LETTERS_A_TOKEN = 5.5
_DIGITS_A_TOKEN = 2.0
_A_HAN, _A_KANA = 0.85, 1.0
_A_SIGN, _A_FOREIGN = 0.9, 1.5
_A_MESSAGE = 5
"""What stands around each message of a conversation."""


def estimated(text: str) -> int:
    """Tokens of a text: rather somewhat more than fewer; 0 for an empty one."""
    total = 0.0
    for found in _RUN.finditer(text):
        length = found.end() - found.start()
        match found.lastgroup:
            case "word":
                # Common words are one token, long ones fall into parts.
                total += max(1.0, length / _LETTERS_A_TOKEN)
            case "digits":
                total += max(1.0, length / _DIGITS_A_TOKEN)
            case "space":
                # A single space belongs to the word behind it.
                total += 0.0 if found.group() == " " else 1.0
            case "han":
                total += _A_HAN
            case "kana":
                total += _A_KANA
            case _:
                total += _A_SIGN if found.group().isascii() else _A_FOREIGN
    return -(-int(total * 100) // 100)


def estimated_prompt(texts: list[str]) -> int:
    """Tokens of a conversation's messages with what stands around them."""
    return sum(estimated(text) + _A_MESSAGE for text in texts)
