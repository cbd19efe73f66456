"""What a parser of YAML could not read: where, what, and what to do about it."""

from __future__ import annotations

import re
from typing import Any

LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what ends a line for the parser, which counts lines


def unreadable(error: Any, text: str) -> tuple[int, int, str]:
    """Line and column in `text` of a marked error of the parser, both from 1, and what is said of it."""
    problem, context = error.problem or "not YAML", error.context or ""
    mark = error.problem_mark or error.context_mark
    if error.context_mark and "end of stream" in problem:
        mark = error.context_mark  # where the quote was opened says more than where the file ends
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    hint = "mend the YAML here"
    if mark and _rest_of_line(text, mark)[:1] == "\t":
        hint = "indent with spaces, not tabs"
    elif "mapping values are not allowed" in problem:
        hint = "put text that contains a colon in quotes, or check the indentation"
    elif _is_escape(error, text):
        hint = "write the text in single quotes, where a backslash is a backslash: 'C:\\new'"
    return line, column, f"not readable as YAML: {problem}{context and ' '}{context}; {hint}"


def _is_escape(error: Any, text: str) -> bool:
    """Whether a backslash in double quotes is what cannot be read, or what keeps the quotes from ending."""
    problem = error.problem or ""
    if "escape" in problem or "hex" in problem:
        return True
    if error.context_mark is None or "quoted scalar" not in (error.context or ""):
        return False
    rest = _rest_of_line(text, error.context_mark)
    return rest[:1] == '"' and "\\" in rest


def _rest_of_line(text: str, mark: Any) -> str:
    """What stands on its line from a mark of the parser on."""
    begins, end = 0, len(text)
    for number, found in enumerate(LINE_BREAK.finditer(text)):
        if number == mark.line:
            end = found.start()
            break
        begins = found.end()
    return text[begins + mark.column : end]
