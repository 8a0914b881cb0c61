"""The words of what can be wrong with examples: a sentence and a remedy a kind.

Kinds are those of core/examples/problems.py; `error_text` fills in what the sentences speak of.
"""

from desktop.error_words import QT_TRANSLATE_NOOP

_FILL = QT_TRANSLATE_NOOP("examples", "Fill it in, or delete the row.")
_NAMES = QT_TRANSLATE_NOOP("examples", "Name one column “question” and one “answer”.")

EXAMPLE_PROBLEMS: dict[str, tuple[str, str]] = {
    # ---- of a whole file
    "gone": (
        QT_TRANSLATE_NOOP("examples", "it cannot be opened."),
        QT_TRANSLATE_NOOP("examples", "Check that it is still there and may be read."),
    ),
    "folder": (
        QT_TRANSLATE_NOOP("examples", "this is a folder."),
        QT_TRANSLATE_NOOP("examples", "Choose the files in it."),
    ),
    "empty_file": (
        QT_TRANSLATE_NOOP("examples", "the file is empty."),
        QT_TRANSLATE_NOOP("examples", "Choose a file with questions and answers."),
    ),
    "binary": (
        QT_TRANSLATE_NOOP("examples", "this is no text and no table."),
        QT_TRANSLATE_NOOP("examples", "Save what it holds as CSV, XLSX or JSON."),
    ),
    "old_format": (
        QT_TRANSLATE_NOOP("examples", "this is a workbook in the format of old Excel."),
        QT_TRANSLATE_NOOP("examples", "Open it in Excel or LibreOffice and save it as .xlsx."),
    ),
    "other_format": (
        QT_TRANSLATE_NOOP("examples", "this is a document, not a table of examples."),
        QT_TRANSLATE_NOOP(
            "examples", "Add it to your library and learn from your documents, or choose a table."
        ),
    ),
    "locked": (
        QT_TRANSLATE_NOOP("examples", "the workbook is locked with a password."),
        QT_TRANSLATE_NOOP(
            "examples", "Open it, save it without the password, and choose it again."
        ),
    ),
    "damaged": (
        QT_TRANSLATE_NOOP("examples", "the file is damaged or cut short."),
        QT_TRANSLATE_NOOP(
            "examples", "Open it in the program it was made with and save it anew."
        ),
    ),
    "too_large": (
        QT_TRANSLATE_NOOP("examples", "it unpacks to more than a table of examples can be."),
        QT_TRANSLATE_NOOP(
            "examples", "Save only the sheet with the examples in a file of its own."
        ),
    ),
    "too_slow": (
        QT_TRANSLATE_NOOP("examples", "reading it takes too long."),
        QT_TRANSLATE_NOOP("examples", "Part it into smaller files."),
    ),
    "no_columns": (
        QT_TRANSLATE_NOOP(
            "examples",
            "it needs one column with the questions and one with the answers. It has: {columns}.",
        ),
        _NAMES,
    ),
    "no_rows": (
        QT_TRANSLATE_NOOP("examples", "there is a row of names and nothing below it."),
        QT_TRANSLATE_NOOP("examples", "Add a row for each example."),
    ),
    "no_json": (
        QT_TRANSLATE_NOOP("examples", "this is no JSON ({reason})."),
        QT_TRANSLATE_NOOP(
            "examples",
            "Write a list of objects, or an object on each line, with “question” and “answer”.",
        ),
    ),
    "nothing_usable": (
        QT_TRANSLATE_NOOP("examples", "none of its {rows} rows can be used."),
        QT_TRANSLATE_NOOP("examples", "It needs a question and an answer in each row."),
    ),
    # ---- of a row
    "no_question": (QT_TRANSLATE_NOOP("examples", "there is no question."), _FILL),
    "no_answer": (QT_TRANSLATE_NOOP("examples", "there is no answer."), _FILL),
    "only_questions": (
        QT_TRANSLATE_NOOP("examples", "nobody answers in this conversation."),
        QT_TRANSLATE_NOOP("examples", "Add an answer with the role “assistant”."),
    ),
    "roles_order": (
        QT_TRANSLATE_NOOP("examples", "the turns are out of order: {order}."),
        QT_TRANSLATE_NOOP(
            "examples", "“user” and “assistant” take turns, the user first; “system” may go before."
        ),
    ),
    "unknown_role": (
        QT_TRANSLATE_NOOP("examples", "the role “{role}” is unknown."),
        QT_TRANSLATE_NOOP("examples", "Use “system”, “user” and “assistant”."),
    ),
    "tools": (
        QT_TRANSLATE_NOOP("examples", "a tool takes part in this conversation."),
        QT_TRANSLATE_NOOP("examples", "Leave out the turns of tools; only words can be taught."),
    ),
    "not_text": (
        QT_TRANSLATE_NOOP("examples", "“{field}” holds no text."),
        QT_TRANSLATE_NOOP(
            "examples", "Put the words themselves there; lists and pictures cannot be taught."
        ),
    ),
    "same_pair": (
        QT_TRANSLATE_NOOP("examples", "the better and the worse answer are the same."),
        QT_TRANSLATE_NOOP("examples", "Change one of them, or delete the worse one."),
    ),
    "echo": (
        QT_TRANSLATE_NOOP("examples", "the answer only repeats the question."),
        QT_TRANSLATE_NOOP("examples", "Write the answer, or delete the row."),
    ),
    "too_long": (
        QT_TRANSLATE_NOOP("examples", "it has {length} characters; {most} are the most."),
        QT_TRANSLATE_NOOP("examples", "Shorten it, or part it into several rows."),
    ),
    "row_too_long": (
        QT_TRANSLATE_NOOP("examples", "the row is longer than {most} characters."),
        QT_TRANSLATE_NOOP(
            "examples", "A quotation mark may be missing before it; else part the row."
        ),
    ),
    "bad_line": (
        QT_TRANSLATE_NOOP("examples", "this is no JSON ({reason})."),
        QT_TRANSLATE_NOOP("examples", "Mend the line, or delete it."),
    ),
    "too_deep": (
        QT_TRANSLATE_NOOP("examples", "lists stand within lists too deeply."),
        QT_TRANSLATE_NOOP("examples", "Write the question and the answer as plain text."),
    ),
    "cut_short": (
        QT_TRANSLATE_NOOP("examples", "the file ends in the middle of this entry."),
        QT_TRANSLATE_NOOP(
            "examples", "It may not have been saved or sent to its end; fetch it again."
        ),
    ),
    "unclosed_quote": (
        QT_TRANSLATE_NOOP("examples", "a quotation mark is opened and not closed."),
        QT_TRANSLATE_NOOP("examples", "Close it, or write two of them where one is meant."),
    ),
    "unreadable": (
        QT_TRANSLATE_NOOP("examples", "there are characters that cannot be read."),
        QT_TRANSLATE_NOOP(
            "examples", "Save it anew as UTF-8 (in Excel: “CSV UTF-8”) and choose it again."
        ),
    ),
    "more_cells": (
        QT_TRANSLATE_NOOP("examples", "it has {cells} cells, and there are {columns} columns."),
        QT_TRANSLATE_NOOP(
            "examples", "Put text that holds the separator between quotation marks."
        ),
    ),
    "formula": (
        QT_TRANSLATE_NOOP("examples", "a formula stands there whose result was not saved."),
        QT_TRANSLATE_NOOP("examples", "Open the workbook, save it, and choose it again."),
    ),
    "formula_error": (
        QT_TRANSLATE_NOOP("examples", "the formula there gives an error ({error})."),
        QT_TRANSLATE_NOOP("examples", "Mend the formula, or write the text itself."),
    ),
    "unknown_shape": (
        QT_TRANSLATE_NOOP(
            "examples", "no question with an answer is found; it has: {fields}."
        ),
        QT_TRANSLATE_NOOP(
            "examples",
            "Use the names “question” and “answer”, “instruction” and “output”, or “messages”.",
        ),
    ),
    # ---- told, though nothing is wrong
    "hidden_sheet": (
        QT_TRANSLATE_NOOP("examples", "the hidden sheet “{sheet}” was left out."),
        QT_TRANSLATE_NOOP("examples", "Show it in Excel and save, if its rows shall be learnt."),
    ),
    "left_over": (
        QT_TRANSLATE_NOOP("examples", "only the first {rows} rows were taken."),
        QT_TRANSLATE_NOOP("examples", "Part the file, or choose the rows that matter most."),
    ),
    "no_model": (
        QT_TRANSLATE_NOOP("examples", "no writing model is chosen, so none wrote examples."),
        QT_TRANSLATE_NOOP("examples", "Choose one under Models, or use those made by rules."),
    ),
    "model_stopped": (
        QT_TRANSLATE_NOOP("examples", "the writing model stopped early: {reason}"),
        QT_TRANSLATE_NOOP(
            "examples", "What it wrote before is kept; try again later for more."
        ),
    ),
}  # fmt: skip
"""By kind, with the row and the file before the sentence."""

OF_ROW = QT_TRANSLATE_NOOP("examples", "“{file}”, row {row}: {sentence}")
OF_FILE = QT_TRANSLATE_NOOP("examples", "“{file}”: {sentence}")
OF_BARE_ROW = QT_TRANSLATE_NOOP("examples", "Row {row}: {sentence}")
