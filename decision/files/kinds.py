"""The kinds of value in our files: numbers, texts, ids and dates, each with what is said where one is none."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import CoreSchema, no_info_plain_validator_function

from decision.files.tree import NUMBER, TakenApart, resolved
from decision.model.bounds import LARGEST, LONGEST_ID, LONGEST_NAME, LONGEST_TEXT

LARGEST_WHOLE = 10**18 - 1  # beyond, not every whole number is read to the last digit

_REST = f"{{0,{LONGEST_ID - 1}}}"
ID = rf"^[a-z][a-z0-9_]{_REST}$"
FILE_NAME = rf"^[a-z0-9][a-z0-9_-]{_REST}$"
CLASS_ID = FILE_NAME
REQUIREMENT_ID = rf"^[A-Za-z][A-Za-z0-9_]{_REST}$"
CRITERION_PATH = rf"^[a-z][a-z0-9_]{_REST}(\.[a-z][a-z0-9_]{_REST}){{0,2}}$"
FIGURE_PATH = rf"^[a-z][a-z0-9_]{_REST}(\.[a-z][a-z0-9_]{_REST}){{0,3}}$"  # down to a component of a plan
CELL = rf"^[a-z][a-z0-9_]{_REST}(\.[a-z][a-z0-9_]{_REST}){{1,3}}$"  # of one option on one criterion or part


class Document(BaseModel):
    """A mapping whose keys are all known."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class _BuiltWhenMet:
    """Marks a shape that pydantic builds the first time that a file holds one: most files hold few of all there are.

    Faults in it keep their places; `decision.files.schema` finds the shape again in what stands for it.
    """

    def __get_pydantic_core_schema__(self, shape: type[BaseModel], _: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_plain_validator_function(shape.model_validate, metadata={"shape": lambda: shape})


@dataclass(frozen=True)
class Elsewhere:
    """Marks what is of a shape in another module, which is not even imported before a file holds one.

    Attributes
    ----------
    module, name
        Where the shape is, and how it is called there.
    """

    module: str
    name: str

    def shape(self) -> type[BaseModel]:
        found: type[BaseModel] = getattr(import_module(f"decision.files.{self.module}"), self.name)
        return found

    def __get_pydantic_core_schema__(self, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_plain_validator_function(
            lambda x: self.shape().model_validate(x), metadata={"shape": self.shape}
        )


WHEN_MET = _BuiltWhenMet()


def _number(x: Any) -> float:
    if isinstance(x, bool) or not isinstance(x, int | float):
        raise PydanticCustomError("number", "must be a number")
    number = float(x)
    if not abs(number) <= LARGEST:
        raise PydanticCustomError("too_large", "is too large to compute with")
    return number


def _whole_number(x: Any) -> int:
    number = _number(x)
    if not number.is_integer():
        raise PydanticCustomError("whole_number", "must be a whole number")
    if not abs(int(x)) <= LARGEST_WHOLE:
        raise PydanticCustomError("whole_number", "has more than 18 digits")
    return int(x)


def _text(x: Any) -> str:
    if isinstance(x, TakenApart):
        raise PydanticCustomError("text_taken_apart", "ends at its comma, for it has no quotes")
    if not isinstance(x, str):
        raise PydanticCustomError("text", "must be text")
    return x


def _no_longer_than(most: int, x: str) -> str:
    if len(x) > most:
        raise PydanticCustomError("too_long_a_text", "has more than {most} characters", {"most": f"{most:,}"})
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


def _truth(x: Any) -> bool:
    if not isinstance(x, bool):
        raise PydanticCustomError("truth", "must be true or false")
    return x


TrueOrFalse = Annotated[bool, BeforeValidator(_truth)]
FormatVersion = Annotated[Literal[1], BeforeValidator(_not_a_truth)]
Number = Annotated[
    float,
    BeforeValidator(_number),
    WithJsonSchema({"type": "number", "minimum": -LARGEST, "maximum": LARGEST}),
]
WholeNumber = Annotated[
    int,
    BeforeValidator(_whole_number),
    WithJsonSchema({"type": "integer", "minimum": -LARGEST_WHOLE, "maximum": LARGEST_WHOLE}),
]
Text = Annotated[str, BeforeValidator(_text), WithJsonSchema({"type": "string", "maxLength": LONGEST_TEXT})]
Name = Annotated[
    str,
    AfterValidator(partial(_no_longer_than, LONGEST_NAME)),
    BeforeValidator(_text),
    WithJsonSchema({"type": "string", "maxLength": LONGEST_NAME}),
]
NumberKey = Annotated[
    float, BeforeValidator(_number_in_key), WithJsonSchema({"type": "string", "pattern": f"^{NUMBER}$"})
]
YearKey = Annotated[
    int,
    BeforeValidator(lambda x: _whole_number(_number_in_key(x))),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,3}$"}),
]
Date = Annotated[datetime.date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Id = Annotated[str, Field(pattern=ID)]
FileName = Annotated[str, Field(pattern=FILE_NAME)]
RequirementId = Annotated[str, Field(pattern=REQUIREMENT_ID)]
CriterionPath = Annotated[str, Field(pattern=CRITERION_PATH)]
CellPath = Annotated[str, Field(pattern=CELL)]
FigurePath = Annotated[str, Field(pattern=FIGURE_PATH)]
Pair = Annotated[list[Number], Field(min_length=2, max_length=2)]

SHORT_FIGURES = ("cost", "time_to_launch")  # that an outcome may tell without saying `ratings`

ApproachWord = Literal["build", "buy", "extend"]
EvidenceWord = Literal["assumption", "vendor", "demo", "reference", "pilot"]
