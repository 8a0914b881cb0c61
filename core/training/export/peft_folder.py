"""What was learnt as a folder that peft opens: an adapter, a soft prompt or a prefix."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import BadRequest

if TYPE_CHECKING:
    from torch import Tensor

    from core.training.method import Learnt
    from core.training.opened_base import Base


def write_peft_folder(base: "Base", learnt: "Learnt", folder: Path) -> None:
    """Write adapter_config.json and adapter_model.safetensors into a folder that is there.

    Raises:
        BadRequest: what was learnt is no addition to a model.
        OSError: it cannot be written.
    """
    from safetensors.torch import save_file

    if learnt.adapter:
        config, tensors = _lora(learnt)
    elif learnt.soft_prompt is not None:
        config, tensors = _soft_prompt(base, learnt.soft_prompt)
    elif learnt.prefix is not None:
        config, tensors = _prefix(base, learnt.prefix)
    else:
        raise BadRequest(
            reason="What was learnt is a model of its own; save it as one instead of as an adapter."
        )
    config.base_model_name_or_path = str(base.path)
    config.inference_mode = True
    config.save_pretrained(folder)
    save_file(
        {name: each.detach().float().contiguous() for name, each in tensors.items()},
        folder / "adapter_model.safetensors",
        {"format": "pt"},
    )


def _lora(learnt: "Learnt") -> "tuple[Any, dict[str, Tensor]]":
    from peft import LoraConfig

    ranks = {name: int(a.shape[0]) for name, (a, _) in learnt.adapter.items()}
    usual = Counter(ranks.values()).most_common(1)[0][0]
    others = {name: rank for name, rank in ranks.items() if rank != usual}
    # Every scale is in B; peft multiplies by alpha / rank.
    config = LoraConfig(
        task_type="CAUSAL_LM",
        r=usual,
        lora_alpha=usual,
        lora_dropout=0.0,
        bias="none",
        target_modules=sorted(learnt.adapter),
        rank_pattern=others,
        alpha_pattern=dict(others),
    )
    tensors = {}
    for name, (a, b) in learnt.adapter.items():
        tensors[f"base_model.model.{name}.lora_A.weight"] = a
        tensors[f"base_model.model.{name}.lora_B.weight"] = b
    return config, tensors


def _soft_prompt(base: "Base", vectors: "Tensor") -> "tuple[Any, dict[str, Tensor]]":
    from peft import PromptTuningConfig

    config = PromptTuningConfig(
        task_type="CAUSAL_LM",
        num_virtual_tokens=vectors.shape[0],
        token_dim=vectors.shape[1],
        num_transformer_submodules=1,
        num_attention_heads=base.config.num_attention_heads,
        num_layers=base.config.num_hidden_layers,
    )
    return config, {"prompt_embeddings": vectors}


def _prefix(base: "Base", prefix: "Tensor") -> "tuple[Any, dict[str, Tensor]]":
    from peft import PrefixTuningConfig

    layers, _, tokens, heads, width = prefix.shape
    config = PrefixTuningConfig(
        task_type="CAUSAL_LM",
        num_virtual_tokens=tokens,
        token_dim=heads * width,
        num_transformer_submodules=1,
        num_attention_heads=heads,
        num_layers=layers,
        encoder_hidden_size=base.config.hidden_size,
        prefix_projection=False,
    )
    return config, {"prompt_embeddings": prefix.permute(2, 0, 1, 3, 4).flatten(1)}
