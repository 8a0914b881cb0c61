"""Plain names for ways of teaching, with the field's own term and a sentence for those who want it.

The plain name is for everyone; the technical one and its sentence stand under "Details".
"""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from core.types import Route


@dataclass(frozen=True, slots=True)
class MethodName:
    """A way of teaching in words."""

    plain: str
    technical: str
    sentence: str = ""


class MethodNames(QObject):
    """A QObject because Qt Linguist files sentences by class."""

    def name(self, id: str) -> MethodName:
        """A row of the table of methods by its id; an unknown one is called by it."""
        plain, technical, sentence = (self._notes() | self._others()).get(id, (id, id, ""))
        return MethodName(plain, technical, sentence)

    def _notes(self) -> dict[str, tuple[str, str, str]]:
        """Those that write small notes beside the model's numbers."""
        return {
            "lora": (
                self.tr("Add-on notes"),
                "LoRA",
                self.tr("Two narrow matrices beside each weight are taught; the weights stay."),
            ),
            "lora-plus": (
                self.tr("Add-on notes, learnt faster"),
                "LoRA+",
                self.tr("LoRA whose second matrix learns at a higher rate than the first."),
            ),
            "rslora": (
                self.tr("Add-on notes, steady when wide"),
                "rsLoRA",
                self.tr("LoRA scaled by the square root of its rank."),
            ),
            "lora-fa": (
                self.tr("Add-on notes, half of them fixed"),
                "LoRA-FA",
                self.tr("LoRA whose first matrix stays as it was drawn by chance."),
            ),
            "vera": (
                self.tr("The smallest notes"),
                "VeRA",
                self.tr("Fixed random matrices shared by all layers; two vectors are taught."),
            ),
            "delta-lora": (
                self.tr("Add-on notes that build up"),
                "Delta-LoRA",
                self.tr("LoRA that also moves the weights by what its matrices changed."),
            ),
            "qlora": (
                self.tr("Add-on notes on a shrunk model"),
                "QLoRA (NF4)",
                self.tr("LoRA on weights of four bits, quantised twice."),
            ),
            "qlora-gguf": (
                self.tr("Add-on notes on the chat's own model file"),
                "QLoRA (GGUF)",
                self.tr("LoRA right on the quantised file that the chat opens."),
            ),
            "dora": (
                self.tr("Add-on notes and strengths"),
                "DoRA",
                self.tr("LoRA that teaches the direction of a weight and its size apart."),
            ),
            "dpo": (
                self.tr("From better and worse answers"),
                "DPO",
                self.tr("LoRA that learns to prefer the better of two answers."),
            ),
        }

    def _others(self) -> dict[str, tuple[str, str, str]]:
        """Those that change the model itself, or put something in front of it."""
        return {
            "full": (
                self.tr("The whole model"),
                self.tr("full fine-tuning"),
                self.tr("Every weight is taught. It takes the most memory and time."),
            ),
            "bias": (
                self.tr("Offsets only"),
                "BitFit",
                self.tr("Only the biases are taught, a very small part of the model."),
            ),
            "prompt": (
                self.tr("Learnt opening words"),
                self.tr("prompt tuning"),
                self.tr("Vectors in front of each prompt are taught, as if they were words."),
            ),
            "p-tuning": (
                self.tr("Learnt opening words, through a helper"),
                "P-tuning v1",
                self.tr("As prompt tuning, the vectors written by a small network."),
            ),
            "prefix": (
                self.tr("A learnt memory"),
                self.tr("prefix tuning"),
                self.tr("Keys and values in front of every layer are taught, through a network."),
            ),
            "p-tuning-v2": (
                self.tr("A learnt memory, direct"),
                "P-tuning v2",
                self.tr("Keys and values in front of every layer are taught as they are."),
            ),
            "adapters": (
                self.tr("Small parts put in between"),
                self.tr("bottleneck adapters (Houlsby)"),
                self.tr("Small networks between the layers are taught."),
            ),
        }

    def route(self, route: str) -> str:
        """What a route (core.types.Route) means for chat, in one sentence."""
        return {
            Route.ADAPTER: self.tr(
                "A small file beside the model. You switch it on and off while you talk."
            ),
            Route.SOFT_PROMPT: self.tr(
                "A few learnt words that the model reads before each question."
                " You switch them on and off while you talk."
            ),
            Route.PREFIX: self.tr(
                "A learnt memory that stands before each conversation."
                " You switch it on and off while you talk."
            ),
            Route.MERGED: self.tr(
                "A model of its own. You choose it in chat as you choose any other model."
            ),
            Route.TRANSFORMERS: self.tr(
                "A model of its own that only the slower way of running knows."
                " It takes memory of its own and answers more slowly."
            ),
        }.get(Route(route) if route in list(Route) else Route.ADAPTER, "")


method_names = MethodNames()
