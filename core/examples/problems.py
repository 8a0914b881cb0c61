"""What can be wrong with a file of examples or a row of it, in sentences with a remedy."""

from dataclasses import dataclass
from enum import StrEnum

from core.errors import BadExamples
from core.types import ExampleProblem


class Problem(StrEnum):
    """Stable names; the window words them anew."""

    # ---- of a whole file
    GONE = "gone"
    FOLDER = "folder"
    EMPTY_FILE = "empty_file"
    BINARY = "binary"
    OLD_FORMAT = "old_format"
    OTHER_FORMAT = "other_format"
    LOCKED = "locked"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    NO_COLUMNS = "no_columns"
    NO_ROWS = "no_rows"
    NO_JSON = "no_json"
    NOTHING_USABLE = "nothing_usable"
    # ---- of a row
    NO_QUESTION = "no_question"
    NO_ANSWER = "no_answer"
    ONLY_QUESTIONS = "only_questions"
    ROLES_ORDER = "roles_order"
    UNKNOWN_ROLE = "unknown_role"
    TOOLS = "tools"
    NOT_TEXT = "not_text"
    SAME_PAIR = "same_pair"
    ECHO = "echo"
    TOO_LONG = "too_long"
    ROW_TOO_LONG = "row_too_long"
    BAD_LINE = "bad_line"
    TOO_DEEP = "too_deep"
    CUT_SHORT = "cut_short"
    UNCLOSED_QUOTE = "unclosed_quote"
    UNREADABLE = "unreadable"
    MORE_CELLS = "more_cells"
    FORMULA = "formula"
    FORMULA_ERROR = "formula_error"
    UNKNOWN_SHAPE = "unknown_shape"
    # ---- told, though nothing is wrong
    HIDDEN_SHEET = "hidden_sheet"
    LEFT_OVER = "left_over"
    NO_MODEL = "no_model"
    MODEL_STOPPED = "model_stopped"


