"""A causal model of transformers over the file that chat computes with.

Architectures whose tensors map one to one: Llama (and Mistral, which is one), Qwen2, Qwen3. Names
and layouts as llama.cpp's converters make them: rows of queries and keys of a Llama are turned by
pairs there and by halves in transformers, others are alike.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from core.errors import UnsuitableModel
from core.gguf.files import parts_of
from core.training.block_layers import BlockEmbedding, BlockLinear, BlockWeight
from core.training.blocks import F32, format_of
from core.types import TEACHABLE, can_be_taught

LINEAR = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
"""A layer's products: names in transformers and in GGUF."""
NORMS = {
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
    "self_attn.q_norm": "attn_q_norm",
    "self_attn.k_norm": "attn_k_norm",
}


class GgufTensors:
    """The tensors of a file, or of its parts, mapped into memory."""

    def __init__(self, path: Path) -> None:
        import gguf

        # "c": PyTorch wants memory that it may write to; nothing writes, so the pages stay shared.
        self.readers = [gguf.GGUFReader(str(part), "c") for part in parts_of(path)]
        self._tensors = {each.name: each for reader in self.readers for each in reader.tensors}

    def __contains__(self, name: str) -> bool:
        return name in self._tensors

    def entry(self, name: str, default: Any = None) -> Any:
        """An entry of the head."""
        field = self.readers[0].get_field(name)
        return default if field is None else field.contents()

    def vector(self, name: str) -> Tensor:
        """A tensor of one dimension as float32."""
        tensor = self._tensors[name]
        raw = torch.from_numpy(tensor.data.view("uint8").reshape(1, -1))
        count = int(tensor.shape[0])
        return format_of(int(tensor.tensor_type)).numbers(raw, count).reshape(count).clone()

    def matrix(self, name: str, threads: int, turn: int = 0) -> BlockWeight:
        """A matrix in its blocks; with `turn` heads its rows are put as transformers has them.

        Turned rows are copied, all others stay pages of the file.
        """
        tensor = self._tensors[name]
        columns, rows = (int(each) for each in tensor.shape)
        form = format_of(int(tensor.tensor_type))
        raw = torch.from_numpy(tensor.data.view("uint8").reshape(rows, form.row_bytes(columns)))
        if turn:
            raw = raw[halves(rows, turn)].contiguous()
        return BlockWeight(raw, rows, columns, form, threads)


