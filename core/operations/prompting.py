"""Instructions for writing models, and the lab that puts models and instructions side by side."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.events import Changes, Road
from core.types import LabCandidate, LabResult, Prompt
from core.verbs import Lane, Urgency, verb

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase


@verb(Lane.VIEW)
def list_prompts(library: "KnowledgeBase | None") -> Road[tuple[Prompt, ...]]:
    """The instructions there are, the program's and the person's."""
    from core.prompting.store import prompts

    yield from ()
    return prompts()


@verb(Lane.VIEW)
def save_prompt(library: "KnowledgeBase | None", prompt: Prompt) -> Road[Prompt]:
    """Keep an instruction as its next version; a changed one of the program becomes an own one."""
    from core.prompting.store import save

    saved = save(prompt)
    yield Changes(prompts=True)
    return saved


@verb(Lane.VIEW)
def prompt_versions(library: "KnowledgeBase | None", id: str) -> Road[tuple[Prompt, ...]]:
    """All versions of an instruction, latest first."""
    from core.prompting.store import versions

    yield from ()
    return versions(id)


@verb(Lane.VIEW)
def remove_prompt(library: "KnowledgeBase | None", id: str) -> Road[None]:
    """Remove an own instruction; one of the program comes back as it was."""
    from core.prompting.store import remove

    remove(id)
    yield Changes(prompts=True)


@verb(Lane.MODEL, Urgency.SOON)
def run_lab(
    library: "KnowledgeBase", questions: Sequence[str], candidates: Sequence[LabCandidate]
) -> Road[LabResult]:
    """Let each candidate answer each question; cells are told as they come, nothing is kept."""
    from core.lab.running import run

    return (yield from run(library, tuple(questions), tuple(candidates)))
