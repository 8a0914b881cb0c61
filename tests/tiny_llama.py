"""Llama-shaped models of a few million weights, made on the spot: Hugging Face folders and GGUF.

`random_model()` takes some seconds, once for each version of its recipe: models lie in a folder of
the system's temporary files, whose name holds a digest of this file, so that the workers of a run
and later runs share them. Everything is in the ChatML layout that Qwen uses.
"""

import ctypes
import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from filelock import FileLock

from core import paths

START, END, TEXT_END = "<|im_start|>", "<|im_end|>", "<|endoftext|>"
TEMPLATE = (
    "{% for message in messages %}"
    "{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
HIDDEN, LAYERS, HEADS, KEY_HEADS, INNER = 256, 4, 4, 2, 512
"""The rows of K-quants are multiples of 256."""
EXPERTS, EXPERTS_USED = 4, 2
CONTEXT = 4096
WORDS = 2048
"""Tokens of the vocabulary at most."""
FORMATS = {"f16": 1, "q8_0": 7, "q4_K_M": 15}
"""llama.cpp's numbers of the formats."""


@dataclass(frozen=True)
class TinyModel:
    """A model as a folder that transformers reads, and as GGUF files."""

    folder: Path

    def gguf(self, form: str = "f16") -> Path:
        """Its file in one of FORMATS."""
        return self.folder / f"{self.folder.name}-{form}.gguf"


def random_model(experts: bool = False) -> TinyModel:
    """A dense model, or one with a mixture of experts, with random weights."""
    name = "tiny-experts" if experts else "tiny-llama"
    return TinyModel(made_once(name, lambda folder: _save_random(folder, experts)))


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` of this version of the models; the first that wants it lets it be made.

    `make` gets an empty folder of that name.
    """
    root = _root()
    root.mkdir(parents=True, exist_ok=True)
    folder = root / name
    with FileLock(root / f"{name}.lock"):
        if not folder.exists():
            with tempfile.TemporaryDirectory(dir=root) as making:
                unfinished = Path(making) / name
                unfinished.mkdir()
                make(unfinished)
                unfinished.rename(folder)
    return folder


@cache
def _root() -> Path:
    recipe = hashlib.sha256(Path(__file__).read_bytes())
    for file in sorted((paths.resources_folder() / "sample").iterdir()):
        recipe.update(file.read_bytes())
    person = getattr(os, "getuid", lambda: 0)()
    folder = os.environ.get("LECTERN_TINY_MODELS") or tempfile.gettempdir()
    return Path(folder) / f"lectern-tiny-models-{person}" / recipe.hexdigest()[:12]


def _save_random(folder: Path, experts: bool) -> None:
    import torch

    torch.manual_seed(7)
    save(folder, untrained(save_tokenizer(folder), experts))
    for form in FORMATS:
        write_gguf(folder, folder / f"{folder.name}-{form}.gguf", form)


def sample_texts() -> list[str]:
    """Texts that the vocabulary is made of: documents and questions of the sample library."""
    sample = paths.resources_folder() / "sample"
    texts = [
        (sample / name).read_text(encoding="utf-8")
        for name in ("garden-notes-en.md", "staff-rules-zh.html", "display-cases-en.eml")
    ]
    questions = json.loads((sample / "questions.json").read_text(encoding="utf-8"))
    for each in [*questions["zh"], *questions["en"]]:
        texts += [each["question"], each["answer"]]
    return texts


def save_tokenizer(folder: Path, texts: list[str] | None = None) -> Any:
    """Train a byte-level BPE as Qwen has it, save it in `folder`, and return it."""
    from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers
    from tokenizers.models import BPE
    from tokenizers.trainers import BpeTrainer
    from transformers import PreTrainedTokenizerFast

    words = (
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"
        r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    )
    tokenizer = Tokenizer(BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(words), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = BpeTrainer(
        vocab_size=WORDS,
        special_tokens=[TEXT_END, START, END],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts or sample_texts(), trainer)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token=END, pad_token=TEXT_END)
    fast.chat_template = TEMPLATE
    fast.save_pretrained(folder)
    return fast


def untrained(tokenizer: Any, experts: bool = False) -> Any:
    """A model with random weights that are large enough for logits to differ."""
    from transformers import LlamaConfig, LlamaForCausalLM, MixtralConfig, MixtralForCausalLM

    shape: dict[str, Any] = {
        "vocab_size": len(tokenizer),
        "hidden_size": HIDDEN,
        "intermediate_size": INNER,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "num_key_value_heads": KEY_HEADS,
        "head_dim": HIDDEN // HEADS,
        "max_position_embeddings": CONTEXT,
        "rope_parameters": {"rope_type": "default", "rope_theta": 10_000.0},
        "initializer_range": 0.08,
        "bos_token_id": None,
        "eos_token_id": tokenizer.convert_tokens_to_ids(END),
        "pad_token_id": tokenizer.convert_tokens_to_ids(TEXT_END),
        "tie_word_embeddings": False,
    }
    if experts:
        more = {"num_local_experts": EXPERTS, "num_experts_per_tok": EXPERTS_USED}
        return MixtralForCausalLM(MixtralConfig(**shape, **more, sliding_window=None)).eval()
    return LlamaForCausalLM(LlamaConfig(**shape)).eval()


def save(folder: Path, model: Any) -> None:
    """Save a model beside its tokenizer."""
    model.save_pretrained(folder)


def write_gguf(
    folder: Path,
    file: Path,
    form: str = "f16",
    template: str | None = TEMPLATE,
    entries: dict[str, str] | None = None,
) -> Path:
    """Write the model of a folder as GGUF, with another template or more entries if wanted."""
    if form == "f16":
        return _write_f16(folder, file, template, entries or {})
    whole = file.with_suffix(".whole")
    quantise(_write_f16(folder, whole, template, entries or {}), file, form)
    whole.unlink()
    return file


def quantise(source: Path, target: Path, form: str, threads: int = 2) -> Path:
    """Write a GGUF file in another format, by llama.cpp."""
    import llama_cpp

    silence()
    options = llama_cpp.llama_model_quantize_default_params()
    options.ftype, options.nthread = FORMATS[form], threads
    failed = llama_cpp.llama_model_quantize(
        os.fsencode(source), os.fsencode(target), ctypes.byref(options)
    )
    assert not failed, f"{form} could not be made"
    return target


def _write_f16(folder: Path, file: Path, template: str | None, entries: dict[str, str]) -> Path:
    import gguf
    import numpy as np
    from transformers import AutoModelForCausalLM
    from transformers.utils import logging

    logging.disable_progress_bar()
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    writer = gguf.GGUFWriter(str(file), "llama")
    writer.add_type("model")
    writer.add_name(folder.name)
    writer.add_file_type(FORMATS["f16"])
    heads, key_heads, width = (
        config["num_attention_heads"],
        config["num_key_value_heads"],
        config["head_dim"],
    )
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(heads)
    writer.add_head_count_kv(key_heads)
    writer.add_key_length(width)
    writer.add_value_length(width)
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    writer.add_rope_freq_base(config["rope_parameters"]["rope_theta"])
    writer.add_rope_dimension_count(width)
    writer.add_vocab_size(config["vocab_size"])
    if "num_local_experts" in config:
        writer.add_expert_count(config["num_local_experts"])
        writer.add_expert_used_count(config["num_experts_per_tok"])
    add_vocabulary(writer, folder, template)
    for name, text in entries.items():
        writer.add_string(name, text)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype="float32")
    for name, weights in model.state_dict().items():
        for called, array in _tensors(name, weights.numpy(), heads, key_heads):
            flat = array.ndim == 1 or "ffn_gate_inp" in called
            writer.add_tensor(called, np.ascontiguousarray(array, "float32" if flat else "float16"))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return file


def add_vocabulary(writer: Any, folder: Path, template: str | None = TEMPLATE) -> None:
    """Write the tokenizer of a folder into a GGUF file."""
    import gguf

    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    number = dict(tokenizer["model"]["vocab"])
    special = {each["content"]: each["id"] for each in tokenizer["added_tokens"]}
    number |= special
    words = sorted(number, key=lambda word: number[word])
    kinds = [gguf.TokenType.CONTROL if word in special else gguf.TokenType.NORMAL for word in words]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(words)
    writer.add_token_types(kinds)
    writer.add_token_merges([" ".join(pair) for pair in tokenizer["model"]["merges"]])
    writer.add_eos_token_id(special[END])
    writer.add_pad_token_id(special[TEXT_END])
    writer.add_add_bos_token(False)
    if template is not None:
        writer.add_chat_template(template)


_PLAIN = {
    "model.embed_tokens.weight": "token_embd.weight",
    "model.norm.weight": "output_norm.weight",
    "lm_head.weight": "output.weight",
}
_OF_A_LAYER = {
    "input_layernorm.weight": "attn_norm.weight",
    "post_attention_layernorm.weight": "ffn_norm.weight",
    "self_attn.q_proj.weight": "attn_q.weight",
    "self_attn.k_proj.weight": "attn_k.weight",
    "self_attn.v_proj.weight": "attn_v.weight",
    "self_attn.o_proj.weight": "attn_output.weight",
    "mlp.gate_proj.weight": "ffn_gate.weight",
    "mlp.up_proj.weight": "ffn_up.weight",
    "mlp.down_proj.weight": "ffn_down.weight",
    "mlp.gate.weight": "ffn_gate_inp.weight",
    "mlp.experts.down_proj": "ffn_down_exps.weight",
}


def _tensors(name: str, weights: Any, heads: int, key_heads: int) -> list[tuple[str, Any]]:
    """What llama.cpp calls a tensor, in its layout."""
    if name in _PLAIN:
        return [(_PLAIN[name], weights)]
    number, _, part = name.removeprefix("model.layers.").partition(".")
    block = f"blk.{number}."
    if part == "mlp.experts.gate_up_proj":
        inner = weights.shape[1] // 2
        return [
            (f"{block}ffn_gate_exps.weight", weights[:, :inner]),
            (f"{block}ffn_up_exps.weight", weights[:, inner:]),
        ]
    if part == "self_attn.q_proj.weight":
        weights = interleaved(weights, heads)
    if part == "self_attn.k_proj.weight":
        weights = interleaved(weights, key_heads)
    return [(block + _OF_A_LAYER[part], weights)]


def interleaved(weights: Any, heads: int) -> Any:
    """Rows of queries or keys in the order in which llama.cpp turns them for a Llama."""
    rows, columns = weights.shape
    halves = weights.reshape(heads, 2, rows // heads // 2, columns)
    return halves.swapaxes(1, 2).reshape(rows, columns)


@cache
def silence() -> Any:
    """Let llama.cpp say nothing; the callback must live as long as it."""
    import llama_cpp

    callback = llama_cpp.llama_log_callback(lambda level, text, about: None)
    llama_cpp.llama_log_set(callback, ctypes.c_void_p(0))
    return callback
