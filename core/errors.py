"""Every error a person can meet.

LecternError
├── ReadingError              a file cannot be read
│   ├── UnsupportedFormat     no parser for this content
│   ├── PasswordNeeded        encrypted; ask for its password
│   ├── WrongPassword
│   ├── DamagedFile           truncated or not what it claims to be
│   ├── EmptyDocument         nothing to read in it
│   ├── TooLarge              over a limit of size, pages, memory or unpacking
│   ├── TooSlow               reading took longer than the limit
│   ├── FileVanished          gone or not readable when its turn came
│   ├── ConverterMissing      needs LibreOffice, which is not installed
│   └── ParserCrashed         the reading process ended by itself
├── LibraryError
│   ├── LibraryNotFound
│   ├── LibraryBusy           another program is writing to it
│   ├── LibraryTooNew         made by a newer Lectern
│   ├── LibraryDamaged
│   ├── ReadOnlyLibrary
│   └── DiskFull
├── ModelError
│   ├── ModelMissing          an embedder or language model that is not installed
│   ├── ModelBroken           its files cannot be loaded
│   ├── NoModel               a writing model is needed and none is chosen
│   ├── ModelUnreachable      its server cannot be reached
│   ├── ModelTooSlow          nothing came from it for too long
│   ├── ModelRefused          its server answered with an error
│   │   ├── ModelBusy         its server takes no more requests for now
│   │   └── KeyWanted         its server wants a key, or another one
│   ├── ModelNonsense         what it wrote makes no sense for what it was asked
│   ├── ModelCrashed          the process it runs in ended by itself
│   ├── ModelTooLarge         it does not fit into this computer's memory
│   ├── PromptTooLong         what it was given is more than it can take in
│   ├── KeysLocked            the file of keys is locked with a passphrase
│   │   └── WrongPassphrase
│   ├── UnsuitableModel       a file that is no model for this use, or of a kind that is not opened
│   ├── LessonTooLarge        a lesson does not fit into this computer's memory
│   ├── LessonFailed          training or exporting went wrong
│   ├── LessonUntrue          what was exported does not answer as what was trained
│   ├── LessonUnfit           a lesson cannot be switched on with this model
│   ├── DownloadFailed        no source has it, or none could be reached
│   ├── DownloadDamaged       what came is not what the source says it is
│   └── NotAllowed            text would leave this computer and nobody has agreed to that
├── PortTaken                 another program listens where other programs were to ask
├── NotFound                  no document, conversation or passage with this id
├── BadExamples               a file of examples that cannot be used
├── BadRequest                an argument that makes no sense
├── EngineGone                the engine process ended while a job was running
└── Unexpected                a mistake of ours, with a report

A class holds its sentence and its advice as templates; `**subject` fills them. The window words
them anew, in the person's language, from the kind and the subject (desktop/error_text.py).
"""

from typing import ClassVar


class LecternError(Exception):
    """An error with a sentence for a person and advice on what to do next."""

    sentence: ClassVar[str] = "Something went wrong."
    advice: ClassVar[str] = ""

    def __init__(self, **subject: str | int) -> None:
        # A file name need not be valid text, but what is said of it must be shown and stored.
        self.subject = {
            name: str(value).encode("utf-8", "replace").decode() for name, value in subject.items()
        }
        super().__init__(self.message)

    @property
    def kind(self) -> str:
        """Stable name of the error."""
        return type(self).__name__

    @property
    def message(self) -> str:
        """What happened, in English."""
        return _fill(self.sentence, self.subject)

    @property
    def hint(self) -> str:
        """What to do next, in English."""
        return _fill(self.advice, self.subject)


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


def _fill(template: str, subject: dict[str, str]) -> str:
    return template.format_map(_Blank(subject))


class ReadingError(LecternError):
    """A file cannot be read."""

    sentence = "“{name}” could not be read."
    advice = "Open it in the program it was made with and save it again."


class UnsupportedFormat(ReadingError):
    """No parser for this content. Subject: name, format."""

    sentence = "“{name}” is {format}, which Lectern does not read."
    advice = "Save it as PDF, Word or text and add that."


class PasswordNeeded(ReadingError):
    """Encrypted. Subject: name."""

    sentence = "“{name}” is locked with a password."
    advice = "Enter its password to read it."


class WrongPassword(PasswordNeeded):
    """The password given does not open the file. Subject: name."""

    sentence = "That password does not open “{name}”."
    advice = "Check the password and try again."


class DamagedFile(ReadingError):
    """Truncated or malformed. Subject: name."""

    sentence = "“{name}” is damaged or incomplete."
    advice = "Copy or download it again, or open it in its own program and save it anew."


