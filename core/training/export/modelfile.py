"""A Modelfile for Ollama: which files, how a conversation is laid out, what ends an answer.

Ollama's templates are in Go's language, those of GGUF files in Jinja's. The file's own template is
asked to lay out conversations of known texts; what stands between them makes the other one. It is
compared with the first on longer conversations, and left out where it differs: Ollama then guesses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.gguf.header import VOCABULARY, read_header
from core.llama.templates import CHATML, TemplateFailed, rendered

_SYSTEM, _ASKED, _ANSWERED, _AGAIN = "S1q7S", "U1q7U", "A1q7A", "U2q7U"
Messages = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Layout:
    """What stands around the texts of a conversation."""

    begin: str
    """Before everything where there is no instruction."""
    system: tuple[str, str]
    """Around an instruction, from the very beginning."""
    user: tuple[str, str]
    assistant: tuple[str, str]
    reply: str
    """Before the answer that is wanted."""

    def text(self, messages: Messages) -> str:
        """A conversation as the template in Go's language lays it out."""
        system = [each["content"] for each in messages if each["role"] == "system"]
        made = self.system[0] + system[0] + self.system[1] if system else self.begin
        for each in messages:
            if each["role"] != "system":
                before, after = self.user if each["role"] == "user" else self.assistant
                made += before + each["content"] + after
        return made + self.reply

    def template(self) -> str:
        """It as a template in Go's language, as Ollama gives it a conversation."""
        return (
            "{{ if .System }}"
            f"{self.system[0]}{{{{ .System }}}}{self.system[1]}"
            f"{{{{ else }}}}{self.begin}{{{{ end }}}}"
            "{{ range .Messages }}"
            f'{{{{ if eq .Role "user" }}}}{self.user[0]}{{{{ .Content }}}}{self.user[1]}'
            f'{{{{ else if eq .Role "assistant" }}}}'
            f"{self.assistant[0]}{{{{ .Content }}}}{self.assistant[1]}{{{{ end }}}}"
            f"{{{{ end }}}}{self.reply}"
        )


def modelfile(model: Path, written: str, adapter: str = "") -> str:
    """The text of a Modelfile.

    `model`: the GGUF file whose template counts; `written`: what FROM says; `adapter`: what ADAPTER
    says, "" for none.

    Raises:
        ValueError, OSError: the file's head cannot be read.
    """
    entries = read_header(model).entries
    layout = layout_of(entries)
    lines = [
        "# Made by Lectern. In this folder: ollama create NAME -f Modelfile",
        f"FROM {written}",
    ]
    if adapter:
        lines.append(f"ADAPTER {adapter}")
    if layout is None:
        lines.append(
            "# The model's own template cannot be said in Ollama's language. Ollama guesses one"
            " from the file."
        )
    else:
        lines.append(f'TEMPLATE """{layout.template()}"""')
    lines += [f'PARAMETER stop "{stop}"' for stop in _stops(entries, layout)]
    return "\n".join(lines) + "\n"


def layout_of(entries: Mapping[str, Any]) -> Layout | None:
    """What a file's template puts around texts; None where that cannot be said so simply."""
    try:
        return _found(_Template(entries))
    except (TemplateFailed, ValueError):
        return None


class _Template:
    def __init__(self, entries: Mapping[str, Any]) -> None:
        self._source = str(entries.get("tokenizer.chat_template") or CHATML)
        self._marks = {f"{name}_token": _spelt(entries, name) for name in ("bos", "eos", "pad")}
        self._begin = _begun(entries)

    def text(self, messages: Messages, reply: bool = True) -> str:
        """A conversation; without the mark of a beginning that Ollama puts there itself."""
        made = rendered(self._source, messages, self._marks, reply=reply)
        return made.removeprefix(self._begin)


def _begun(entries: Mapping[str, Any]) -> str:
    adds = entries.get("tokenizer.ggml.add_bos_token")
    if adds is None:
        # As llama.cpp takes it where a file does not say.
        pre = entries.get("tokenizer.ggml.pre")
        adds = entries.get("tokenizer.ggml.model") == "llama" or pre in ("llama-bpe", "tekken")
    return _spelt(entries, "bos") if adds else ""


def _spelt(entries: Mapping[str, Any], name: str) -> str:
    place = entries.get(f"tokenizer.ggml.{name}_token_id")
    words = entries[VOCABULARY]
    known = isinstance(place, int) and 0 <= place < len(words)
    return str(words[place]) if known else ""


def _found(template: _Template) -> Layout | None:
    asked = [_said("user", _ASKED)]
    told = [*asked, _said("assistant", _ANSWERED)]
    first, rest = _cut(template.text(asked), _ASKED)
    _, after_user = _cut(template.text(asked, reply=False), _ASKED)
    _, after_answer = _cut(template.text(told, reply=False), _ANSWERED)
    whole = template.text([*told, _said("user", _AGAIN)])
    _, onwards = _cut(whole, _ASKED)
    before_answer, onwards = _cut(onwards, _ANSWERED)
    before_again, _ = _cut(onwards, _AGAIN)
    user = _behind(before_again, after_answer)
    system, after_system = _cut(template.text([_said("system", _SYSTEM), *asked]), _SYSTEM)
    between, _ = _cut(after_system, _ASKED)
    layout = Layout(
        begin=_before(first, user),
        system=(system, _before(between, user)),
        user=(user, after_user),
        assistant=(_behind(before_answer, after_user), after_answer),
        reply=_behind(rest, after_user),
    )
    plain = not any(mark in layout.text(asked) for mark in ("{{", "}}", '"""'))
    return layout if plain and all(_agree(template, layout, each) for each in _TALKS) else None


_TALKS: tuple[Messages, ...] = (
    [{"role": "user", "content": "a"}],
    [{"role": "system", "content": "s"}, {"role": "user", "content": "a"}],
    [
        {"role": "system", "content": "s"},
        {"role": "user", "content": "a"},
        {"role": "assistant", "content": "b"},
        {"role": "user", "content": "c"},
        {"role": "assistant", "content": "d"},
        {"role": "user", "content": "e"},
    ],
    [
        {"role": "user", "content": "你好"},
        {"role": "assistant", "content": "您好"},
        {"role": "user", "content": "再见"},
    ],
)


def _agree(template: _Template, layout: Layout, messages: Messages) -> bool:
    return template.text(messages) == layout.text(messages)


def _said(role: str, content: str) -> Mapping[str, str]:
    return {"role": role, "content": content}


def _cut(text: str, mark: str) -> tuple[str, str]:
    before, found, after = text.partition(mark)
    if not found:
        raise ValueError("a text was left out")
    return before, after


def _before(text: str, end: str) -> str:
    if not text.endswith(end):
        raise ValueError("parts that depend on their place")
    return text[: len(text) - len(end)]


def _behind(text: str, begin: str) -> str:
    if not text.startswith(begin):
        raise ValueError("parts that depend on their place")
    return text[len(begin) :]


def _stops(entries: Mapping[str, Any], layout: Layout | None) -> list[str]:
    stops = [_spelt(entries, "eos")]
    if layout is not None:
        stops.append(layout.assistant[1].strip())
        stops.append(layout.user[0].strip())
    # What an answer may hold, such as a line break, ends none.
    marked = [each.splitlines()[0] for each in stops if each.startswith(("<", "["))]
    return list(dict.fromkeys(each for each in marked if '"' not in each))
