"""The words of every error and notice: title, sentence, button; error_text.py fills them."""

from enum import StrEnum

from core.types import NoticeKind


class Remedy(StrEnum):
    """What the button of an error does."""

    NONE = "none"
    RETRY = "retry"
    PASSWORD = "password"  # noqa: S105 - a name, not a secret
    SHOW_FILE = "show_file"
    CHOOSE_LIBRARY = "choose_library"
    SHOW_LIBRARY = "show_library"
    OPEN_MODELS = "open_models"


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """The text itself; lupdate knows this name. PySide's own is typed to return any object."""
    return text


_TRY_AGAIN = (QT_TRANSLATE_NOOP("errors", "Try again"), Remedy.RETRY)
_SHOW_FILE = (QT_TRANSLATE_NOOP("errors", "Show the file"), Remedy.SHOW_FILE)
_CHOOSE = (QT_TRANSLATE_NOOP("errors", "Choose another library"), Remedy.CHOOSE_LIBRARY)
_SHOW_LIBRARY = (QT_TRANSLATE_NOOP("errors", "Show the folder"), Remedy.SHOW_LIBRARY)

_OPEN_MODELS = (QT_TRANSLATE_NOOP("errors", "Open Models"), Remedy.OPEN_MODELS)

ERRORS: dict[str, tuple[str, str, tuple[str, Remedy]]] = {
    "LecternError": (
        QT_TRANSLATE_NOOP("errors", "Something went wrong"),
        QT_TRANSLATE_NOOP("errors", "This did not work. Nothing you added is lost."),
        _TRY_AGAIN,
    ),
    "ReadingError": (
        QT_TRANSLATE_NOOP("errors", "Could not be read"),
        QT_TRANSLATE_NOOP(
            "errors",
            "Open “{name}” in the program it was made with, save it again, then try again.",
        ),
        _SHOW_FILE,
    ),
    "UnsupportedFormat": (
        QT_TRANSLATE_NOOP("errors", "Not a kind of document Lectern reads"),
        QT_TRANSLATE_NOOP("errors", "Save “{name}” as PDF, Word or text and add that."),
        _SHOW_FILE,
    ),
    "PasswordNeeded": (
        QT_TRANSLATE_NOOP("errors", "Needs its password"),
        QT_TRANSLATE_NOOP(
            "errors", "“{name}” is locked. Enter its password once and Lectern reads it."
        ),
        (QT_TRANSLATE_NOOP("errors", "Enter password…"), Remedy.PASSWORD),
    ),
    "WrongPassword": (
        QT_TRANSLATE_NOOP("errors", "That password does not fit"),
        QT_TRANSLATE_NOOP(
            "errors", "“{name}” stays locked. Check capital letters, then enter the password again."
        ),
        (QT_TRANSLATE_NOOP("errors", "Enter password…"), Remedy.PASSWORD),
    ),
    "DamagedFile": (
        QT_TRANSLATE_NOOP("errors", "Damaged or incomplete"),
        QT_TRANSLATE_NOOP(
            "errors",
            "“{name}” breaks off or is not what its name says. "
            "Copy or download it again, then try again.",
        ),
        _SHOW_FILE,
    ),
    "EmptyDocument": (
        QT_TRANSLATE_NOOP("errors", "Nothing to read in it"),
        QT_TRANSLATE_NOOP(
            "errors",
            "“{name}” holds no text. If it is a scan or a picture, a sharper copy may help.",
        ),
        _SHOW_FILE,
    ),
    "TooLarge": (
        QT_TRANSLATE_NOOP("errors", "Too large to read safely"),
        QT_TRANSLATE_NOOP("errors", "Split “{name}” into smaller files and add those."),
        _SHOW_FILE,
    ),
    "TooSlow": (
        QT_TRANSLATE_NOOP("errors", "Took too long to read"),
        QT_TRANSLATE_NOOP(
            "errors", "Reading “{name}” was stopped. Split it into smaller files, or try once more."
        ),
        _TRY_AGAIN,
    ),
    "FileVanished": (
        QT_TRANSLATE_NOOP("errors", "No longer there"),
        QT_TRANSLATE_NOOP(
            "errors",
            "“{name}” was moved, deleted or may not be opened. Put it back, then try again.",
        ),
        _TRY_AGAIN,
    ),
    "ConverterMissing": (
        QT_TRANSLATE_NOOP("errors", "An old format"),
        QT_TRANSLATE_NOOP(
            "errors",
            "“{name}” can only be read with LibreOffice. "
            "Install it, or save the file in today’s format.",
        ),
        _TRY_AGAIN,
    ),
    "ParserCrashed": (
        QT_TRANSLATE_NOOP("errors", "Reading it failed"),
        QT_TRANSLATE_NOOP(
            "errors",
            "“{name}” is probably damaged. Open it in its own program and save it anew.",
        ),
        _TRY_AGAIN,
    ),
    "LibraryError": (
        QT_TRANSLATE_NOOP("errors", "This library cannot be used"),
        QT_TRANSLATE_NOOP("errors", "“{path}” was left as it is. Choose another library."),
        _CHOOSE,
    ),
    "LibraryNotFound": (
        QT_TRANSLATE_NOOP("errors", "There is no library here"),
        QT_TRANSLATE_NOOP(
            "errors",
            "Lectern found none at “{path}”. It may have been moved, or its disk is not connected.",
        ),
        _CHOOSE,
    ),
    "LibraryBusy": (
        QT_TRANSLATE_NOOP("errors", "This library is in use"),
        QT_TRANSLATE_NOOP(
            "errors", "Another Lectern has “{path}” open. Close it there, then try again."
        ),
        _TRY_AGAIN,
    ),
    "LibraryTooNew": (
        QT_TRANSLATE_NOOP("errors", "Made by a newer Lectern"),
        QT_TRANSLATE_NOOP("errors", "You can read “{path}”. To change it, update Lectern first."),
        _CHOOSE,
    ),
    "LibraryDamaged": (
        QT_TRANSLATE_NOOP("errors", "This library is damaged"),
        QT_TRANSLATE_NOOP(
            "errors",
            "“{path}” cannot be opened. Your original documents are kept in its folder "
            "“documents”, copies of the library in “backups”.",
        ),
        _SHOW_LIBRARY,
    ),
    "ReadOnlyLibrary": (
        QT_TRANSLATE_NOOP("errors", "Open for reading only"),
        QT_TRANSLATE_NOOP(
            "errors",
            "“{path}” is in use elsewhere or made by a newer Lectern. "
            "Close the other one, then try again.",
        ),
        _TRY_AGAIN,
    ),
    "DiskFull": (
        QT_TRANSLATE_NOOP("errors", "The disk is full"),
        QT_TRANSLATE_NOOP(
            "errors", "Free some space, then go on. Everything that was added is kept."
        ),
        _TRY_AGAIN,
    ),
    "ModelError": (
        QT_TRANSLATE_NOOP("errors", "A model cannot be used"),
        QT_TRANSLATE_NOOP(
            "errors", "“{name}” does not work on this computer. Choose another one in Settings."
        ),
        _TRY_AGAIN,
    ),
    "ModelMissing": (
        QT_TRANSLATE_NOOP("errors", "A model is missing"),
        QT_TRANSLATE_NOOP(
            "errors",
            "“{name}” is not on this computer. Put it back, or choose another one in Settings; "
            "if it came with Lectern, install Lectern again.",
        ),
        _TRY_AGAIN,
    ),
    "ModelBroken": (
        QT_TRANSLATE_NOOP("errors", "A model cannot be loaded"),
        QT_TRANSLATE_NOOP(
            "errors",
            "The files of “{name}” are incomplete or of another kind. Copy it here again, or "
            "choose another one; if it came with Lectern, install Lectern again.",
        ),
        _TRY_AGAIN,
    ),
    "NoModel": (
        QT_TRANSLATE_NOOP("errors", "This needs a writing model"),
        QT_TRANSLATE_NOOP("errors", "None is chosen. Choose one, or go on without it."),
        _OPEN_MODELS,
    ),
    "ModelUnreachable": (
        QT_TRANSLATE_NOOP("errors", "The model does not answer"),
        QT_TRANSLATE_NOOP(
            "errors",
            "Nothing answers at {address}. Start the program that runs “{name}”, "
            "or correct its address under Models.",
        ),
        _TRY_AGAIN,
    ),
    "ModelTooSlow": (
        QT_TRANSLATE_NOOP("errors", "The model took too long"),
        QT_TRANSLATE_NOOP(
            "errors",
            "Nothing came from “{name}” for {seconds} seconds. "
            "Try once more, or choose a smaller model.",
        ),
        _TRY_AGAIN,
    ),
    "ModelRefused": (
        QT_TRANSLATE_NOOP("errors", "The model’s server refused"),
        QT_TRANSLATE_NOOP(
            "errors",
            "“{name}” answered with error {status}: {reason} — check the model’s name and, "
            "if its server asks for one, the key. Then try again.",
        ),
        _TRY_AGAIN,
    ),
    "ModelNonsense": (
        QT_TRANSLATE_NOOP("errors", "The model wrote nothing usable"),
        QT_TRANSLATE_NOOP(
            "errors",
            "What “{name}” wrote does not fit what it was asked. "
            "Try once more, or choose another model.",
        ),
        _TRY_AGAIN,
    ),
    "ModelBusy": (
        QT_TRANSLATE_NOOP("errors", "The model has too much to do"),
        QT_TRANSLATE_NOOP(
            "errors",
            "“{name}” takes no more requests for now; it can be asked again in {wait}. "
            "Or choose another model.",
        ),
        _TRY_AGAIN,
    ),
    "ModelCrashed": (
        QT_TRANSLATE_NOOP("errors", "The model stopped by itself"),
        QT_TRANSLATE_NOOP(
            "errors",
            "“{name}” ended while it was working; nothing of yours is lost. Try again. "
            "If it happens again, its file is damaged or does not suit this computer.",
        ),
        _TRY_AGAIN,
    ),
    "ModelTooLarge": (
        QT_TRANSLATE_NOOP("errors", "The model is too large for this computer"),
        QT_TRANSLATE_NOOP(
            "errors",
            "“{name}” needs {needed} of memory, but only {available} is free. "
            "Close other programs, or choose a smaller model.",
        ),
        _OPEN_MODELS,
    ),
    "PromptTooLong": (
        QT_TRANSLATE_NOOP("errors", "That is more than the model can read"),
        QT_TRANSLATE_NOOP(
            "errors",
            "“{name}” cannot read so much at once. Ask about fewer documents, "
            "or begin a new conversation.",
        ),
        ("", Remedy.NONE),
    ),
    "KeyWanted": (
        QT_TRANSLATE_NOOP("errors", "The model’s server wants a key"),
        QT_TRANSLATE_NOOP(
            "errors",
            "“{name}” at {address} does not accept the key it was shown, or wants one. "
            "Enter it under Models.",
        ),
        _OPEN_MODELS,
    ),
    "KeysLocked": (
        QT_TRANSLATE_NOOP("errors", "Your keys are locked"),
        QT_TRANSLATE_NOOP("errors", "Enter the passphrase under Models to use them."),
        _OPEN_MODELS,
    ),
    "WrongPassphrase": (
        QT_TRANSLATE_NOOP("errors", "That passphrase does not open your keys"),
        QT_TRANSLATE_NOOP(
            "errors",
            "Check it and try again. If it is lost, forget the keys and enter them anew.",
        ),
        _OPEN_MODELS,
    ),
    "UnsuitableModel": (
        QT_TRANSLATE_NOOP("errors", "This is no model that Lectern can use"),
        QT_TRANSLATE_NOOP(
            "errors",
            "“{name}” was left where it is. Choose a file that ends in .gguf, "
            "or a folder with .safetensors files.",
        ),
        ("", Remedy.NONE),
    ),
    "LessonUnfit": (
        QT_TRANSLATE_NOOP("errors", "Not what this model was taught"),
        QT_TRANSLATE_NOOP(
            "errors",
            "“{name}” was taught to another model than “{model}”, or has been removed. "
            "Switch it off, or choose the model it was taught to.",
        ),
        ("", Remedy.NONE),
    ),
    "LessonTooLarge": (
        QT_TRANSLATE_NOOP("errors", "Too large to teach on this computer"),
        QT_TRANSLATE_NOOP(
            "errors",
            "Teaching “{name}” needs {needed} of memory; {available} can be had. "
            "Choose a smaller model, shorter examples or the fast way.",
        ),
        ("", Remedy.NONE),
    ),
    "LessonFailed": (
        QT_TRANSLATE_NOOP("errors", "Teaching stopped by itself"),
        QT_TRANSLATE_NOOP(
            "errors",
            "“{name}” stopped: {reason} What it had learnt is kept. "
            "Go on, or start anew with smaller settings.",
        ),
        _TRY_AGAIN,
    ),
    "LessonUntrue": (
        QT_TRANSLATE_NOOP("errors", "It did not pass its test"),
        QT_TRANSLATE_NOOP(
            "errors",
            "What “{name}” became for chat does not answer as it did when it was taught, "
            "so it is not offered there. Teach it another way.",
        ),
        ("", Remedy.NONE),
    ),
    "BadExamples": (
        QT_TRANSLATE_NOOP("errors", "These examples cannot be used"),
        QT_TRANSLATE_NOOP("errors", "{reason} {remedy} Nothing was taken from it."),
        ("", Remedy.NONE),
    ),
    "DownloadFailed": (
        QT_TRANSLATE_NOOP("errors", "The download did not get through"),
        QT_TRANSLATE_NOOP(
            "errors",
            "“{name}” could not be fetched from any of its sources. What came so far is kept. "
            "Check the connection, then go on.",
        ),
        _TRY_AGAIN,
    ),
    "DownloadDamaged": (
        QT_TRANSLATE_NOOP("errors", "What came is damaged"),
        QT_TRANSLATE_NOOP(
            "errors",
            "What {source} sent for “{name}” is not what it announced, and was thrown away. "
            "Try again, or choose another source.",
        ),
        _TRY_AGAIN,
    ),
    "NotAllowed": (
        QT_TRANSLATE_NOOP("errors", "Your text would leave this computer"),
        QT_TRANSLATE_NOOP(
            "errors",
            "“{name}” would send your text to {address}. Nothing was sent. "
            "Allow it under Models if you agree, or choose a model on this computer.",
        ),
        _OPEN_MODELS,
    ),
    "PortTaken": (
        QT_TRANSLATE_NOOP("errors", "Another program is there already"),
        QT_TRANSLATE_NOOP(
            "errors",
            "Port {port} of this computer is used by another program. "
            "Choose another port, or close that program and try again.",
        ),
        _TRY_AGAIN,
    ),
    "NotFound": (
        QT_TRANSLATE_NOOP("errors", "It is not there any more"),
        QT_TRANSLATE_NOOP("errors", "It was probably removed from the library."),
        ("", Remedy.NONE),
    ),
    "BadRequest": (
        QT_TRANSLATE_NOOP("errors", "This cannot be done like that"),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed. Try it another way."),
        ("", Remedy.NONE),
    ),
    "Unexpected": (
        QT_TRANSLATE_NOOP("errors", "A mistake of Lectern’s"),
        QT_TRANSLATE_NOOP(
            "errors", "Your documents are safe. Try again; if it happens once more, send a report."
        ),
        _TRY_AGAIN,
    ),
    "EngineGone": (
        QT_TRANSLATE_NOOP("errors", "The work was interrupted"),
        QT_TRANSLATE_NOOP(
            "errors",
            "The part of Lectern that does the work stopped and was started again. "
            "Everything that was added is kept.",
        ),
        _TRY_AGAIN,
    ),
}

