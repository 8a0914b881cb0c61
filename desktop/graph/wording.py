"""The sentences of the map: kinds, places, how far it is, what was corrected."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from core.types import (
    Citation,
    Community,
    Connection,
    Correction,
    CorrectionKind,
    Entity,
    EntityKind,
    GraphStatus,
)
from desktop import translations
from desktop.session import RunningJob

_NAMED = 3
"""Names that a sentence lists before it counts."""


class MapWording(QObject):
    """A QObject because Qt Linguist files sentences by class."""

    def kind(self, kind: str) -> str:
        """What an entity is, in one word."""
        known = {
            EntityKind.PERSON: self.tr("Person"),
            EntityKind.PLACE: self.tr("Place"),
            EntityKind.ORGANISATION: self.tr("Organisation"),
            EntityKind.WORK: self.tr("Work"),
            EntityKind.TERM: self.tr("Term"),
            EntityKind.EVENT: self.tr("Event"),
            EntityKind.DATE: self.tr("Date"),
            EntityKind.NUMBER: self.tr("Figure"),
            EntityKind.OTHER: self.tr("Other"),
        }
        try:
            return known[EntityKind(kind)]
        except ValueError:
            return kind

    def facts(self, status: GraphStatus) -> str:
        """What the map holds: "1,284 entries · 3,906 connections · from 4 documents"."""
        return " · ".join(
            (
                self.tr("%Ln entry(s)", "", status.entities),
                self.tr("%Ln connection(s)", "", status.connections),
                self.tr("from %Ln document(s)", "", status.documents),
            )
        )

    def counts(self, entity: Entity) -> str:
        """Mentions and documents of an entity."""
        return " · ".join(
            (
                self.tr("named %Ln time(s)", "", entity.mentions),
                self.tr("in %Ln document(s)", "", entity.documents),
            )
        )

    def belonging(self, community: Community) -> str:
        """How large a community is."""
        return " · ".join(
            (
                self.tr("%Ln entry(s)", "", community.size),
                self.tr("in %Ln document(s)", "", community.documents),
            )
        )

    def spoken(self, entity: Entity) -> str:
        """An entity for a screen reader."""
        connections = self.tr("%Ln connection(s)", "", entity.connections)
        return f"{entity.name}, {self.kind(entity.kind)}, {connections}"

    def sentences(self, count: int) -> str:
        """How many sentences say so."""
        return self.tr("%Ln sentence(s)", "", count)

    def place(self, citation: Citation) -> str:
        """Where a sentence stands; a text without pages is all on its first."""
        if citation.page > 1 or citation.rectangles:
            template = self.tr("{title} · page {page}")
            return filled(template, title=citation.title, page=translations.number(citation.page))
        return citation.title

    def relation(self, connection: Connection, near: str) -> str:
        """What is said of a connection, read from the entity `near`: "founded →"."""
        if not connection.label:
            return ""
        if connection.source == near:
            return f"{connection.label} →"
        return f"← {connection.label}"

    def together(self, names: Sequence[str]) -> str:
        """Names in quotation marks: "“A”, “B” and 3 more"."""
        quoted = [filled(self.tr("“{name}”"), name=name) for name in names[:_NAMED]]
        more = len(names) - len(quoted)
        if more > 0:
            return filled(
                self.tr("{names} and %Ln more", "", more), names=self.tr(", ").join(quoted)
            )
        if len(quoted) > 1:
            first = self.tr(", ").join(quoted[:-1])
            return filled(self.tr("{first} and {last}"), first=first, last=quoted[-1])
        return "".join(quoted)

    # ---- how far it is -------------------------------------------------------------------------

    def state(self, status: GraphStatus) -> str:
        """Whether the map is up to date, and what that took."""
        if status.missing:
            return self.tr("%Ln document(s) not in the map yet", "", status.missing)
        parts = [self.tr("Map up to date"), self.tr("%Ln document(s)", "", status.documents)]
        if status.seconds > 0:
            parts.append(translations.duration(status.seconds))
        if status.read_by_model:
            parts.append(
                self.tr("%Ln document(s) read by the writing model", "", status.read_by_model)
            )
        elif status.documents:
            parts.append(self.tr("no writing model used"))
        return " · ".join(parts)

    def updating(self, job: RunningJob) -> str:
        """How far an update is."""
        if job.cancelling:
            return self.tr("Stopping…")
        progress = job.progress
        if progress is None or progress.total <= 0:
            return self.tr("Updating the map…")
        return filled(
            self.tr("Updating the map · {done} of {all}"),
            done=translations.number(min(progress.done + 1, progress.total)),
            all=translations.number(progress.total),
        )

    # ---- corrections ---------------------------------------------------------------------------

    def corrected(self, kind: str, names: Sequence[str], text: str = "") -> str:
        """What a correction did, in a few words: "merged “A” and “B”"."""
        named = self.together(names)
        template = {
            CorrectionKind.MERGE: self.tr("merged {names}"),
            CorrectionKind.SPLIT: self.tr("parted {text} from {names}"),
            CorrectionKind.RENAME: self.tr("renamed {names}"),
            CorrectionKind.RETYPE: self.tr("changed the kind of {names}"),
            CorrectionKind.HIDE: self.tr("hid {names}"),
            CorrectionKind.SHOW: self.tr("showed {names} again"),
            CorrectionKind.DIFFERENT: self.tr("kept {names} apart"),
            CorrectionKind.ADD: self.tr("added {names}"),
            CorrectionKind.CONNECT: self.tr("connected {names}"),
            CorrectionKind.DISCONNECT: self.tr("parted {names}"),
        }[CorrectionKind(kind)]
        if CorrectionKind(kind) is CorrectionKind.SPLIT and not text:
            template = self.tr("parted a name from {names}")
        return filled(template, names=named, text=self.together([text]))

    def undo(self, kind: str, names: Sequence[str]) -> str:
        """What the button takes back: "Undo: merged “A” and “B”"."""
        return filled(self.tr("Undo: {what}"), what=self.corrected(kind, names))

    def undone(self, kind: str, names: Sequence[str]) -> str:
        """What was taken back."""
        return filled(self.tr("Taken back: {what}"), what=self.corrected(kind, names))

    def done(self, correction: Correction, names: Sequence[str]) -> str:
        """What was just done, as a sentence."""
        what = self.corrected(correction.kind, names, correction.text)
        return filled(self.tr("On the map: {what}."), what=what)

    def reason(self, reason: str) -> str:
        """Why two entities look like one."""
        known = {
            "spelling": self.tr("almost the same spelling"),
            "abbreviation": self.tr("one looks like a short form of the other"),
            "translation": self.tr("the same in another language"),
            "part_of_name": self.tr("one is a part of the name of the other"),
            "company": self.tr("they are named beside the same others"),
        }
        return known.get(reason, "")


def filled(template: str, **words: str) -> str:
    """A sentence with its words in place. Not str.format: a name may hold braces."""
    for name, word in words.items():
        template = template.replace("{" + name + "}", word)
    return template


words = MapWording()
