"""What communities are about, in the model's words: the largest first, each from its sentences."""

from functools import partial
from typing import TYPE_CHECKING

from core.errors import ModelNonsense, ModelTooSlow
from core.events import Progress, Road, Stage
from core.graph.model_reports import REPLY_TOKENS, checked, digest_of, messages, schema
from core.models.json_asking import asked_json
from core.stores.graph_model import GraphModel
from core.types import Community, CommunityReport

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase
    from core.protocols import LanguageModel

MOST = 40
"""Reports that are written at a time."""
LEVELS = (0, 1)
"""Of these levels of communities, the coarsest ones."""
FEWEST = 3
"""Sentences of a community that is worth a report."""
HOPELESS = 3
"""Reports in a row that fail before the model is left alone."""


def write(library: "KnowledgeBase", model: "LanguageModel") -> Road[int]:
    """Write of the largest communities that no model has written of yet; how many were written.

    Each is kept when it is written. One that makes no sense is left out.

    Raises:
        ModelNonsense: none of several makes sense.
        ModelError: the model failed; what was written stays.
    """
    store = GraphModel(library.database)
    todo = _todo(library, store)
    written = failures = 0
    for number, report in enumerate(todo):
        name = report.community.name
        progress = partial(Progress, Stage.THINKING, number, len(todo), -1.0, name)
        yield progress()
        try:
            value = yield from asked_json(
                model, messages(report), schema(report), REPLY_TOKENS, progress
            )
            summary = checked(value, report, model.name)
            if summary is None:
                raise ModelNonsense(name=model.name)
        except (ModelNonsense, ModelTooSlow):
            failures += 1
            if failures >= min(HOPELESS, len(todo)):
                if not written:
                    raise
                break
            continue
        failures = 0
        store.keep_summary(digest_of(report), summary)
        written += 1
    return written


def _todo(library: "KnowledgeBase", store: GraphModel) -> list[CommunityReport]:
    from core.graph_looking import communities, community_report

    every: dict[int, Community] = {}
    for level in LEVELS:
        every |= {each.id: each for each in communities(library, level)}
    reports: list[CommunityReport] = []
    for each in sorted(every.values(), key=lambda one: (-one.size, one.id)):
        report = community_report(library, each.id)
        if len(report.sentences) >= FEWEST and store.summary(digest_of(report)) is None:
            reports.append(report)
        if len(reports) == MOST:
            break
    return reports