NOTICES: dict[NoticeKind, tuple[str, str]] = {
    NoticeKind.SCAN_RECOGNISED: (
        QT_TRANSLATE_NOOP("notices", "A scan: its words were recognised and may hold mistakes."),
        QT_TRANSLATE_NOOP(
            "notices", "Scanned pages {detail}: their words were recognised and may hold mistakes."
        ),
    ),
    NoticeKind.PAGES_UNREADABLE: (
        QT_TRANSLATE_NOOP("notices", "Some pages could not be read."),
        QT_TRANSLATE_NOOP("notices", "These pages could not be read: {detail}."),
    ),
    NoticeKind.PAGES_EMPTY: (
        QT_TRANSLATE_NOOP("notices", "Some pages hold no text."),
        QT_TRANSLATE_NOOP("notices", "These pages hold no text: {detail}."),
    ),
    NoticeKind.TRUNCATED: (
        QT_TRANSLATE_NOOP("notices", "Very long: only its beginning was read."),
        QT_TRANSLATE_NOOP("notices", "Very long: only a part was read ({detail})."),
    ),
    NoticeKind.DAMAGED: (
        QT_TRANSLATE_NOOP("notices", "Damaged: what could be saved was read."),
        QT_TRANSLATE_NOOP("notices", "Damaged: what could be saved was read ({detail})."),
    ),
    NoticeKind.ATTACHMENT_UNREAD: (
        QT_TRANSLATE_NOOP("notices", "An attachment was not read."),
        QT_TRANSLATE_NOOP("notices", "These attachments were not read: {detail}."),
    ),
    NoticeKind.HIDDEN_TEXT: (
        QT_TRANSLATE_NOOP("notices", "Holds text that a reader cannot see."),
        QT_TRANSLATE_NOOP("notices", "Holds text that a reader cannot see: {detail}."),
    ),
    NoticeKind.CUT_WITHOUT_MODEL: (
        QT_TRANSLATE_NOOP("notices", "Parted by its headings: the writing model could not do it."),
        QT_TRANSLATE_NOOP("notices", "Parted by its headings: the writing model could not do it."),
    ),
}
