"""Bases of every architecture that can be taught, and lessons made of random numbers."""

import ctypes
import hashlib
from pathlib import Path
from typing import Any

import torch
from torch import nn

from core.training import opened_base as bases
from core.training.export.for_chat import folder_as_gguf
from core.training.gguf_base import LINEAR
from core.training.method import Learnt
from core.training.opened_base import Base
from tests import tiny_llama

ARCHITECTURES = ("llama", "qwen2", "qwen3")
WIDTH, LAYERS, HEADS, KEY_HEADS, INNER = 64, 2, 4, 2, 96
TRIED = (
    (("user", "When did the museum open?"),),
    (("system", "简短回答。"), ("user", "新员工有几天假？")),
    (("user", "Who keeps the keys?"), ("assistant", "The porter."), ("user", "哪一年？")),
)


def folder(architecture: str, **more: Any) -> Path:
    """A folder of transformers with random weights; `more` goes into its configuration."""
    recipe = hashlib.sha256(Path(__file__).read_bytes() + repr(sorted(more.items())).encode())
    name = f"base-{architecture}-{recipe.hexdigest()[:10]}"
    return tiny_llama.made_once(name, lambda place: _save(place, architecture, more))


def _save(place: Path, architecture: str, more: dict[str, Any]) -> None:
    tokenizer = tiny_llama.save_tokenizer(place)
    torch.manual_seed(11)
    model = _model(architecture, len(tokenizer), tokenizer, more)
    with torch.no_grad():
        for name, each in model.named_parameters():
            if name.endswith(".bias") or "norm" in name:
                each.add_(torch.randn_like(each) * 0.2)
    model.save_pretrained(place)


def _model(architecture: str, words: int, tokenizer: Any, more: dict[str, Any]) -> Any:
    import transformers

    kinds = {"llama": "Llama", "qwen2": "Qwen2", "qwen3": "Qwen3"}
    config = getattr(transformers, f"{kinds[architecture]}Config")
    shape: dict[str, Any] = {
        "vocab_size": words + 3,
        "hidden_size": WIDTH,
        "intermediate_size": INNER,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "num_key_value_heads": KEY_HEADS,
        "head_dim": WIDTH // HEADS,
        "max_position_embeddings": 512,
        "rope_parameters": {"rope_type": "default", "rope_theta": 10_000.0},
        "initializer_range": 0.12,
        "bos_token_id": None,
        "eos_token_id": tokenizer.convert_tokens_to_ids(tiny_llama.END),
        "pad_token_id": tokenizer.convert_tokens_to_ids(tiny_llama.TEXT_END),
        "tie_word_embeddings": architecture == "qwen3",
    }
    family = getattr(transformers, f"{kinds[architecture]}ForCausalLM")
    return family(config(**(shape | more))).eval()


def file(architecture: str, place: Path, form: str = "f16") -> Path:
    """A GGUF file of that folder, by the exporter's own writer."""
    path = place / f"{architecture}-{form}.gguf"
    if not path.exists():
        whole = place / f"{architecture}-f16.gguf"
        for _ in folder_as_gguf(opened(folder(architecture)), None, whole, {}, 1):
            pass
        if form == "f32":
            widened(whole, path)
        elif form != "f16":
            tiny_llama.quantise(whole, path, form)
    return path


def widened(source: Path, target: Path) -> None:
    """The same numbers as float32: PyTorch and llama.cpp then differ by next to nothing."""
    import llama_cpp

    options = llama_cpp.llama_model_quantize_default_params()
    options.ftype, options.nthread = 0, 1
    failed = llama_cpp.llama_model_quantize(
        str(source).encode(), str(target).encode(), ctypes.byref(options)
    )
    assert not failed


def opened(place: Path, **how: bool) -> Base:
    """A base, opened to be taught."""
    return bases.open_base(place, 2, **how)


def adapter(base: Base, rank: int = 4, size: float = 0.1) -> Learnt:
    """A lesson on all products, of random numbers."""
    torch.manual_seed(5)
    pairs = {}
    for name, layer in base.model.named_modules():
        if isinstance(layer, nn.Linear) and any(name.endswith(each) for each in LINEAR):
            a = torch.randn(rank, layer.in_features) * size
            pairs[name] = (a, torch.randn(layer.out_features, rank) * size)
    return Learnt(adapter=pairs)


class Adapted(nn.Module):
    """A base with such a lesson, computed by PyTorch."""

    def __init__(self, base: Base, learnt: Learnt) -> None:
        super().__init__()
        self.model = base.model
        for name, (a, b) in learnt.adapter.items():
            self._add(self.model.get_submodule(name), a, b)

    def _add(self, layer: nn.Module, a: torch.Tensor, b: torch.Tensor) -> None:
        layer.register_forward_hook(lambda _, given, made: made + given[0] @ a.T @ b.T)

    def forward(self, input_ids: torch.Tensor) -> Any:
        return self.model(input_ids=input_ids)


class Prompted(nn.Module):
    """A base that reads vectors before every prompt."""

    def __init__(self, base: Base, vectors: torch.Tensor) -> None:
        super().__init__()
        self.model, self.vectors = base.model, vectors

    def forward(self, input_ids: torch.Tensor) -> Any:
        read = self.model.get_input_embeddings()(input_ids)
        front = self.vectors[None].expand(len(input_ids), -1, -1)
        made = self.model(inputs_embeds=torch.cat([front, read], 1))
        made.logits = made.logits[:, len(self.vectors) :]
        return made


class Prefixed(nn.Module):
    """A base that has keys and values in its cache before every prompt."""

    def __init__(self, base: Base, prefix: torch.Tensor) -> None:
        super().__init__()
        self.model, self.prefix = base.model, prefix

    def forward(self, input_ids: torch.Tensor) -> Any:
        from transformers import DynamicCache

        cache = DynamicCache()
        for number, (keys, values) in enumerate(self.prefix):
            cache.update(keys.transpose(0, 1)[None], values.transpose(0, 1)[None], number)
        return self.model(input_ids=input_ids, past_key_values=cache)


def soft_prompt(base: Base, tokens: int = 5) -> Learnt:
    """Vectors of about the size that words have."""
    torch.manual_seed(6)
    return Learnt(soft_prompt=torch.randn(tokens, base.config.hidden_size) * 0.12)


def prefix(base: Base, tokens: int = 5) -> Learnt:
    """Keys and values, shape (layers, 2, tokens, key heads, head width)."""
    torch.manual_seed(7)
    config = base.config
    shape = (config.num_hidden_layers, 2, tokens, config.num_key_value_heads, config.head_dim)
    return Learnt(prefix=torch.randn(shape))
