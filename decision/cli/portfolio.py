"""``portfolio FOLDER…``: one table of many decisions."""

from __future__ import annotations

import datetime
from argparse import ArgumentParser, Namespace
from functools import partial

from decision.analysis.scoring import evaluate
from decision.analysis.simulation.simulation import simulate
from decision.cli.arguments import add_today, draws, locale, seed, the_day
from decision.cli.many import add_workers, files_of, for_each
from decision.cli.printing import complain, say, say_json
from decision.cli.status import FAILED, FINE, WrongCallError
from decision.files.reader import load
from decision.outputs.tables.portfolio import PortfolioRow, portfolio_row

USUAL_DRAWS = 10_000


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FOLDER", help="a folder with all below it, a file, or a pattern")
    add_workers(parser)
    parser.add_argument("--csv", action="store_true", help="print comma-separated values instead of text")
    parser.add_argument(
        "--locale", type=locale, help="where the values of --csv will be opened, such as de or fr-CH, as for export"
    )
    parser.add_argument(
        "--draws", type=draws, default=USUAL_DRAWS, metavar="N", help=f"worlds to draw; {USUAL_DRAWS:,} if not said"
    )
    parser.add_argument("--seed", type=seed, metavar="S", help="where the random numbers begin; the file's if not said")
    add_today(parser)


def run(call: Namespace) -> int:
    if call.json and call.csv:
        raise WrongCallError("--json and --csv say two things; leave one out")
    if call.locale is not None and not call.csv:
        raise WrongCallError("--locale is for --csv; leave it out")
    outcomes = for_each(call, files_of(call), partial(_row, call.draws, call.seed, the_day(call)))
    rows = [(each.file, each.result) for each in outcomes if each.result is not None]
    failed = [each for each in outcomes if each.result is None]
    for each in failed if not call.json else ():
        complain(each.complaint)
    reasons = [(each.file, each.in_short) for each in failed]
    if call.json:
        say_json([e.to_dict() if e.result is None else {"file": e.file, **e.result.to_dict()} for e in outcomes])
    elif call.csv:
        from decision.outputs.files.csv_form import PLAIN, form_of
        from decision.outputs.files.portfolio_csv import portfolio_csv

        say(portfolio_csv(rows, reasons, PLAIN if call.locale is None else form_of(call.locale)))
    else:
        from decision.outputs.text.portfolio import portfolio_text

        say(portfolio_text(rows, reasons))
    return FAILED if failed else FINE


def _row(draws: int, seed: int | None, today: datetime.date, file: str) -> PortfolioRow:
    scenario = load(file)
    result = simulate(scenario, draws, seed) if scenario.ranked_options else None
    return portfolio_row(scenario, evaluate(scenario), result, today)
