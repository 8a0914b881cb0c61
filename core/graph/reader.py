"""A document to its reading: what its sentences say of names, in whatever language they are."""

import re
from dataclasses import replace

from core.graph.chinese_names import chinese
from core.graph.english_names import english
from core.graph.keys import is_cjk
from core.graph.quantities import quantities
from core.graph.reading import FoundName, Reading
from core.graph.source import source_of
from core.graph.tokens import tokens_of_source
from core.types import EntityKind, ParsedDocument

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]+"
)
"""Control characters, and those that turn the direction of what follows."""
_AROUND = frozenset(("()", "[]", "（）", "【】", "“”", "‘’", "「」", "『』", "《》", '""', "''"))


def read(parsed: ParsedDocument, language: str) -> Reading:
    """All that one document says by itself; `language` is the one of most of it, or ""."""
    # Half a character stands for one in some files; no library takes it.
    text = parsed.text.encode("utf-8", "replace").decode()
    title = parsed.title.encode("utf-8", "replace").decode()
    source = source_of(replace(parsed, title=title, text=text), language)
    has_cjk, has_latin = _scripts(source.title + "\n" + source.text)
    found = [
        finder(source) for wanted, finder in ((has_latin, english), (has_cjk, chinese)) if wanted
    ]
    aliases = dict.fromkeys(each for one in found for each in one.aliases if each.key != each.other)
    senses = dict.fromkeys(each for one in found for each in one.senses)
    amounts = quantities(source)
    return Reading(
        language=language,
        tokens=tokens_of_source(source),
        names=_joined([each for one in found for each in one.names]),
        aliases=tuple(sorted(aliases, key=lambda one: (one.sentence, one.key, one.other, one.why))),
        senses=tuple(sorted(senses, key=lambda one: (one.sentence, one.key, one.gloss))),
        quantities=tuple(sorted(amounts, key=lambda one: (one.start, one.end, one.value))),
    )


def _scripts(text: str) -> tuple[bool, bool]:
    """Whether there is Chinese, Japanese or Korean in a text, and whether there are other words."""
    letters = set(text)
    has_cjk = any(map(is_cjk, letters))
    if not has_cjk:
        return False, bool(text)
    return True, any(letter.isalnum() and not is_cjk(letter) for letter in letters)


def _joined(names: list[FoundName]) -> tuple[FoundName, ...]:
    """Names by key; what both languages' finders found is one."""
    by_key: dict[str, FoundName] = {}
    for name in map(_shown, names):
        before = by_key.get(name.key)
        if before is None:
            by_key[name.key] = name
            continue
        best = max(before, name, key=lambda one: one.count)
        kind = before.kind if before.kind is not EntityKind.OTHER else name.kind
        by_key[name.key] = replace(
            best, kind=kind, signs=before.signs | name.signs, count=max(before.count, name.count)
        )
    return tuple(by_key[key] for key in sorted(by_key) if key)


def _shown(name: FoundName) -> FoundName:
    """A name without brackets and quotation marks around it, and without what cannot be seen.

    Such characters might turn what is around the name on the screen.
    """
    surface = name.surface
    if not surface.isprintable():
        surface = " ".join(_UNSEEN.sub(" ", surface).split())
    while len(surface) > 2 and surface[0] + surface[-1] in _AROUND:
        surface = surface[1:-1].strip()
    return name if surface == name.surface else replace(name, surface=surface)
