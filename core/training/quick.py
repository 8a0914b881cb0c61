"""The forward pass of a Llama or Qwen as a lesson on a processor needs it.

Only what is asked for is computed: logits where an answer is foretold, of the last layer nothing
but what leads to them, of lower layers that are known already nothing. Whatever else a model is
asked (with a cache, with a mask of its own) transformers answers as ever.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

from core.training.quick_layers import Gate, Norm, Turn, attended

_FAMILIES = frozenset(
    {"LlamaForCausalLM", "MistralForCausalLM", "Qwen2ForCausalLM", "Qwen3ForCausalLM"}
)


class Quick:
    """Takes the place of a causal model's forward."""

    def __init__(self, causal: nn.Module) -> None:
        self._causal: Any = causal
        self._plain: Callable[..., Any] = causal.forward
        config: Any = causal.config
        self._heads = int(config.num_attention_heads)
        self._groups = int(config.num_key_value_heads)
        self.width = int(config.hidden_size)
        self._width = int(getattr(config, "head_dim", 0) or config.hidden_size // self._heads)
        self.checkpointing = False
        self.first = 0
        """The first layer to compute where `inputs_embeds` is what those below make of a row."""

    def __call__(
        self,
        input_ids: Tensor | None = None,
        position_ids: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        logits_to_keep: int | Tensor = 0,
        use_cache: bool | None = None,
        **more: Any,
    ) -> Any:
        """As the causal model's forward."""
        known = not any(each is not None for each in more.values())
        given = input_ids if inputs_embeds is None else inputs_embeds
        if not (
            known
            and use_cache is False
            and isinstance(logits_to_keep, Tensor)
            and given is not None
            and given.shape[0] == 1
            and position_ids is not None
        ):
            return self._plain(
                input_ids=input_ids,
                position_ids=position_ids,
                inputs_embeds=inputs_embeds,
                logits_to_keep=logits_to_keep,
                use_cache=use_cache,
                **more,
            )
        from transformers.modeling_outputs import CausalLMOutputWithPast

        model = self._causal.model
        if inputs_embeds is None:
            hidden = self.layers(model.embed_tokens(input_ids)[0], position_ids, logits_to_keep)
        else:
            hidden = self.layers(inputs_embeds[0], position_ids, logits_to_keep, self.first)
        hidden = _normed(model.norm, hidden)
        return CausalLMOutputWithPast(logits=self._causal.lm_head(hidden)[None])

    @torch.no_grad()
    def lower(self, tokens: Tensor) -> Tensor:
        """What the layers below `first` make of one example's tokens (T,): (T, width)."""
        positions = torch.arange(len(tokens), device=tokens.device)[None]
        hidden = self._causal.model.embed_tokens(tokens[None])[0]
        return self.layers(hidden, positions, None, 0, self.first)

    def layers(
        self,
        hidden: Tensor,
        positions: Tensor,
        wanted: Tensor | None,
        first: int = 0,
        last: int | None = None,
    ) -> Tensor:
        """What the layers from `first` to before `last` make of a row.

        `hidden` (T, width), `positions` (1, T); of the very last layer only the `wanted` places are
        computed. To (T or len(wanted), width).
        """
        model = self._causal.model
        cosines, sines = model.rotary_emb(hidden[None], positions)
        half = self._width // 2
        angles = cosines[0, :, :half].contiguous(), sines[0, :, :half].contiguous()
        lengths = lengths_of(positions)
        layers = list(model.layers)[:last]
        for number in range(first, len(layers)):
            places = wanted if number + 1 == len(model.layers) else None
            arguments = layers[number], hidden, angles, lengths, places
            if self.checkpointing and torch.is_grad_enabled():
                hidden = checkpoint(self._layer, *arguments, use_reentrant=False)
            else:
                hidden = self._layer(*arguments)
        return hidden

    def _layer(
        self,
        layer: Any,
        hidden: Tensor,
        angles: tuple[Tensor, Tensor],
        lengths: Sequence[int],
        places: Tensor | None,
    ) -> Tensor:
        attention, inner = layer.self_attn, layer.mlp
        normed = _normed(layer.input_layernorm, hidden)
        key = self._split(attention, "k", normed, self._groups)
        value = attention.v_proj(normed).view(len(normed), self._groups, self._width)
        own, turned = None, angles
        if places is not None:
            normed, hidden = normed[places], hidden[places]
            turned = angles[0][places], angles[1][places]
            own = places.tolist()
        query = self._split(attention, "q", normed, self._heads)
        scale = float(attention.scaling)
        seen = attended(
            Turn.apply(query, turned[0] * scale, turned[1] * scale),  # type: ignore[no-untyped-call]
            Turn.apply(key, *angles),  # type: ignore[no-untyped-call]
            value.transpose(0, 1).contiguous(),
            lengths,
            own,
        )
        hidden = hidden + attention.o_proj(seen)
        normed = _normed(layer.post_attention_layernorm, hidden)
        gated = Gate.apply(inner.gate_proj(normed), inner.up_proj(normed))  # type: ignore[no-untyped-call]
        made: Tensor = hidden + inner.down_proj(gated)
        return made

    def _split(self, attention: Any, name: str, normed: Tensor, heads: int) -> Tensor:
        """Queries or keys by head, (T, heads, width)."""
        made: Tensor = getattr(attention, f"{name}_proj")(normed)
        made = made.view(len(normed), heads, self._width)
        norm = getattr(attention, f"{name}_norm", None)
        return made if norm is None else _normed(norm, made)


def quicken(model: nn.Module, checkpointing: bool = False) -> Quick | None:
    """Let the causal model within `model` compute so from now on; None where it cannot.

    With `checkpointing` layers are computed again on the way back instead of kept, by this and by
    transformers' own forward.
    """
    for causal in model.modules():
        if type(causal).__name__ not in _FAMILIES:
            continue
        if checkpointing:
            causal.gradient_checkpointing_enable({"use_reentrant": False})  # type: ignore[operator]
        if not _whole_attention(causal.config):
            return None
        quick = Quick(causal)
        quick.checkpointing = checkpointing
        causal.forward = quick
        return quick
    return None


def lengths_of(positions: Tensor) -> list[int]:
    """Tokens of each example of a row, by positions (1, T): each begins where one does not follow
    the one before it."""
    breaks = (positions[0].diff() != 1).nonzero()[:, 0] + 1
    edges = [0, *breaks.tolist(), positions.shape[1]]
    return [end - begin for begin, end in pairwise(edges)]


def _whole_attention(config: Any) -> bool:
    """Whether every token sees all before it."""
    kinds = getattr(config, "layer_types", None) or ()
    window = getattr(config, "sliding_window", None)
    if kinds:
        return all(kind == "full_attention" for kind in kinds)
    return window is None


def _normed(norm: Any, x: Tensor) -> Tensor:
    made: Tensor = Norm.apply(x, norm.weight, float(norm.variance_epsilon))  # type: ignore[no-untyped-call]
    return made
