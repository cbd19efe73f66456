"""The kinds of value in our files: numbers, texts, ids and dates, each with what is said where one is none."""

from __future__ import annotations

import datetime
import math
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from decision.files.tree import resolved

ID = r"^[a-z][a-z0-9_]*$"
FILE_NAME = r"^[a-z0-9][a-z0-9_-]*$"
CLASS_ID = FILE_NAME
REQUIREMENT_ID = r"^[A-Za-z][A-Za-z0-9_]*$"


class Document(BaseModel):
    """A mapping whose keys are all known."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def _number(x: Any) -> float:
    if isinstance(x, bool) or not isinstance(x, int | float):
        raise PydanticCustomError("number", "must be a number")
    number = float(x)
    if not math.isfinite(number):
        raise PydanticCustomError("number", "is too large to compute with")
    return number


def _whole_number(x: Any) -> int:
    number = _number(x)
    if not number.is_integer():
        raise PydanticCustomError("whole_number", "must be a whole number")
    return int(x)


def _text(x: Any) -> str:
    if not isinstance(x, str):
        raise PydanticCustomError("text", "must be text")
    return x


def _date(x: Any) -> datetime.date:
    try:
        return datetime.date.fromisoformat(_text(x))
    except ValueError:
        raise PydanticCustomError("date", "must be a date such as 2026-11-23") from None


def _number_in_key(x: Any) -> float:
    return _number(resolved(x) if isinstance(x, str) else x)  # keys reach us as text


def no_number_twice(x: Any) -> Any:
    numbers = [resolved(key) for key in x if isinstance(key, str)] if isinstance(x, dict) else []
    if len(set(numbers)) < len(numbers):
        raise PydanticCustomError("number_twice", "has keys that are the same number, such as 5 and 5.0")
    return x


def _not_a_truth(x: Any) -> Any:
    return str(x).lower() if isinstance(x, bool) else x  # for Python, true equals 1


FormatVersion = Annotated[Literal[1], BeforeValidator(_not_a_truth)]
Number = Annotated[float, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
WholeNumber = Annotated[int, BeforeValidator(_whole_number), WithJsonSchema({"type": "integer"})]
Text = Annotated[str, BeforeValidator(_text), WithJsonSchema({"type": "string"})]
NumberKey = Annotated[float, BeforeValidator(_number_in_key), WithJsonSchema({"type": "string"})]
Date = Annotated[datetime.date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Id = Annotated[str, Field(pattern=ID)]
FileName = Annotated[str, Field(pattern=FILE_NAME)]
RequirementId = Annotated[str, Field(pattern=REQUIREMENT_ID)]
CriterionPath = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,2}$")]
Pair = Annotated[list[Number], Field(min_length=2, max_length=2)]

ApproachWord = Literal["build", "buy", "extend"]
EvidenceWord = Literal["assumption", "vendor", "demo", "reference", "pilot"]
