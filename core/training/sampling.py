"""Greedy answers of a model as it stands: samples while it learns, and chat that PyTorch runs."""

from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from core.training.words import Words


def answered(
    model: nn.Module,
    words: Words,
    prompts: Sequence[Sequence[int]],
    most: int,
    together: bool = True,
    device: str = "cpu",
) -> list[str]:
    """What the model writes after each prompt, the likeliest token each time.

    `together`: all at once, for models that know an attention mask and a cache; weights kept in
    blocks are then made into numbers once for all.
    """
    groups = [list(prompts)] if together else [[each] for each in prompts]
    return [
        words.text(tokens)
        for group in groups
        for tokens in _written(model, words, group, most, together, device)
    ]


def chosen(
    model: nn.Module, words: Words, prompts: Sequence[Sequence[int]], most: int, device: str = "cpu"
) -> list[list[int]]:
    """Tokens after each prompt, all at once, without those that end the answers."""
    return _written(model, words, prompts, most, True, device)


@torch.no_grad()
def written(
    model: nn.Module,
    words: Words,
    prompt: Sequence[int],
    most: int,
    caches: bool = True,
    device: str = "cpu",
) -> Iterator[int]:
    """Tokens after a prompt as they are chosen, without the one that ends the answer.

    Without `caches` all is computed anew for each token: for models that put something before
    their input.
    """
    tokens = list(prompt)
    kept: Any = None
    fresh = tokens
    for _ in range(most):
        row = torch.tensor([fresh if caches else tokens], device=device)
        given = {"past_key_values": kept, "use_cache": True} if caches else {"use_cache": False}
        made = model(input_ids=row, logits_to_keep=1, **given)
        kept = made.past_key_values if caches else None
        token = int(made.logits[0, -1].argmax())
        if words.ends(token):
            return
        yield token
        tokens.append(token)
        fresh = [token]


@torch.no_grad()
def _written(
    model: nn.Module,
    words: Words,
    prompts: Sequence[Sequence[int]],
    most: int,
    together: bool,
    device: str,
) -> list[list[int]]:
    if not together:
        return [list(written(model, words, each, most, False, device)) for each in prompts]
    # Padded on the left, so that all go on at the same place.
    longest = max(len(each) for each in prompts)
    rows = torch.full((len(prompts), longest), words.pad)
    mask = torch.zeros((len(prompts), longest), dtype=torch.long)
    for number, prompt in enumerate(prompts):
        rows[number, longest - len(prompt) :] = torch.tensor(list(prompt))
        mask[number, longest - len(prompt) :] = 1
    rows, mask = rows.to(device), mask.to(device)
    places = (mask.cumsum(1) - 1).clamp(min=0)
    found: list[list[int]] = [[] for _ in prompts]
    going = [True] * len(prompts)
    kept: Any = None
    for _ in range(most):
        made = model(
            input_ids=rows,
            attention_mask=mask,
            position_ids=places,
            past_key_values=kept,
            use_cache=True,
            logits_to_keep=1,
        )
        kept = made.past_key_values
        chosen: Tensor = made.logits[:, -1].argmax(-1)
        for number, token in enumerate(chosen.tolist()):
            going[number] = going[number] and not words.ends(token)
            if going[number]:
                found[number].append(token)
        if not any(going):
            break
        rows = chosen[:, None]
        mask = torch.cat([mask, mask.new_ones((len(prompts), 1))], 1)
        places = places[:, -1:] + 1
    return found
