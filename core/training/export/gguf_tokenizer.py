"""The vocabulary of a GGUF file as a tokenizer of transformers."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import UnsuitableModel
from core.gguf.header import VOCABULARY, read_header
from core.training.export.vocabulary import PROBES, expressions

if TYPE_CHECKING:
    from core.training.words import Words

_CONTROL, _DEFINED = 3, 4
"""Kinds of tokens, as GGUF counts them."""


def save_tokenizer_of(path: Path, words: "Words", folder: Path) -> None:
    """Save the tokenizer of a file, its template included, in a folder.

    Raises:
        UnsuitableModel: transformers would cut texts into other tokens.
    """
    entries = read_header(path).entries
    tokenizer = _byte_level(entries) if _is_byte_level(entries) else _of_transformers(path)
    if tokenizer is None or not all(_same(words, tokenizer, text) for text in PROBES):
        reason = "transformers cuts texts into other tokens than its vocabulary."
        raise UnsuitableModel(name=path.name, reason=reason)
    template = entries.get("tokenizer.chat_template")
    if template:
        tokenizer.chat_template = template
    tokenizer.save_pretrained(folder)


def _is_byte_level(entries: Mapping[str, Any]) -> bool:
    known = expressions(str(entries.get("tokenizer.ggml.pre", "")))
    return entries.get("tokenizer.ggml.model") == "gpt2" and known is not None


def _byte_level(entries: Mapping[str, Any]) -> Any:
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, pre_tokenizers
    from tokenizers.models import BPE
    from transformers import PreTrainedTokenizerFast

    tokens = entries[VOCABULARY]
    kinds = entries.get("tokenizer.ggml.token_type") or [1] * len(tokens)
    # Every token, so that each keeps its place; those with a meaning are found in texts first.
    ids = {token: place for place, token in enumerate(tokens)}
    merges = [tuple(each.split(" ", 1)) for each in entries.get("tokenizer.ggml.merges", ())]
    steps = expressions(str(entries["tokenizer.ggml.pre"]))
    assert steps is not None
    cutting: list[Any] = []
    for step in steps:
        if step == "digits":
            cutting.append(pre_tokenizers.Digits(individual_digits=True))
        elif step != "words":
            cutting.append(pre_tokenizers.Split(Regex(step), "isolated"))
    own = "words" in steps
    cutting.append(pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=own))
    ignores = entries["tokenizer.ggml.pre"] in ("llama-bpe", "tekken")
    made = Tokenizer(BPE(ids, merges, ignore_merges=ignores))
    made.pre_tokenizer = pre_tokenizers.Sequence(cutting)
    made.decoder = decoders.ByteLevel()
    for place, kind in enumerate(kinds):
        if kind == _CONTROL:
            made.add_special_tokens([AddedToken(tokens[place], normalized=False, special=True)])
        elif kind == _DEFINED:
            made.add_tokens([AddedToken(tokens[place], normalized=False, special=False)])
    marks = _marks(entries, tokens)
    return PreTrainedTokenizerFast(tokenizer_object=made, **marks)  # type: ignore[no-untyped-call]


def _marks(entries: Mapping[str, Any], tokens: list[str]) -> dict[str, str]:
    marks = {}
    for name in ("bos", "eos", "pad"):
        place = entries.get(f"tokenizer.ggml.{name}_token_id")
        if isinstance(place, int) and 0 <= place < len(tokens):
            marks[f"{name}_token"] = tokens[place]
    return marks


def _of_transformers(path: Path) -> Any:
    """As transformers itself reads the file; None where it cannot."""
    from transformers import AutoTokenizer

    try:
        return AutoTokenizer.from_pretrained(
            path.parent, gguf_file=path.name, local_files_only=True, trust_remote_code=False
        )
    except (ValueError, OSError, KeyError, ImportError, NotImplementedError):
        return None


def _same(words: "Words", tokenizer: Any, text: str) -> bool:
    wanted = words.answer(text)[:-1]
    found: list[int] = tokenizer(text, add_special_tokens=False).input_ids
    return found == wanted