class EmptyDocument(ReadingError):
    """Nothing to read. Subject: name."""

    sentence = "“{name}” holds no text that can be read."
    advice = "If it is a picture or a scan, a sharper copy may help."


class TooLarge(ReadingError):
    """Over a limit. Subject: name, limit."""

    sentence = "“{name}” is too large to read safely ({limit})."
    advice = "Split it into smaller files and add those."


class TooSlow(ReadingError):
    """Over the time limit. Subject: name, seconds."""

    sentence = "Reading “{name}” took longer than {seconds} seconds and was stopped."
    advice = "Split it into smaller files, or save it anew and try again."


class FileVanished(ReadingError):
    """Gone, or not permitted. Subject: name."""

    sentence = "“{name}” is no longer there or may not be opened."
    advice = "Put it back, or check that you are allowed to open it, then try again."


class ConverterMissing(ReadingError):
    """An old format that only LibreOffice reads. Subject: name, newer (the format to save as)."""

    sentence = "“{name}” is in an old format that needs LibreOffice, which is not on this computer."
    advice = "Save it as {newer}, or install LibreOffice and try again."


class ParserCrashed(ReadingError):
    """The reading process ended by itself. Subject: name."""

    sentence = "“{name}” made the reader stop."
    advice = "The file is probably damaged. Open it in its own program and save it anew."


class LibraryError(LecternError):
    """Something about the library as a whole."""

    sentence = "The library “{path}” cannot be used."


class LibraryNotFound(LibraryError):
    """No library in the folder. Subject: path."""

    sentence = "There is no library at “{path}”."
    advice = "Choose another folder, or start a new library."


class LibraryBusy(LibraryError):
    """Another program holds the writer's lock. Subject: path."""

    sentence = "The library “{path}” is open in another Lectern."
    advice = "Close the other one, or do this there."


class LibraryTooNew(LibraryError):
    """Schema from the future. Subject: path."""

    sentence = "The library “{path}” was made by a newer Lectern."
    advice = "Update Lectern to change it. Until then you can read it."


class LibraryDamaged(LibraryError):
    """SQLite's own check fails. Subject: path."""

    sentence = "The library “{path}” is damaged."
    advice = "Restore a backup; the original documents are kept in its folder “documents”."


class ReadOnlyLibrary(LibraryError):
    """Something that writes was asked of a library opened for reading. Subject: path."""

    sentence = "The library “{path}” is open for reading only."
    advice = "Close the other Lectern that has it open, then try again."


class DiskFull(LibraryError):
    """No room left. Subject: path."""

    sentence = "The disk with “{path}” is full."
    advice = "Free some space, then continue. Nothing that was added is lost."


class ModelError(LecternError):
    """Something about a model."""

    sentence = "The model “{name}” cannot be used."


class ModelMissing(ModelError):
    """Not installed. Subject: name."""

    sentence = "The model “{name}” is not on this computer."
    advice = "Choose another one, or install it."


class ModelBroken(ModelError):
    """Its files cannot be loaded. Subject: name."""

    sentence = "The files of the model “{name}” cannot be loaded."
    advice = "Install it again."


class NoModel(ModelError):
    """A writing model is needed and none is chosen."""

    sentence = "This needs a writing model, and none is chosen."
    advice = "Choose one in Settings, or go on without it."


class ModelUnreachable(ModelError):
    """No connection. Subject: name, address."""

    sentence = "The writing model “{name}” at {address} cannot be reached."
    advice = "Check that its program is running and that the address is right."


class ModelTooSlow(ModelError):
    """Nothing came for too long. Subject: name, seconds."""

    sentence = "Nothing came from “{name}” for {seconds} seconds."
    advice = "Try again, or choose a smaller model."


class ModelRefused(ModelError):
    """An HTTP error. Subject: name, status, reason."""

    sentence = "“{name}” answered with an error ({status}): {reason}"
    advice = "Check the model's name and, if the server asks for one, its key."


class ModelBusy(ModelRefused):
    """HTTP 429 or 503, again and again. Subject: name, status, seconds (until it can be asked)."""

    sentence = "“{name}” takes no more requests; it can be asked again in {seconds} seconds."
    advice = "Ask again then, or choose another model."


class ModelNonsense(ModelError):
    """Output of the wrong form. Subject: name."""

    sentence = "What “{name}” wrote makes no sense here."
    advice = "Try again, or choose another model."


class ModelCrashed(ModelError):
    """The worker process ended. Subject: name."""

    sentence = "“{name}” stopped by itself while it was working."
    advice = "Try again. If it happens again, the file is damaged or does not suit this computer."


