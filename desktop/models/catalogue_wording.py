"""The sentences of the catalogue: what a model is good for, how large it is, what goes wrong."""

from PySide6.QtCore import QLocale, QObject

from core.errors import LecternError
from core.events import Progress, Stage
from core.types import CatalogueEntry, Fit, InstalledModel, ModelKind, ModelOverview
from desktop import error_text, translations
from desktop.session import RunningJob

READING_WORDS = 4.0
"""Words a second that a person reads, about."""


class CatalogueWording(QObject):
    """A QObject because Qt Linguist files sentences by class."""

    def fit(self, fit: Fit) -> str:
        """Whether a model fits this computer."""
        return {
            Fit.WELL: self.tr("Fits this computer"),
            Fit.TIGHT: self.tr("Just fits"),
            Fit.TOO_LARGE: self.tr("Too large"),
        }[fit]

    def kind(self, kind: ModelKind) -> str:
        """What a model is for."""
        return {
            ModelKind.CHAT: self.tr("Writes answers"),
            ModelKind.EMBEDDING: self.tr("Finds passages"),
            ModelKind.RERANKER: self.tr("Judges what was found"),
            ModelKind.OCR: self.tr("Reads scans"),
        }[kind]

    def summary(self, entry: CatalogueEntry) -> str:
        """What it is good for, in the language of the window."""
        chinese = QLocale().language() == QLocale.Language.Chinese
        return entry.summary_zh if chinese else entry.summary_en

    def languages(self, codes: tuple[str, ...]) -> str:
        """The languages it knows."""
        known = {"zh": self.tr("Chinese"), "en": self.tr("English")}
        named = [known[code] for code in codes if code in known]
        others = sum(code not in known and code != "many" for code in codes)
        said = self.tr(", ").join(named)
        if "many" in codes:
            return self.tr("{languages} and many more").format(languages=said)
        if others:
            more = self.tr("%n more language(s)", "", others)
            return self.tr("{languages} and {more}").format(languages=said, more=more)
        return said

    def entry_facts(self, entry: CatalogueEntry) -> list[str]:
        """Size, memory and languages of a model that can be downloaded."""
        size = translations.file_size(entry.bytes)
        facts = [self.tr("about {size} to download").format(size=size)]
        if entry.need is not None:
            taken = translations.file_size(entry.need.total)
            facts.append(self.tr("takes {size} of memory").format(size=taken))
        return [*facts, self.languages(entry.languages)]

    def installed_facts(self, model: InstalledModel) -> list[str]:
        """What is known of a model on this computer."""
        facts = [
            self.kind(model.kind),
            self.tr("{size} on the disk").format(size=translations.file_size(model.bytes)),
        ]
        if model.need is not None:
            taken = translations.file_size(model.need.total)
            facts.append(self.tr("takes {size} of memory").format(size=taken))
        if model.words_a_second:
            facts.append(self.speed(model.words_a_second))
        if model.licence:
            facts.append(self.tr("licence {name}").format(name=model.licence))
        return facts

    def speed(self, words_a_second: float) -> str:
        """How fast a model writes, measured here."""
        if words_a_second < 1:
            return self.tr("less than a word a second")
        said = self.tr("about %Ln word(s) a second", "", round(words_a_second))
        if words_a_second >= READING_WORDS:
            return self.tr("{speed}, faster than you read").format(speed=said)
        return said

    def computer(self, overview: ModelOverview) -> str:
        """What this computer has."""
        said = self.tr("This computer has {memory} of memory and {free} free on its disk.")
        memory = translations.file_size(overview.memory_bytes)
        free = translations.file_size(overview.free_bytes)
        return said.format(memory=memory, free=free)

    def sites(self, entries: tuple[CatalogueEntry, ...]) -> str:
        """Where models come from."""
        hosts = list(dict.fromkeys(host for entry in entries for host in entry.sites))
        return self.tr(
            "Models are fetched from {hosts}. Only the name of the model is sent there, "
            "nothing of yours."
        ).format(hosts=self.tr(", ").join(hosts))

    def progress(self, job: RunningJob) -> str:
        """How far a download is, on one line."""
        progress = job.progress
        if job.cancelling:
            return self.tr("Stopping…")
        if progress is None or progress.total <= 0:
            return self.tr("Paused") if job.paused else self.tr("Asking for its files…")
        if progress.stage is Stage.VERIFYING:
            return self.tr("Checking what came before…")
        counted = self._counted(progress)
        if job.paused:
            return self.tr("Paused at {counted}").format(counted=counted)
        parts = [counted]
        if progress.seconds_left >= 0 and progress.done < progress.total:
            left = translations.duration(progress.seconds_left)
            parts.append(self.tr("about {time} left").format(time=left))
        if progress.detail:
            parts.append(self.tr("from {host}").format(host=progress.detail))
        return " · ".join(parts)

    def stopped(self, came: int, entry: CatalogueEntry) -> str:
        """How much came of a download that was not ended."""
        there, whole = translations.file_size(came), translations.file_size(entry.bytes)
        return self.tr("Stopped at {came} of about {size}.").format(came=there, size=whole)

    def trouble(self, error: LecternError) -> tuple[str, str]:
        """A title and a sentence for what went wrong."""
        said = error_text.of_error(error)
        subject = error.subject
        if error.kind == "DiskFull" and "needed" in subject:
            sentence = self.tr("It needs {needed}, and {available} can be had. Free some space.")
            return said.title, sentence.format(
                needed=subject["needed"], available=subject["available"]
            )
        if error.kind == "UnsuitableModel":
            return said.title, self._unsuitable(subject.get("name", ""), subject.get("reason", ""))
        if error.kind == "ModelBroken":
            name = subject.get("name", "")
            sentence = self.tr("“{name}” is damaged, or was not copied whole. Copy it once more.")
            return said.title, sentence.replace("{name}", name)
        return said.title, said.sentence

    def problem(self, model: InstalledModel) -> str:
        """Why a model in the folder cannot be used."""
        if model.problem == "ModelBroken":
            return self.tr(
                "Damaged, or not copied whole. Remove it, then download or copy it once more."
            )
        return self.tr("Of a kind that cannot be used here.")

    def cost(self, model: InstalledModel) -> str:
        """What removing a model costs."""
        size = translations.file_size(model.bytes)
        if model.entry:
            return self.tr(
                "This frees {size}. To have it again you would download {size} again."
            ).format(size=size)
        return self.tr(
            "This frees {size}. It did not come from the list: without a copy of your own "
            "it is gone."
        ).format(size=size)

    def _unsuitable(self, name: str, reason: str) -> str:
        known = {
            "it is an addition to another model.": self.tr("it is an addition to another model"),
            "it is the part of a model that sees pictures.": self.tr(
                "it is the part of a model that sees pictures"
            ),
            "a part of it is missing.": self.tr("a part of it is missing"),
            "it holds no whole model.": self.tr("it holds no whole model"),
            "it holds several models; choose one of its files.": self.tr(
                "it holds several models; choose one of its files"
            ),
            "its weights are in a form that could run programs.": self.tr(
                "its form could run programs when it is opened"
            ),
            "its form could run programs when it is opened, or is not known here.": self.tr(
                "its form could run programs when it is opened, or is not known here"
            ),
            "writing models are opened from .gguf files only.": self.tr(
                "writing models are opened from .gguf files only"
            ),
        }
        why = known.get(reason, self.tr("it is of a kind that is not known here"))
        sentence = self.tr("“{name}” was left where it is: {reason}.")
        return sentence.replace("{reason}", why).replace("{name}", name)

    def _counted(self, progress: Progress) -> str:
        done = translations.file_size(progress.done)
        total = translations.file_size(progress.total)
        return self.tr("{done} of {total}").format(done=done, total=total)


words = CatalogueWording()
"""The one that all parts of the page ask."""