_NAMES = "Name one column “question” and one “answer” (问题, 答案)."
_AS_UTF8 = "Save it anew as UTF-8 (in Excel: “CSV UTF-8”) and choose it again."
_WORDS: dict[Problem, tuple[str, str]] = {
    Problem.GONE: ("it cannot be opened.", "Check that it is still there and may be read."),
    Problem.FOLDER: ("this is a folder.", "Choose the files in it."),
    Problem.EMPTY_FILE: ("the file is empty.", "Choose a file with questions and answers."),
    Problem.BINARY: (
        "this is no text and no table{what}.",
        "Export what it holds as CSV, XLSX, JSON or JSONL.",
    ),
    Problem.OLD_FORMAT: (
        "this is a workbook in the format of old Excel.",
        "Open it in Excel or LibreOffice and save it as .xlsx.",
    ),
    Problem.OTHER_FORMAT: (
        "this is a document, not a table of examples.",
        "Add it to the library and let examples be made from it, or choose a table.",
    ),
    Problem.LOCKED: (
        "the workbook is locked with a password.",
        "Open it, save it without the password, and choose it again.",
    ),
    Problem.DAMAGED: (
        "the file is damaged or cut short.",
        "Open it in the program it was made with and save it anew.",
    ),
    Problem.TOO_LARGE: (
        "it unpacks to more than a table of examples can be.",
        "Save only the sheet with the examples in a file of its own.",
    ),
    Problem.TOO_SLOW: ("reading it takes too long.", "Part it into smaller files."),
    Problem.NO_COLUMNS: (
        "it needs one column with the questions and one with the answers. It has: {columns}.",
        _NAMES,
    ),
    Problem.NO_ROWS: (
        "there is a row of names and nothing below it.",
        "Add a row for each example.",
    ),
    Problem.NO_JSON: (
        "this is no JSON ({reason}).",
        "Write a list of objects, or an object on each line, with “question” and “answer”.",
    ),
    Problem.NOTHING_USABLE: (
        "none of its {rows} rows can be used; the first: {first}",
        "{remedy}",
    ),
    Problem.NO_QUESTION: ("there is no question.", "Fill it in, or delete the row.{hint}"),
    Problem.NO_ANSWER: ("there is no answer.", "Fill it in, or delete the row.{hint}"),
    Problem.ONLY_QUESTIONS: (
        "nobody answers in this conversation.",
        "Add an answer with the role “assistant”.",
    ),
    Problem.ROLES_ORDER: (
        "the turns are out of order: {order}.",
        "After an instruction (“system”), “user” and “assistant” take turns, the user first.",
    ),
    Problem.UNKNOWN_ROLE: (
        "the role “{role}” is unknown.",
        "Use “system”, “user” and “assistant”.",
    ),
    Problem.TOOLS: (
        "a tool takes part in this conversation.",
        "Leave out the turns of tools; only words can be taught.",
    ),
    Problem.NOT_TEXT: (
        "“{field}” holds no text.",
        "Put the words themselves there; lists and pictures cannot be taught.",
    ),
    Problem.SAME_PAIR: (
        "the better and the worse answer are the same.",
        "Change one of them, or delete the worse one.",
    ),
    Problem.ECHO: ("the answer only repeats the question.", "Write the answer, or delete the row."),
    Problem.TOO_LONG: (
        "the {field} has {length} characters; {most} are the most.",
        "Shorten it or part it into several rows.",
    ),
    Problem.ROW_TOO_LONG: (
        "the row is longer than {most} characters.",
        "A quotation mark may be missing before it; else part the row.",
    ),
    Problem.BAD_LINE: (
        "this is no JSON ({reason}).",
        "Mend the line, or delete it.",
    ),
    Problem.TOO_DEEP: (
        "lists stand within lists too deeply.",
        "Write the question and the answer as plain text.",
    ),
    Problem.CUT_SHORT: (
        "the file ends in the middle of this entry.",
        "It may not have been saved or sent to its end; fetch it again.",
    ),
    Problem.UNCLOSED_QUOTE: (
        "a quotation mark is opened and not closed.",
        "Close it, or write two of them where one is meant.",
    ),
    Problem.UNREADABLE: ("there are characters that cannot be read.", _AS_UTF8),
    Problem.MORE_CELLS: (
        "it has {cells} cells, and there are {columns} columns.",
        "Put text that holds the separator between quotation marks.",
    ),
    Problem.FORMULA: (
        "a formula stands there whose result was not saved.",
        "Open the workbook, save it, and choose it again.",
    ),
    Problem.FORMULA_ERROR: (
        "the formula there gives an error ({error}).",
        "Mend the formula or write the text itself.",
    ),
    Problem.UNKNOWN_SHAPE: (
        "no question with an answer is found; it has: {fields}.",
        "Use the names “question” and “answer”, “instruction” and “output”, or “messages”.",
    ),
    Problem.HIDDEN_SHEET: (
        "the hidden sheet “{sheet}” was left out.",
        "Show it in Excel and save, if its rows shall be learnt.",
    ),
    Problem.LEFT_OVER: (
        "only the first {rows} rows were taken.",
        "Part the file, or choose the rows that matter most.",
    ),
    Problem.NO_MODEL: (
        "No writing model is chosen, so none wrote examples.",
        "Choose one under Models, or use those made by rules.",
    ),
    Problem.MODEL_STOPPED: (
        "The writing model stopped early: {reason}",
        "What it wrote before is kept; try again later for more.",
    ),
}


@dataclass(eq=False)
class Trouble(Exception):
    """A problem with a row (0: with all of a file), before it is worded."""

    kind: Problem
    row: int = 0
    details: tuple[tuple[str, str], ...] = ()

    @property
    def reason(self) -> str:
        """What is wrong, beginning small, with the row."""
        said = _filled(_WORDS[self.kind][0], self.details)
        return f"row {self.row}: {said}" if self.row else said

    @property
    def remedy(self) -> str:
        """What to do."""
        return _filled(_WORDS[self.kind][1], self.details)

    def told(self, name: str) -> ExampleProblem:
        """As it is shown, of the file called `name` ("" for none)."""
        between = ", " if self.row else ": "
        sentence = f"“{name}”{between}{self.reason}" if name else self.reason
        kind = self.kind.value
        return ExampleProblem(self.row, kind, sentence, self.remedy, name, self.details)

    def raised(self, name: str) -> BadExamples:
        """As the error of a whole file."""
        details = {key: value for key, value in self.details if key not in _TAKEN}
        return BadExamples(
            name=name,
            row=self.row,
            reason=self.reason,
            remedy=self.remedy,
            problem=self.kind.value,
            **details,
        )


_TAKEN = frozenset({"name", "row", "reason", "remedy", "problem"})


def trouble(kind: Problem, row: int = 0, /, **details: str | int) -> Trouble:
    """A problem with what its sentence speaks of."""
    short = {key: str(value)[:200] for key, value in details.items()}
    return Trouble(kind, row, tuple(short.items()))


def _filled(template: str, details: tuple[tuple[str, str], ...]) -> str:
    for key, value in details:
        template = template.replace(f"{{{key}}}", value)
    return template.replace("{hint}", "")
