"""peft opens what was exported for it, and computes what was trained."""

import pytest
import torch

from core.errors import BadRequest
from core.training.export.peft_folder import write_peft_folder
from core.training.method import Learnt
from tests.core.training.export import tiny_bases

TOKENS = torch.tensor([[5, 900, 17, 44, 3, 120, 8, 8, 91]])
WAYS = {
    "adapter": (tiny_bases.adapter, tiny_bases.Adapted),
    "prompt": (tiny_bases.soft_prompt, lambda base, it: tiny_bases.Prompted(base, it.soft_prompt)),
    "prefix": (tiny_bases.prefix, lambda base, it: tiny_bases.Prefixed(base, it.prefix)),
}


def logits(model):
    with torch.no_grad():
        return model.eval()(input_ids=TOKENS).logits[:, -TOKENS.shape[1] :]


@pytest.mark.parametrize("architecture", tiny_bases.ARCHITECTURES)
@pytest.mark.parametrize("way", WAYS)
def test_peft_opens_it_again(architecture, way, tmp_path):
    from peft import PeftModel

    make, model = WAYS[way]
    base = tiny_bases.opened(tiny_bases.folder(architecture))
    learnt = make(base)
    write_peft_folder(base, learnt, tmp_path)
    again = PeftModel.from_pretrained(tiny_bases.opened(base.path).model, tmp_path)
    assert torch.allclose(logits(again), logits(model(base, learnt)), atol=1e-5)


def test_ranks_may_differ(tmp_path):
    from peft import PeftModel

    base = tiny_bases.opened(tiny_bases.folder("llama"))
    learnt = tiny_bases.adapter(base)
    for number, name in enumerate(sorted(learnt.adapter)):
        if number % 3 == 0:
            a, b = learnt.adapter[name]
            learnt.adapter[name] = (torch.cat([a, a]), torch.cat([b, -0.5 * b], 1))
    write_peft_folder(base, learnt, tmp_path)
    again = PeftModel.from_pretrained(tiny_bases.opened(base.path).model, tmp_path)
    assert torch.allclose(logits(again), logits(tiny_bases.Adapted(base, learnt)), atol=1e-5)


def test_a_model_of_its_own_is_no_adapter(tmp_path):
    base = tiny_bases.opened(tiny_bases.folder("llama"))
    with pytest.raises(BadRequest, match="a model of its own"):
        write_peft_folder(base, Learnt(weights=base.model.state_dict()), tmp_path)
