"""Teaching a writing model: examples, plans, what a lesson costs, how it goes, what came of it."""

from dataclasses import dataclass
from enum import StrEnum

from core.types.measuring import GoldSpan

FOLDER = "folder:"
"""Begins the name of a base that is a folder of transformers elsewhere: its absolute path."""
TEACHABLE = ("llama", "qwen2", "qwen3")
"""Builds of models, as GGUF names them, that can be taught."""


def can_be_taught(architecture: str) -> bool:
    """Whether a model of this build, by its name in GGUF, can be taught."""
    return architecture in TEACHABLE


class Route(StrEnum):
    """How what was learnt gets into chat."""

    ADAPTER = "adapter"
    """A small file switched on and off while the model stays loaded."""
    SOFT_PROMPT = "soft_prompt"
    """Vectors read in front of every prompt."""
    PREFIX = "prefix"
    """Keys and values put into the cache in front of every prompt."""
    MERGED = "merged"
    """A model of its own, written anew and made small again."""
    TRANSFORMERS = "transformers"
    """It runs in PyTorch alone; slower, and not in the same program as other chats."""


@dataclass(frozen=True, slots=True)
class TeachingMethod:
    """A row of the table of methods (core/training/methods)."""

    id: str
    route: Route
    bases: tuple[str, ...]
    """What it can train on: "gguf", "folder"."""
    swaps: bool
    """Whether it is switched on and off in the middle of a conversation."""
    paper: str
    """Where it comes from, as "arXiv:2106.09685"."""
    rate: float
    """Learning rate that suits it, unless the plan says another."""
    pairs: bool = False
    """Whether it learns from a better and a worse answer."""
    weak_on_small: bool = False
    """Known to do little on models of few parameters; the window says so."""


class ExampleOrigin(StrEnum):
    """Where an example comes from."""

    DOCUMENT = "document"
    """By rules, from a document's definitions, headings, tables, questions with answers."""
    MODEL = "model"
    """Written by a writing model about a passage."""
    LIKED = "liked"
    CORRECTED = "corrected"
    FILE = "file"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Example:
    """A question and how it should be answered."""

    id: int
    question: str
    answer: str
    origin: ExampleOrigin
    system: str = ""
    rejected: str = ""
    """A worse answer, for methods that learn from pairs."""
    source: GoldSpan | None = None
    """The place it rests on."""
    language: str = ""
    accepted: bool = True
    held_out: bool = False
    """Kept from training, to see how well it does on what it has not seen."""
    turns: tuple[tuple[str, str], ...] = ()
    """Earlier questions and answers of the same conversation."""


@dataclass(frozen=True, slots=True)
class ExampleProblem:
    """Why a row of a file is no example, and what to do."""

    row: int
    """From 1; 0 for the file as a whole."""
    kind: str
    """Stable name; the window words it anew."""
    sentence: str
    remedy: str
    file: str = ""
    """Name of the file; "" where it is none."""
    details: tuple[tuple[str, str], ...] = ()
    """What the sentence speaks of, by name."""


@dataclass(frozen=True, slots=True)
class ExamplesFound:
    """What was read or made."""

    examples: tuple[Example, ...]
    problems: tuple[ExampleProblem, ...] = ()
    problem_count: int = 0
    """All of them; `problems` holds the first hundred."""
    format: str = ""
    """"alpaca", "sharegpt", "messages", "pairs", "table", "documents"."""
    duplicates: int = 0
    near_duplicates: int = 0
    added: int = 0
    """Kept in a lesson, where they were gathered into one; `examples` is empty then."""


@dataclass(frozen=True, slots=True)
class ExamplesReport:
    """What a set of examples is like."""

    total: int
    accepted: int
    held_out: int
    pairs: int
    languages: tuple[tuple[str, int], ...]
    tokens: int
    """Of all accepted examples, as the base counts them."""
    longest: int
    cut: int
    """Examples longer than the plan allows; what is over is cut."""
    origins: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class LessonPlan:
    """Everything that decides what a lesson becomes; kept as TOML."""

    title: str
    base: str
    """"local:…": a GGUF file or a folder with safetensors."""
    method: str = "lora"
    max_tokens: int = 512
    """Of an example; longer ones are cut."""
    epochs: float = 3.0
    batch: int = 32
    """Examples behind one step, by accumulation."""
    rate: float = 0.0
    """Learning rate; 0 for what suits the method."""
    rank: int = 8
    alpha: float = 16.0
    dropout: float = 0.0
    virtual_tokens: int = 16
    warm_up: float = 0.05
    weight_decay: float = 0.0
    seed: int = 1
    hold_out: float = 0.1
    fast: bool = False
    """Teach the upper quarter of layers alone, on what the lower ones compute once."""
    checkpointing: bool = False
    """Compute activations twice to keep fewer of them."""
    stop_early: int = 3
    """Looks at held-out examples without gain after which it ends; 0 for never."""
    general: float = 0.1
    """Share of general examples mixed in against forgetting."""
    options: tuple[tuple[str, float], ...] = ()
    """Further figures of a method by name, as ("lambda", 0.5) of Delta-LoRA."""


