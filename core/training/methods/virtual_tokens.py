"""Models that have learnt tokens in front of whatever they read: as embeddings, or as keys and
values in every layer.

V virtual tokens stand in places 0 … V-1 and real ones follow from V, as they will in llama.cpp's
cache. Callers know nothing of them: places, masks, caches and logits are counted in real tokens.
Examples side by side in a row share the virtual tokens, which see none of them.
"""

from typing import Any

import torch
from torch import Tensor, nn
from transformers.cache_utils import Cache, DynamicCache, DynamicLayer

from core.training.methods.layers import decoder_layers, device_of


class SoftPrompted(nn.Module):
    """A model that reads V learnt embeddings first."""

    def __init__(self, model: nn.Module, encoder: nn.Module) -> None:
        """`encoder()` gives the embeddings, shape (V, width)."""
        super().__init__()
        self.model, self.encoder = model, encoder

    @property
    def config(self) -> Any:
        """Of the model."""
        return self.model.config

    def virtual(self) -> Tensor:
        """The embeddings, float32 (V, width)."""
        return _in_full_width(self.encoder)

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        position_ids: Tensor | None = None,
        past_key_values: Cache | None = None,
        inputs_embeds: Tensor | None = None,
        use_cache: bool | None = None,
        logits_to_keep: int | Tensor = 0,
        **more: Any,
    ) -> Any:
        """As transformers' causal models; a cache that is given to it empty is filled with the
        virtual tokens too."""
        if inputs_embeds is None:
            embeddings: Any = self.model.get_input_embeddings()  # type: ignore[operator]
            inputs_embeds = embeddings(input_ids)
        rows, count, _ = inputs_embeds.shape
        virtual = self.virtual()
        front = len(virtual)
        held = 0 if past_key_values is None else past_key_values.get_seq_length()
        past = max(0, held - front)
        places = _places(position_ids, rows, count, past, inputs_embeds.device)
        mask = _mask(attention_mask, places, past, front)
        places = places + front
        if not held:
            begin = torch.arange(front, device=places.device).expand(rows, -1)
            places = torch.cat([begin, places], 1)
            first = virtual.to(inputs_embeds.dtype).expand(rows, -1, -1)
            inputs_embeds = torch.cat([first, inputs_embeds], 1)
            mask = torch.cat([_among_virtual(mask, front), mask], 2)
            logits_to_keep = _kept(logits_to_keep, front, count, places.device)
        return self.model(
            attention_mask=mask,
            position_ids=places,
            past_key_values=past_key_values,
            inputs_embeds=inputs_embeds,
            use_cache=use_cache,
            logits_to_keep=logits_to_keep,
            **more,
        )


class Prefixed(nn.Module):
    """A model whose every layer finds V learnt keys and values before all others."""

    def __init__(self, model: nn.Module, encoder: nn.Module) -> None:
        """`encoder()` gives them, shape (layers, 2, V, key heads, head width), keys turned as for
        places 0 … V-1."""
        super().__init__()
        self.model, self.encoder = model, encoder
        for layer in decoder_layers(model):
            # Keys and values are read from a _Prefix and nothing is written to it, so a layer that
            # is computed twice (gradient checkpointing) finds the same.
            layer._can_checkpoint_with_cache = True  # type: ignore[assignment]

    @property
    def config(self) -> Any:
        """Of the model."""
        return self.model.config

    def virtual(self) -> Tensor:
        """Keys and values, float32 (layers, 2, V, key heads, head width)."""
        return _in_full_width(self.encoder)

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        position_ids: Tensor | None = None,
        past_key_values: Cache | None = None,
        inputs_embeds: Tensor | None = None,
        use_cache: bool | None = None,
        **more: Any,
    ) -> Any:
        """As transformers' causal models; a cache that is given to it empty is filled with the
        prefix too."""
        given = inputs_embeds if input_ids is None else input_ids
        assert given is not None
        rows, count = given.shape[:2]
        virtual = self.virtual()
        front = virtual.shape[2]
        # (layers, 2, rows, key heads, V, head width), as caches have it.
        turned = virtual.transpose(2, 3)[:, :, None].expand(-1, -1, rows, -1, -1, -1)
        cache = past_key_values
        if cache is None and use_cache:
            cache = DynamicCache(config=self.config)
        if cache is None:
            cache = Cache(layers=[_Prefix(keys, values) for keys, values in turned])
        elif not cache.get_seq_length():
            for number, (keys, values) in enumerate(turned):
                cache.update(keys, values, number)
        past = int(cache.get_seq_length()) - front
        places = _places(position_ids, rows, count, past, given.device)
        made = self.model(
            input_ids=input_ids,
            attention_mask=_mask(attention_mask, places, past, front),
            position_ids=places + front,
            past_key_values=cache,
            inputs_embeds=inputs_embeds,
            use_cache=use_cache,
            **more,
        )
        made.past_key_values = cache if use_cache else None
        return made


