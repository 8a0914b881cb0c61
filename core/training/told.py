"""What the trainer's process says, and the orders it takes; light enough for the engine to import.

Orders, one at a time, each a plain mapping with "do":
    estimate   lesson (a folder as core/lessons/store.py keeps it), base (a path), plan, row (of
               the table of methods), as all that follow
    train      goes on at the last checkpoint where there is one
    export     what the best checkpoint learnt, into <lesson>/export/, self-tested; or in another
               form at a path
    answer     messages, max_tokens     (methods that only PyTorch can run)
    go         leave to do `count` more micro-steps: without leave a lesson stands still, so that a
               road that is not asked to go on, paused or behind a chat, holds the trainer too
    hold       stand still at once, within a micro-step too, until the next go or stop
    stop       save and end the order
Answers are the values below; an order ends with Ended or Refused. They cross the pipe as mappings
of their fields with "is", the name of the class.
"""

from dataclasses import dataclass

from core.types import LessonEstimate, LessonPoint, SampleAnswer


@dataclass(frozen=True, slots=True)
class MicroStepped:
    """A micro-step has been done: an example or a pack of them, forward and backward."""

    step: int
    steps: int
    tokens_a_second: float
    seconds_left: float
    memory_bytes: int
    device_bytes: int = 0
    """Of a graphics card."""


@dataclass(frozen=True, slots=True)
class Stepped:
    """The optimiser has made a step."""

    point: LessonPoint


@dataclass(frozen=True, slots=True)
class Sampled:
    """A held-out question was answered anew."""

    sample: SampleAnswer


@dataclass(frozen=True, slots=True)
class Saved:
    """A checkpoint is on the disk; `best_step` is the best so far on held-out examples."""

    step: int
    best_step: int
    held_out: float


@dataclass(frozen=True, slots=True)
class Measured:
    """The probe has ended."""

    estimate: LessonEstimate


@dataclass(frozen=True, slots=True)
class Exported:
    """What was learnt lies in a form that chat takes, and its self-test has passed."""

    route: str
    path: str
    file_bytes: int
    difference: float
    """Largest difference of logits between what was trained and what was exported."""
    equal_answers: int
    answers: int
    near_ties: int = 0
    """Of the other answers, those that part where two tokens are about as likely."""
    small_difference: float = -1.0
    small_equal: int = -1
    """The same of a merged model in the form it is kept in, where that is a smaller one."""


@dataclass(frozen=True, slots=True)
class Wrote:
    """A piece of an answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Working:
    """Something that takes long is under way: "loading", "measuring", "exporting", "testing", or
    "general": the base answers general questions that will be mixed in."""

    what: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Ended:
    """The order is done. `why`: "done", "early" (no gain on held-out examples), "stopped"."""

    why: str
    step: int = 0
    trainable: int = 0
    parameters: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """The order failed: the name of an error of core/errors.py and its fields."""

    error: str
    subject: tuple[tuple[str, str], ...] = ()


Told = (
    MicroStepped
    | Stepped
    | Sampled
    | Saved
    | Measured
    | Exported
    | Wrote
    | Working
    | Ended
    | Refused
)