PLAN_LIMITS: dict[str, tuple[float, float]] = {
    "max_tokens": (16, 32_768),
    "epochs": (0.01, 1000),
    "batch": (1, 4096),
    "rate": (0, 1),
    "rank": (1, 1024),
    "alpha": (0.01, 4096),
    "dropout": (0, 0.9),
    "virtual_tokens": (1, 512),
    "warm_up": (0, 0.9),
    "weight_decay": (0, 1),
    "seed": (0, 2**31),
    "hold_out": (0, 0.5),
    "stop_early": (0, 1000),
    "general": (0, 0.5),
}
"""The least and the most that each figure of a plan may be."""


@dataclass(frozen=True, slots=True)
class LessonEstimate:
    """Measured on the longest example and three steps."""

    memory_bytes: int
    available_bytes: int
    seconds: float
    steps: int
    tokens: int
    trainable: int
    parameters: int
    fits: bool
    smaller: LessonPlan | None = None
    """The same with smaller settings that would fit; None where nothing would."""
    device: str = "cpu"


class LessonState(StrEnum):
    """Where a lesson stands."""

    DRAFT = "draft"
    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class LessonPoint:
    """A step of a lesson; losses are mean cross-entropies a token in nats, -1: not measured."""

    step: int
    loss: float
    held_out: float = -1.0
    tokens_a_second: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class SampleAnswer:
    """How a held-out question was answered before, and after a step."""

    step: int
    question: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as a list shows it."""

    id: str
    plan: LessonPlan
    state: LessonState
    created: float
    step: int = 0
    steps: int = 0
    loss: float = -1.0
    held_out: float = -1.0
    best_step: int = 0
    seconds: float = 0.0
    """Of training so far, pauses left out."""
    seconds_left: float = -1.0
    tokens_a_second: float = 0.0
    memory_bytes: int = 0
    available_bytes: int = 0
    """Memory it may use, as measured before the start; 0 where nobody has measured it."""
    device: str = ""
    """What computes: "cpu", "cuda", "mps"; "" before it began."""
    device_bytes: int = 0
    """Memory in use on a graphics card."""
    saved: float = 0.0
    """When it was last saved, seconds since the epoch."""
    examples: int = 0
    trainable: int = 0
    parameters: int = 0
    interrupted: bool = False
    """Its program ended while it was being taught; it can go on."""
    error: str = ""
    error_subject: tuple[tuple[str, str], ...] = ()
    route: str = ""
    exported: str = ""
    """Path of what chat uses; "" before its self-test has passed."""
    file_bytes: int = 0


@dataclass(frozen=True, slots=True)
class ChatLesson:
    """A lesson that chat can take."""

    id: str
    title: str
    route: str
    method: str
    models: tuple[str, ...] = ()
    """Models on this computer that it can be switched on with; none where it is one itself."""


@dataclass(frozen=True, slots=True)
class LessonDetail:
    """A lesson with its course."""

    lesson: Lesson
    points: tuple[LessonPoint, ...]
    samples: tuple[SampleAnswer, ...] = ()
    verdict: "LessonVerdict | None" = None


@dataclass(frozen=True, slots=True)
class WayScore:
    """How one way of answering did: "base", "rag", "tuned", "tuned_rag"."""

    way: str
    score: float
    low: float
    high: float
    """Score with its 95 % interval, 0 to 1."""
    questions: int


@dataclass(frozen=True, slots=True)
class LessonVerdict:
    """Whether it helped, by the exam; and what it forgot."""

    ways: tuple[WayScore, ...]
    best: str
    helped: str
    """"yes", "no", "unclear"."""
    forgot: float
    """Points lost on the fixed general set, 0 to 1; below 0: not measured."""
    taken: float = 0.0


@dataclass(frozen=True, slots=True)
class MethodFigures:
    """A row of the comparison of methods, from a run on this computer."""

    method: str
    trainable_share: float
    memory_bytes: int
    seconds_a_step: float
    steps_to_target: int
    """0 where the target was not reached."""
    file_bytes: int
    loss: float
    score: float = -1.0
    forgot: float = -1.0
