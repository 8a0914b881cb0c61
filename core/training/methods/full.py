"""Full training: every weight learns."""

from typing import TYPE_CHECKING

from core.training.method import Learnt
from core.training.methods.layers import decoder_layers, taught
from core.training.methods.plain import Plain

if TYPE_CHECKING:
    from torch import nn

    from core.training.opened_base import Base
    from core.types import LessonPlan


class Full(Plain):
    """All weights; of a fast lesson those of the upper layers and of the last norm."""

    dense = True

    def wrap(self, base: "Base", plan: "LessonPlan") -> "nn.Module":
        """The base's model itself. Words that are tied to the output stay tied."""
        model = base.model
        if not plan.fast:
            return model.requires_grad_(True)
        layers = decoder_layers(model)
        for number in taught(model, plan):
            layers[number].requires_grad_(True)
        model.get_submodule("model.norm").requires_grad_(True)
        return model

    def learnt(self, model: "nn.Module", base: "Base", plan: "LessonPlan") -> Learnt:
        """All weights."""
        return Learnt(weights=model.state_dict())
