"""The tokenizer of a Hugging Face folder as the entries of a GGUF file: byte-level BPE.

llama.cpp has the expressions by which a text is cut before its pieces are merged built in, and
knows them by name. Which one a tokenizer has is told from its own expressions, and the outcome is
compared on texts that such expressions differ in, before anything is written.
"""

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core.errors import UnsuitableModel
from core.llama.library import LlamaError, library
from core.llama.templates import CHATML
from core.llama.vocabulary import Vocabulary
from core.training.export.gguf_file import written

_WORDS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+"
_REST = r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
_UPPER, _LOWER = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]", r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"
_CASED = (
    rf"[^\r\n\p{{L}}\p{{N}}]?{_UPPER}*{_LOWER}+{{0}}|[^\r\n\p{{L}}\p{{N}}]?{_UPPER}+{_LOWER}*{{0}}"
)
_CASED_REST = r"| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
_PRE = {
    (f"{_WORDS}|\\p{{N}}{_REST}",): "qwen2",
    (f"{_WORDS}|\\p{{N}}{{1,3}}{_REST}",): "llama-bpe",
    (
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}"
        r"| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    ): "qwen35",
    (_CASED.replace("{0}", "") + r"|\p{N}" + _CASED_REST,): "tekken",
    (
        _CASED.replace("{0}", "(?i:'s|'t|'re|'ve|'m|'ll|'d)?") + r"|\p{N}{1,3}" + _CASED_REST,
    ): "gpt-4o",
    ("digits", "words"): "smollm",
    ("words",): "gpt-2",
}
"""llama.cpp's names by a tokenizer's own steps: its expressions, "digits" for each digit by itself,
"words" for the expression that byte-level BPE has of itself."""
PROBES = (
    "\n \n\n \n\n\n \t \t\t \t\n  \n   \n    \n     \n(normal) ✅ 🦙🦙 3 33 333 3333 33333 333333",
    "I've been 'told he's there, 'RE you sure? 'M not sure I'LL make it, 'D you like some tea?",
    "我想在apple工作1314151天～ ------==== нещо на Български ''''''```````\"\"\"\"......!!!!?????",
    "HTTPServer2Config camelCase ÉCOLE école 3.14 1/2 https://example.org/a_b?c=d  \r\n  naïve\n\n",
    "កាន់តែពិសេសអាច हिन्दी में عَرَبِي ภาษาไทย ① ２ ½",
)
"""Texts that different expressions cut differently."""


def expressions(pre: str) -> tuple[str, ...] | None:
    """The steps of a tokenizer that llama.cpp knows by this name; None for one not known here."""
    return next((steps for steps, name in _PRE.items() if name == pre), None)


def vocabulary_entries(folder: Path, size: int) -> dict[str, Any]:
    """Entries of a vocabulary of `size` tokens, its template for conversations included.

    Raises:
        UnsuitableModel: a tokenizer that llama.cpp has no like of.
    """
    from transformers import AutoTokenizer

    tokenizer: Any = AutoTokenizer.from_pretrained(
        folder, local_files_only=True, trust_remote_code=False
    )
    backend = getattr(tokenizer, "backend_tokenizer", None)
    told = json.loads(backend.to_str()) if backend is not None else {}
    if told.get("model", {}).get("type") != "BPE" or told["model"].get("byte_fallback"):
        raise UnsuitableModel(
            name=folder.name,
            reason="its vocabulary is no byte-level BPE, and cannot be written for llama.cpp.",
        )
    entries = {
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.pre": _pre_named(folder, told),
        **_tokens(told, size),
        "tokenizer.ggml.merges": [_merge(each) for each in told["model"]["merges"]],
        # The template says where a beginning is wanted, and is what was trained with.
        "tokenizer.ggml.add_bos_token": False,
        "tokenizer.chat_template": _template(tokenizer),
    }
    for name in ("bos", "eos", "pad"):
        number = getattr(tokenizer, f"{name}_token_id")
        if number is not None:
            entries[f"tokenizer.ggml.{name}_token_id"] = int(number)
    _check(folder, entries, tokenizer)
    return entries


def _pre_named(folder: Path, told: Mapping[str, Any]) -> str:
    steps = tuple(_steps(told.get("pre_tokenizer") or {}))
    if steps not in _PRE:
        raise UnsuitableModel(
            name=folder.name,
            reason="its tokenizer cuts texts in a way that llama.cpp does not know.",
        )
    return _PRE[steps]


def _steps(step: Mapping[str, Any]) -> list[str]:
    kind = step.get("type")
    if kind == "Sequence":
        return [name for each in step["pretokenizers"] for name in _steps(each)]
    if kind == "Split":
        pattern = step["pattern"]
        whole = step.get("behavior") == "Isolated" and not step.get("invert")
        return [str(pattern.get("Regex", ""))] if whole else ["?"]
    if kind == "Digits":
        return ["digits" if step.get("individual_digits") else "?"]
    if kind == "ByteLevel" and not step.get("add_prefix_space"):
        return ["words"] if step.get("use_regex", True) else []
    return ["?"]


def _tokens(told: Mapping[str, Any], size: int) -> dict[str, Any]:
    import gguf

    number = dict(told["model"]["vocab"])
    added = {each["content"]: each for each in told["added_tokens"]}
    number |= {name: each["id"] for name, each in added.items()}
    names = {place: name for name, place in number.items()}
    words, kinds = [], []
    for place in range(max(size, max(names) + 1)):
        name = names.get(place)
        if name is None:
            words.append(f"[PAD{place}]")
            kinds.append(int(gguf.TokenType.UNUSED))
            continue
        words.append(name)
        kind = gguf.TokenType.NORMAL
        if name in added:
            marks = added[name]["special"] or (name.startswith("<|") and name.endswith("|>"))
            kind = gguf.TokenType.CONTROL if marks else gguf.TokenType.USER_DEFINED
        kinds.append(int(kind))
    return {"tokenizer.ggml.tokens": words, "tokenizer.ggml.token_type": kinds}


def _merge(pair: str | Sequence[str]) -> str:
    return pair if isinstance(pair, str) else " ".join(pair)


def _template(tokenizer: Any) -> str:
    found = tokenizer.chat_template
    if isinstance(found, dict):
        found = found.get("default")
    # As core.training.words.FolderWords lays conversations out where there is none.
    return str(found or CHATML)


def _check(folder: Path, entries: Mapping[str, Any], tokenizer: Any) -> None:
    """See that llama.cpp cuts texts as the tokenizer does.

    Raises:
        UnsuitableModel: it does not.
    """
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "vocabulary.gguf"
        for _ in written(path, "llama", entries, []):
            pass
        c = library()
        params = c.llama_model_default_params()
        params.vocab_only = True
        model = c.llama_model_load_from_file(os.fsencode(path), params)
        try:
            same = bool(model) and all(_same(Vocabulary(model), tokenizer, text) for text in PROBES)
        finally:
            if model:
                c.llama_model_free(model)
    if not same:
        raise UnsuitableModel(
            name=folder.name, reason="llama.cpp cuts texts into other tokens than its tokenizer."
        )


def _same(vocabulary: Vocabulary, tokenizer: Any, text: str) -> bool:
    try:
        ours = vocabulary.tokens(text)
    except LlamaError:
        return False
    wanted: list[int] = tokenizer(text, add_special_tokens=False).input_ids
    return ours == wanted