def halves(rows: int, heads: int) -> Tensor:
    """Where each row of transformers' order stands in llama.cpp's, shape (rows,)."""
    places = torch.arange(rows).reshape(heads, rows // heads // 2, 2)
    return places.transpose(1, 2).reshape(rows)


def pairs(rows: int, heads: int) -> Tensor:
    """Where each row of llama.cpp's order stands in transformers', shape (rows,)."""
    places = torch.arange(rows).reshape(heads, 2, rows // heads // 2)
    return places.transpose(1, 2).reshape(rows)


def open_gguf(path: Path, threads: int, dense: bool = False) -> tuple[nn.Module, str]:
    """The model, frozen, and its architecture as GGUF calls it.

    With `dense` every weight is a float32 parameter, for methods that change the weights.

    Raises:
        UnsuitableModel: an architecture whose tensors are not known here.
        LlamaError: weights of a kind that ggml cannot read.
    """
    tensors = GgufTensors(path)
    architecture = str(tensors.entry("general.architecture", ""))
    if not can_be_taught(architecture) or tensors.entry(f"{architecture}.expert_count"):
        known = ", ".join(TEACHABLE)
        raise UnsuitableModel(
            name=path.name, reason=f"models of this build cannot be taught ({known} can)."
        )
    config = _config(tensors, architecture)
    with torch.device("meta"):
        model = _family(architecture)(config)
    turned = architecture == "llama"
    heads = {"attn_q": config.num_attention_heads, "attn_k": config.num_key_value_heads}
    for number, layer in enumerate(model.model.layers):
        for name, called in LINEAR.items():
            weight = tensors.matrix(
                f"blk.{number}.{called}.weight", threads, heads.get(called, 0) if turned else 0
            )
            bias = _bias(tensors, f"blk.{number}.{called}.bias", heads.get(called, 0) * turned)
            put(layer, name, _linear(weight, bias, dense))
        for name, called in NORMS.items():
            if f"blk.{number}.{called}.weight" in tensors:
                norm = layer.get_submodule(name)
                norm.weight = _frozen(tensors.vector(f"blk.{number}.{called}.weight"))
    embedding = tensors.matrix("token_embd.weight", threads)
    put(model.model, "embed_tokens", _embedding(embedding, dense))
    model.model.norm.weight = _frozen(tensors.vector("output_norm.weight"))
    if "output.weight" in tensors:
        put(model, "lm_head", _linear(tensors.matrix("output.weight", threads), None, dense))
    elif dense:
        model.lm_head.weight = model.model.embed_tokens.weight
    else:
        put(model, "lm_head", BlockLinear(embedding))
    model.model.rotary_emb = type(model.model.rotary_emb)(config)
    return model.requires_grad_(False).eval(), architecture


def _config(tensors: GgufTensors, architecture: str) -> Any:
    from transformers import LlamaConfig, Qwen2Config, Qwen3Config

    def number(name: str, default: Any = None) -> Any:
        return tensors.entry(f"{architecture}.{name}", default)

    heads = number("attention.head_count")
    width = number("embedding_length")
    rotation: dict[str, Any] = {
        "rope_type": "default",
        "rope_theta": float(number("rope.freq_base", 10_000.0)),
    }
    if "rope_freqs.weight" in tensors or number("rope.scaling.type") not in (None, "none"):
        raise UnsuitableModel(
            name=Path(str(tensors.readers[0].data.filename)).name,
            reason="models that stretch their context in this way cannot be taught yet.",
        )
    vocabulary = len(tensors.entry("tokenizer.ggml.tokens") or ())
    kinds = {"llama": LlamaConfig, "qwen2": Qwen2Config, "qwen3": Qwen3Config}
    values: dict[str, Any] = {
        "vocab_size": vocabulary,
        "hidden_size": width,
        "intermediate_size": number("feed_forward_length"),
        "num_hidden_layers": number("block_count"),
        "num_attention_heads": heads,
        "num_key_value_heads": number("attention.head_count_kv", heads),
        "head_dim": number("attention.key_length", width // heads),
        "max_position_embeddings": number("context_length", 2048),
        "rms_norm_eps": number("attention.layer_norm_rms_epsilon", 1e-6),
        "rope_parameters": rotation,
        "tie_word_embeddings": "output.weight" not in tensors,
        "bos_token_id": None,
        "eos_token_id": tensors.entry("tokenizer.ggml.eos_token_id"),
        "pad_token_id": None,
        "attn_implementation": "sdpa",
    }
    return kinds[architecture](**values)


def _family(architecture: str) -> Callable[[Any], Any]:
    from transformers import LlamaForCausalLM, Qwen2ForCausalLM, Qwen3ForCausalLM

    families: dict[str, Callable[[Any], Any]] = {
        "llama": LlamaForCausalLM,
        "qwen2": Qwen2ForCausalLM,
        "qwen3": Qwen3ForCausalLM,
    }
    return families[architecture]


def _bias(tensors: GgufTensors, name: str, heads: int) -> Tensor | None:
    if name not in tensors:
        return None
    bias = tensors.vector(name)
    return bias[halves(len(bias), heads)] if heads else bias


def _linear(weight: BlockWeight, bias: Tensor | None, dense: bool) -> nn.Linear:
    if not dense and weight.form.kind != F32:
        return BlockLinear(weight, bias)
    layer = nn.Linear(weight.columns, weight.rows, bias=bias is not None, device="meta")
    layer.weight = _frozen(weight.numbers())
    if bias is not None:
        layer.bias = _frozen(bias)
    return layer


def _embedding(weight: BlockWeight, dense: bool) -> nn.Embedding:
    if not dense:
        return BlockEmbedding(weight)
    layer = nn.Embedding(weight.rows, weight.columns, device="meta")
    layer.weight = _frozen(weight.numbers())
    return layer


def _frozen(numbers: Tensor) -> nn.Parameter:
    return nn.Parameter(numbers, requires_grad=False)


def put(parent: nn.Module, name: str, child: nn.Module) -> None:
    """Put a module in the place of another, by its dotted name."""
    path, _, last = name.rpartition(".")
    setattr(parent.get_submodule(path), last, child)
