"""What can answer: quotes, the models on this computer, the services that name one."""

import dataclasses
from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Signal, Slot

from core import operations
from core.events import Changes
from core.types import LESSON, QUOTING, Endpoint, ModelKind, ModelOverview, Prompt
from desktop.lesson_choices import LessonChoices
from desktop.session import Session


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """Something that can answer, as a list shows it."""

    name: str
    """As `ask` and the settings name it."""
    title: str
    host: str = ""
    """Where text goes; "" when it stays on this computer."""
    allowed: bool = True
    """Whether the person has agreed to that."""
    taught: bool = False
    """Whether it is a lesson that is a model of its own."""


class ModelChoices(QObject):
    """Kept up to date; `wake` asks for the models on this computer when they are first needed."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._awake = False
        self.overview: ModelOverview | None = None
        self.prompts: tuple[Prompt, ...] = ()
        """Instructions, once somebody has asked for them."""
        self.lessons = LessonChoices(session, self)
        """What of all that was taught can be on."""
        self.lessons.changed.connect(self.changed)
        session.settings_changed.connect(self.changed)
        session.changed.connect(self._on_changes)
        session.library_opened.connect(self._reload)

    def wake(self) -> None:
        """Look for models from now on."""
        if not self._awake:
            self._awake = True
            self._reload()

    def all(self) -> list[ModelChoice]:
        """Quotes first, then what is on this computer, what was taught, then services."""
        local = self.overview.installed if self.overview else ()
        found = [ModelChoice(QUOTING, self.tr("Quotes from your documents"))]
        found += [
            ModelChoice(each.name, each.title)
            for each in local
            if each.kind is ModelKind.CHAT and not each.problem
        ]
        found += [
            ModelChoice(LESSON + each.id, each.title, taught=True) for each in self.lessons.models()
        ]
        found += [choice_of(each) for each in self._session.settings.endpoints if each.model]
        return found

    def models(self) -> list[ModelChoice]:
        """Those that are language models."""
        return self.all()[1:]

    def called(self, name: str) -> str:
        """How a model is called; its own name where it is not known any more."""
        return next((each.title for each in self.all() if each.name == name), name)

    def instruction_called(self, prompt: str) -> str:
        """How the instruction of an answer, "id@version", is called; as it is where not known."""
        id = prompt.partition("@")[0]
        return next((each.title for each in self.prompts if each.id == id), prompt)

    @property
    def current(self) -> str:
        """What answers questions by the settings."""
        settings = self._session.settings
        return settings.answering or settings.writing_model or QUOTING

    def hosts(self) -> list[str]:
        """Other computers that get text with the next question: for its answer, or to search."""
        settings = self._session.settings
        names = dict.fromkeys((self.current, settings.writing_model))
        found = [settings.endpoint(name) for name in names if name]
        choices = [choice_of(each) for each in found if each is not None]
        return list(dict.fromkeys(each.host for each in choices if each.host and each.allowed))

    def allow(self, name: str) -> None:
        """The person has agreed that text is sent to a service."""
        self._session.change_settings(
            endpoints=tuple(
                dataclasses.replace(each, allowed=True) if each.name == name else each
                for each in self._session.settings.endpoints
            )
        )

    @Slot()
    def _reload(self) -> None:
        if self._awake and self._session.summary is not None:
            request = self._session.link.start(operations.list_models)
            request.done.connect(self._on_overview)
            self.lessons.reload()

    @Slot(object, object)
    def _on_changes(self, changes: Changes, _: object) -> None:
        if changes.models:
            self._reload()
        elif changes.lessons and self._awake:
            self.lessons.reload()

    @Slot(object)
    def _on_overview(self, overview: ModelOverview) -> None:
        self.overview = overview
        self.changed.emit()


def choice_of(endpoint: Endpoint) -> ModelChoice:
    """A service as something that can answer."""
    title = f"{endpoint.name} · {endpoint.model}" if endpoint.model else endpoint.name
    host = "" if endpoint.is_here else host_of(endpoint)
    return ModelChoice(endpoint.name, title, host, endpoint.allowed or endpoint.is_here)


def host_of(endpoint: Endpoint) -> str:
    """The name of the computer that a service is on."""
    try:
        return urlsplit(endpoint.address).hostname or endpoint.address
    except ValueError:
        return endpoint.address
