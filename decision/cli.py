"""The command line: ``python -m decision COMMAND FILE… [--json]``.

Exit status: 0 fine, 1 a check or validation failed, 2 the call was wrong. Errors go to standard error.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from decision.files.faults import FileError
from decision.files.reader import load
from decision.model.errors import DecisionError, suggestion
from decision.version import __version__

FINE, FAILED, WRONG_CALL = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # Windows consoles differ
    try:
        call = _parser().parse_args(arguments)
    except SystemExit as end:  # argparse ends the process itself
        return end.code if isinstance(end.code, int) else WRONG_CALL
    command: Callable[[argparse.Namespace], int] = call.command
    try:
        return command(call)
    except FileError as error:
        _complain(error)
        return FAILED
    except DecisionError as error:
        _complain(f"{call.name}: {error}")
        return WRONG_CALL if isinstance(error, _WrongCallError) else FAILED
    except BrokenPipeError:
        sys.stderr.close()  # the reader, such as head, has seen enough
        return FINE
    except KeyboardInterrupt:
        _complain("stopped")
        return FAILED


# --- commands -------------------------------------------------------------------------------------------------


def _validate(call: argparse.Namespace) -> int:
    from decision.files.validation import validate

    reports: list[dict[str, Any]] = []
    for file in call.files:
        report: dict[str, Any] = {"file": file, "valid": True, "kind": None, "faults": []}
        try:
            report["kind"] = validate(file)
        except FileError as error:
            report["valid"] = False
            report["faults"] = [
                {"file": f.file, "line": f.line, "column": f.column, "path": f.path, "message": f.message}
                for f in error.faults
            ]
            if not call.json:
                _complain(error)
        if report["valid"] and not call.json:
            print(f"{file}: a sound file ({report['kind']})")
        reports.append(report)
    valid = all(report["valid"] for report in reports)
    if call.json:
        _print_json({"valid": valid, "files": reports})
    return FINE if valid else FAILED


def _evaluate(call: argparse.Namespace) -> int:
    from decision.analysis.scoring import evaluate

    scenario = load(call.file)
    evaluation = evaluate(scenario)
    if call.json:
        _print_json(evaluation.to_dict())
    else:
        from decision.outputs.text.scoring import evaluation_text

        print(evaluation_text(scenario, evaluation), end="")
    return FINE


def _simulate(call: argparse.Namespace) -> int:
    from decision.analysis.scoring import evaluate
    from decision.analysis.simulation.simulation import simulate

    scenario = load(call.file)
    result = simulate(scenario, call.draws, call.seed, weights=call.weights, progress=_Progress())
    if call.json:
        _print_json(result.to_dict())
    else:
        from decision.outputs.text.simulation import simulation_text

        print(simulation_text(evaluate(scenario), result), end="")
    return FINE


def _sensitivity(call: argparse.Namespace) -> int:
    from decision.analysis.sensitivity.sensitivity import sensitivity

    scenario = load(call.file)
    result = sensitivity(scenario, call.draws, call.seed)
    if call.json:
        _print_json(result.to_dict())
    else:
        from decision.outputs.text.sensitivity import sensitivity_text

        print(sensitivity_text(scenario, result), end="")
    return FINE


class _Progress:
    """Says on standard error how far a run of more than two seconds is."""

    def __init__(self) -> None:
        self.start = time.monotonic()
        self.said = self.start + 1

    def __call__(self, done: int, draws: int) -> None:
        now = time.monotonic()
        if now - self.said >= 1 and done < draws:
            self.said = now
            left = (now - self.start) * (draws - done) / done
            _complain(f"simulate: {done:,} of {draws:,} draws, about {left:.0f} s to go")


def _export(call: argparse.Namespace) -> int:
    from decision.outputs.files.export import ENDINGS, export

    target = Path(call.to)
    if target.suffix.lower() not in ENDINGS:
        raise _WrongCallError(f"--to must end in {', '.join(ENDINGS)} (got {target.name}); choose one of them")
    scenario = load(call.file)
    content = export(scenario, target.suffix.lower())
    try:
        target.write_bytes(content)
    except OSError as error:
        raise DecisionError(f"{target} cannot be written ({error.strerror}); choose another place") from None
    if call.json:
        _print_json({"file": call.file, "to": str(target), "bytes": len(content), "fingerprint": scenario.fingerprint})
    else:
        print(f"wrote {target}")
    return FINE


def _schema(call: argparse.Namespace) -> int:
    from decision.files.schema import SHAPES, schema_of

    _print_json(schema_of(SHAPES[call.kind]))
    return FINE


# --- the parser -------------------------------------------------------------------------------------------------


class _WrongCallError(DecisionError):
    """The command was called in a way that cannot work."""


class _Parser(argparse.ArgumentParser):
    """argparse with our way of saying what to do."""

    def error(self, message: str) -> NoReturn:
        if "invalid choice: '" in message:
            word = message.partition("invalid choice: '")[2].partition("'")[0]
            hint = suggestion(word, _COMMANDS)
            message = f"{message}{'; ' + hint if hint else ''}"
        self.exit(WRONG_CALL, f"{self.prog}: {message}; see {self.prog} --help\n")


_COMMANDS = ("validate", "evaluate", "simulate", "sensitivity", "export", "schema")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m decision", description="Build it, buy it, or extend what we have?")
    parser.add_argument("--version", action="version", version=f"Trilemma {__version__}")
    commands = parser.add_subparsers(dest="name", required=True, metavar="COMMAND", parser_class=_Parser)

    def add(name: str, command: Callable[[argparse.Namespace], int], help: str) -> argparse.ArgumentParser:
        each = commands.add_parser(name, help=help, description=help)
        each.set_defaults(command=command)
        each.add_argument("--json", action="store_true", help="print JSON instead of text")
        return each

    def add_draws(to: argparse.ArgumentParser) -> None:
        to.add_argument("--draws", type=_whole_number, help="how many worlds to draw; the file's number if not said")
        to.add_argument("--seed", type=_whole_number, help="where the random numbers begin; the file's if not said")

    add("validate", _validate, "Say everything that is wrong with files, or that they are sound.").add_argument(
        "files", nargs="+", metavar="FILE"
    )
    add("evaluate", _evaluate, "Score the options of a scenario and rank them.").add_argument("file", metavar="FILE")
    simulate = add("simulate", _simulate, "Say how sure the answer is, from many draws of ratings and weights.")
    simulate.add_argument("file", metavar="FILE")
    add_draws(simulate)
    simulate.add_argument(
        "--weights",
        choices=("any", "stated", "file"),
        default="file",
        help="how uncertain weights are: any at all, held as stated, or as the file says",
    )
    sensitivity = add("sensitivity", _sensitivity, "Say what would change the answer, and what to find out first.")
    sensitivity.add_argument("file", metavar="FILE")
    add_draws(sensitivity)
    export = add("export", _export, "Write the comparison table of a scenario to a file.")
    export.add_argument("file", metavar="FILE")
    export.add_argument("--to", required=True, metavar="OUT", help="the file to write: .csv, .md or .xlsx")
    add("schema", _schema, "Print the JSON Schema of a kind of file, for editors.").add_argument(
        "kind",
        nargs="?",
        default="scenario",
        choices=("scenario", "catalogue", "reference-classes", "requirements"),
        help="which kind of file; scenario if not said",
    )
    return parser


def _whole_number(text: str) -> int:
    try:
        number = float(text)
        return int(text) if number.is_integer() and text.lstrip("+-").isdigit() else int(_whole(number))
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"a whole number is wanted (got {text})") from None


def _whole(number: float) -> float:
    if not number.is_integer():
        raise ValueError
    return number


def _complain(words: object) -> None:
    print(words, file=sys.stderr)


def _print_json(content: Any) -> None:
    print(json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False))