class _Prefix(DynamicLayer):  # type: ignore[no-untyped-call]
    """A layer's keys and values, in front of those of one forward pass, which are not kept."""

    def __init__(self, keys: Tensor, values: Tensor) -> None:
        """Both of shape (rows, key heads, V, head width)."""
        super().__init__()  # type: ignore[no-untyped-call]
        self.prefix = keys, values
        self.keys, self.values, self.is_initialized = keys, values, True

    def update(
        self, key_states: Tensor, value_states: Tensor, *args: Any, **kwargs: Any
    ) -> tuple[Tensor, Tensor]:
        """See transformers' DynamicLayer."""
        keys, values = (each.to(key_states.dtype) for each in self.prefix)
        return torch.cat([keys, key_states], 2), torch.cat([values, value_states], 2)


def _in_full_width(encoder: nn.Module) -> Tensor:
    """What an encoder makes, in float32 whatever autocast says."""
    with torch.autocast(device_of(encoder).type, enabled=False):
        made: Tensor = encoder()
    return made


def _places(given: Tensor | None, rows: int, count: int, past: int, device: torch.device) -> Tensor:
    """Places of real tokens, shape (rows, count), from 0 for the first."""
    if given is None:
        given = torch.arange(past, past + count, device=device)[None]
    return given.expand(rows, -1)


def _mask(given: Tensor | None, places: Tensor, past: int, front: int) -> Tensor:
    """What each real token sees of V virtual, `past` and present tokens, True for what it sees:
    shape (rows, 1, count, V + past + count).

    `given`: None, or shape (rows, past + count) with 0 for what nobody sees, or such a mask of four
    dimensions over real tokens. Without one, a place that does not follow the one before it begins
    another example, as for transformers' own models.
    """
    rows, count = places.shape
    if given is not None and given.dim() == 4:
        seen = given.bool().expand(rows, 1, -1, -1)
    else:
        there = torch.arange(past + count, device=places.device)
        seen = (there <= there[past:, None]).expand(rows, 1, -1, -1)
        if given is not None:
            seen = seen & given[:, None, None].bool()
        elif not past:
            begins = torch.zeros_like(places)
            begins[:, 1:] = places.diff() != 1
            example = begins.cumsum(1)
            seen = seen & (example[:, None, :, None] == example[:, None, None, :])
    return nn.functional.pad(seen, (front, 0), value=True)


def _among_virtual(mask: Tensor, front: int) -> Tensor:
    """What each virtual token sees: those before it and itself; shape (rows, 1, V, all)."""
    places = torch.arange(mask.shape[3], device=mask.device)
    return (places <= places[:front, None]).expand(mask.shape[0], 1, -1, -1)


def _kept(wanted: int | Tensor, front: int, count: int, device: torch.device) -> int | Tensor:
    """Which logits are wanted, counted with the virtual tokens; never theirs."""
    if isinstance(wanted, Tensor):
        return wanted + front
    return wanted or torch.arange(front, front + count, device=device)
