"""What the page of services says: where text goes, where keys are, how a try went."""

from PySide6.QtCore import QObject

from core.errors import LecternError
from core.types import Endpoint, EndpointCheck, Flaw, KeyPlace
from desktop import error_text, translations


class ServiceWording(QObject):
    """A class, because lupdate finds words in `self.tr` only."""

    def where(self, endpoint: Endpoint) -> str:
        """Where what is asked goes, in short."""
        if endpoint.is_here:
            return self.tr("On this computer: nothing leaves it.")
        host = endpoint.host or "…"
        if endpoint.allowed:
            return self.tr("Not on this computer: your text is sent to {host}.").replace(
                "{host}", host
            )
        return self.tr(
            "Not on this computer, but at {host}. Nothing is sent before you agree."
        ).replace("{host}", host)

    def sent(self, endpoint: Endpoint) -> str:
        """What the person is asked to agree to."""
        return self.tr(
            "Your questions and the passages found for them are sent to {host}, and so is the text"
            " of your documents where a model there reads or prepares them."
        ).replace("{host}", endpoint.host or "…")

    def open_way(self) -> str:
        """A warning where nothing is encrypted."""
        return self.tr("The way there is not encrypted: others on it can read what is sent.")

    def flaw(self, flaw: Flaw) -> str:
        """What is wrong with what was typed."""
        return {
            Flaw.NONE: "",
            Flaw.NO_ADDRESS: self.tr("An address begins with http:// or https://."),
            Flaw.NOT_HERE: self.tr("No password or key belongs here: it would be stored openly."),
            Flaw.NO_HEADER: self.tr("Each line is a name, a colon and a value."),
            Flaw.OURS: self.tr("Lectern writes this line itself."),
        }[flaw]

    def key(self, place: KeyPlace, endpoint: Endpoint) -> str:
        """Where a key is."""
        if place is KeyPlace.NONE and endpoint.is_here:
            return self.tr("Programs on this computer mostly want none.")
        return {
            KeyPlace.NONE: self.tr("No key is kept."),
            KeyPlace.KEYRING: self.tr("The key is in the system’s keyring."),
            KeyPlace.FILE: self.tr("The key is kept encrypted, and open until Lectern closes."),
            KeyPlace.LOCKED: self.tr("The key is kept encrypted. Enter the passphrase to use it."),
            KeyPlace.SESSION: self.tr("The key is kept until Lectern closes, and nowhere stored."),
            KeyPlace.VARIABLE: self.tr("The key comes from the environment variable {name}."),
        }[place].replace("{name}", endpoint.key_variable)

    def outcome(self, outcome: EndpointCheck | LecternError | None) -> str:
        """How a try went."""
        if outcome is None:
            return ""
        if isinstance(outcome, LecternError):
            worded = error_text.of_error(outcome)
            # A new line, not a space: Chinese has none between sentences.
            return f"{worded.title}\n{worded.sentence}"
        if outcome.reply and outcome.seconds < 1:
            return self.tr("It answers in less than a second.")
        if outcome.reply:
            took = translations.duration(outcome.seconds)
            return self.tr("It answers; one word took {time}.").replace("{time}", took)
        if outcome.models:
            return self.tr("Connected: %n model(s). Choose one.", "", len(outcome.models))
        return self.tr("Connected. Write the name of the model to use.")


words = ServiceWording()
