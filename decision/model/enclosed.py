"""Where an export keeps the decision that it was made of: agreed between what writes it and what reads it back."""

from __future__ import annotations

SHEET = "Enclosed decision"  # of a workbook: the text, line by line, in the first column below its head
FIRST_LINE = "{"  # which the text begins with, alone in its cell
HTML_ID = "trilemma-enclosed"  # of the script element that holds the text and is never run
NAMESPACE = "urn:trilemma:enclosed:1"  # of the one element of a part of a document
ELEMENT = "enclosed"

ABOUT = (
    "The decision that this file was made of, whole: nothing else is needed to work out every figure in it again. "
    "python -m decision verify does that."
)
