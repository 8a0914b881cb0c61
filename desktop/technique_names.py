"""Plain names for ways of preparing and searching documents, with the field's own term beside.

The plain name is for everyone; the technical one and its sentence stand under "Details", for those
who know the field. A technique that another package brings is called by its own name.
"""

from dataclasses import dataclass
from pathlib import PurePath

from PySide6.QtCore import QObject

from core.types import Choice, ExamSitting, Recipe, RecipeEstimate
from desktop import translations


@dataclass(frozen=True, slots=True)
class TechniqueName:
    """A technique in words; `plain` goes on after "prepared", "searched" or "read with"."""

    plain: str
    technical: str
    sentence: str = ""


class TechniqueNames(QObject):
    """A QObject because Qt Linguist files sentences by class."""

    def of_choice(self, choice: Choice) -> TechniqueName:
        """A technique that can be chosen."""
        worded = {"chunkers": self.chunker, "embedders": self.embedder}
        return worded.get(choice.table, self.retriever)(choice.name)

    def chunker(self, name: str) -> TechniqueName:
        """How documents are parted into passages."""
        known = {
            "fixed": (
                self.tr("in equal pieces"),
                self.tr("Fixed number of tokens with a sliding overlap."),
            ),
            "recursive": (
                self.tr("by chapters and paragraphs"),
                self.tr("Recursive: sections, then paragraphs, then sentences."),
            ),
            "semantic": (
                self.tr("by change of subject"),
                self.tr("Semantic: a boundary where the meaning of sentences changes."),
            ),
            "structure": (
                self.tr("by headings, lists and tables"),
                self.tr("Structure: lists, tables and code stay whole."),
            ),
            "model": (
                self.tr("by the writing model"),
                self.tr("A language model proposes where to part the text."),
            ),
        }
        return _named(known, name)

    def retriever(self, name: str) -> TechniqueName:
        """How passages are searched."""
        known = {
            "auto": (
                self.tr("as Lectern sees fit"),
                self.tr("Chooses for each question."),
            ),
            "vector": (
                self.tr("by meaning"),
                self.tr("Nearest vectors (dense retrieval)."),
            ),
            "keyword": (
                self.tr("by words"),
                self.tr("BM25 over words, codes and numbers."),
            ),
            "hybrid": (
                self.tr("by meaning and words"),
                self.tr("Vector and keyword search, joined by score."),
            ),
            "rrf": (
                self.tr("by meaning and words, by rank"),
                self.tr("Vector and keyword search, joined by reciprocal rank fusion."),
            ),
            "sections": (
                self.tr("section first, then paragraph"),
                self.tr("Finds the section, then the passage in it (hierarchical retrieval)."),
            ),
            "overview": (
                self.tr("in breadth"),
                self.tr("One passage of each section before a second of any."),
            ),
            "fusion": (
                self.tr("asked in several ways"),
                self.tr("RAG-Fusion: a language model words the question anew."),
            ),
            "hyde": (
                self.tr("by an imagined answer"),
                self.tr("HyDE: searches with an answer that a language model makes up."),
            ),
            "decompose": (
                self.tr("in several steps"),
                self.tr("Multi-hop: the question is taken apart by a language model."),
            ),
            "rerank": (
                self.tr("read once more and sorted"),
                self.tr("What was found is sorted anew by a reranker."),
            ),
            "graph": (
                self.tr("over the map of names"),
                self.tr("Knowledge graph: bridges from what is found, and PageRank."),
            ),
            "path": (
                self.tr("along the way from one name to another"),
                self.tr("Paths of the knowledge graph, and the sentences of their steps."),
            ),
            "global": (
                self.tr("by the themes of all documents"),
                self.tr("Map and reduce over the reports of the graph's communities."),
            ),
        }
        return _named(known, name)

    def embedder(self, spec: str) -> TechniqueName:
        """The reading model, from its name with ":" and source where it has one."""
        name, _, source = spec.partition(":")
        if name == "minilm":
            return TechniqueName(self.tr("the built-in reading model"), "all-MiniLM-L6-v2")
        if name in ("folder", "gguf") and source:
            return TechniqueName(_called(self.tr("reading model “{name}”"), _last(source)), spec)
        if name == "endpoint" and source:
            return TechniqueName(_called(self.tr("reading model at “{name}”"), source), spec)
        return TechniqueName(spec, spec)

    def way(self, sitting: ExamSitting, embedders: bool = False) -> str:
        """How a sitting's documents were prepared and searched, on one line."""
        parts = [
            _called(self.tr("Prepared {name}"), self.chunker(sitting.chunker).plain),
            _called(self.tr("searched {name}"), self.retriever(sitting.retriever).plain),
        ]
        if embedders:
            parts.append(self.embedder(sitting.embedder).plain)
        return " · ".join(parts)

    def short_way(self, sitting: ExamSitting, embedders: bool = False) -> str:
        """The same where there is little room: the names alone."""
        parts = [self.chunker(sitting.chunker).plain, self.retriever(sitting.retriever).plain]
        if embedders:
            parts.append(self.embedder(sitting.embedder).plain)
        return " · ".join(parts)

    def technical_way(self, sitting: ExamSitting) -> str:
        """The same in the field's terms."""
        return f"{sitting.chunker} · {sitting.retriever} · {sitting.embedder}"

    def recipe(self, recipe: Recipe) -> str:
        """A way of preparing, on one line."""
        prepared = _called(self.tr("Prepared {name}"), self.chunker(recipe.chunker).plain)
        return f"{prepared} · {self.embedder(recipe.embedder).plain}"

    def cost(self, estimate: RecipeEstimate) -> str:
        """What preparing another way takes."""
        text = _called(
            self.tr(
                "Preparing %Ln document(s) this way takes about {name} and {room} of disk.",
                "",
                estimate.documents,
            ),
            translations.duration(estimate.seconds),
        ).replace("{room}", translations.file_size(estimate.bytes))
        if estimate.model_requests:
            asked = self.tr("The writing model is asked %Ln time(s).", "", estimate.model_requests)
            # Chinese puts no space between sentences.
            text += asked if text.endswith("。") else f" {asked}"
        return text

    def with_needs(self, choice: Choice, plain: str) -> str:
        """A technique's plain name, with what is missing for it."""
        needs = self.needs(choice)
        if not needs:
            return plain
        return _called(self.tr("{name} ({needs})"), plain).replace("{needs}", needs)

    def needs(self, choice: Choice) -> str:
        """What is missing for a technique, "" when nothing is."""
        if not choice.needs:
            return ""
        known = {
            "model": self.tr("needs a writing model"),
            "reranker": self.tr("needs a sorting model"),
        }
        return known.get(choice.needs, self.tr("not on this computer"))


def _named(known: dict[str, tuple[str, str]], name: str) -> TechniqueName:
    plain, sentence = known.get(name, (name, ""))
    return TechniqueName(plain, name, sentence)


def _called(template: str, name: str) -> str:
    return template.replace("{name}", name)


def _last(path: str) -> str:
    return PurePath(path.replace("\\", "/")).stem or path


technique_names = TechniqueNames()