class ModelTooLarge(ModelError):
    """Not enough memory. Subject: name, needed, available (sizes such as “5.2 GB”)."""

    sentence = "“{name}” needs {needed} of memory; this computer has {available} to spare."
    advice = "Close other programs, or choose a smaller model."


class PromptTooLong(ModelError):
    """Over the context. Subject: name, tokens, limit."""

    sentence = "That is more than “{name}” can read at once."
    advice = "Ask about fewer documents, or begin a new conversation."


class KeyWanted(ModelRefused):
    """HTTP 401 or 403. Subject: name, status, address."""

    sentence = "“{name}” at {address} does not accept the key, or wants one."
    advice = "Enter its key under Models."


class KeysLocked(ModelError):
    """The encrypted file of keys has not been opened since the program started."""

    sentence = "Your keys are locked."
    advice = "Enter the passphrase under Models."


class WrongPassphrase(KeysLocked):
    """The passphrase does not open the encrypted file of keys."""

    sentence = "That passphrase does not open your keys."
    advice = "Check it and try again. If it is lost, forget the keys and enter them anew."


class UnsuitableModel(ModelError):
    """A wrong kind of file. Subject: name, reason."""

    sentence = "“{name}” cannot be used as a model here: {reason}"
    advice = "Choose a file that ends in .gguf, or a folder with .safetensors files."


class LessonTooLarge(ModelError):
    """Not enough memory to teach. Subject: name, needed, available."""

    sentence = "Teaching “{name}” needs {needed} of memory; this computer has {available} to spare."
    advice = "Choose a smaller model, shorter examples, or the fast way."


class LessonFailed(ModelError):
    """Training or exporting ended by itself. Subject: name, reason."""

    sentence = "The lesson “{name}” stopped: {reason}"
    advice = "What it had learnt is kept. Go on, or start it anew with smaller settings."


class LessonUntrue(ModelError):
    """The self-test of an export failed. Subject: name."""

    sentence = "What “{name}” became for chat does not answer as it did when it was taught."
    advice = "It is not offered in chat. Teach it another way."


class LessonUnfit(ModelError):
    """A lesson was taught to another model, or is not there any more. Subject: name, model."""

    sentence = "“{name}” cannot be switched on with “{model}”: it was not taught to this model."
    advice = "Switch it off, or choose the model it was taught to."


class DownloadFailed(ModelError):
    """No source worked. Subject: name, reason."""

    sentence = "“{name}” could not be downloaded: {reason}"
    advice = "What came so far is kept. Check the connection and go on."


class DownloadDamaged(ModelError):
    """The checksum differs. Subject: name, source."""

    sentence = "What {source} sent for “{name}” is not what it announced, and was thrown away."
    advice = "Try again, or choose another source."


class NotAllowed(ModelError):
    """Text would leave this computer without the person's consent. Subject: name, address."""

    sentence = "Using “{name}” would send your text to {address}. Nothing was sent."
    advice = "Allow it in Settings if you agree, or choose a model on this computer."


class PortTaken(LecternError):
    """Another program listens there. Subject: port, other (a free one, "" for none)."""

    sentence = "Another program on this computer uses port {port}."
    advice = "Choose another one, or close that program."


class NotFound(LecternError):
    """No such thing. Subject: what, id."""

    sentence = "There is no {what} “{id}”."
    advice = "It may have been removed."


class BadExamples(LecternError):
    """A file of examples that cannot be used. Subject: name, row (0: all of it), reason, remedy."""

    sentence = "“{name}”: {reason}"
    advice = "{remedy}"


class BadRequest(LecternError):
    """An argument that makes no sense. Subject: reason."""

    sentence = "{reason}"


class EngineGone(LecternError):
    """The engine process ended while a job was running."""

    sentence = "The part of Lectern that does the work has stopped and was started again."
    advice = "Try again. Nothing that was added is lost."


class Unexpected(LecternError):
    """A mistake of ours. Subject: report (the traceback)."""

    sentence = "Lectern made a mistake it did not expect."
    advice = "Your documents are safe. Try again, and send the report if it happens again."


def _descendants(root: type[LecternError]) -> dict[str, type[LecternError]]:
    found = {root.__name__: root}
    for child in root.__subclasses__():
        found |= _descendants(child)
    return found


def error_named(kind: str, subject: dict[str, str]) -> LecternError:
    """The error of class `kind`, as it was raised in another process."""
    return _descendants(LecternError).get(kind, LecternError)(**subject)


def all_errors() -> dict[str, type[LecternError]]:
    """Every error class by its kind."""
    return _descendants(LecternError)
