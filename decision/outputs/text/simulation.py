"""A simulation as plain text; apart from `scoring`, so that scoring starts without what simulation needs."""

from __future__ import annotations

from collections.abc import Mapping

from decision.analysis.scoring import Evaluation
from decision.analysis.simulation.result import SimulationResult
from decision.model.scenario import Scenario
from decision.outputs.text.layout import heading, one_line, table, wrapped
from decision.outputs.text.scoring import who_is_who
from decision.outputs.words.figures import percent, points
from decision.outputs.words.scoring import criterion_name, short_names
from decision.outputs.words.simulation import REGRET, clipped, disagreement, share_with_error, surety, weights_in_play

_NAME, _HEAD = 34, 20  # columns of a name at the left, and of a head, before it goes on in the next line
_WORTH_SAYING = 0.05  # a clipped share above this is said


def simulation_text(scenario: Scenario, evaluation: Evaluation, result: SimulationResult) -> str:
    """How sure the answer is: the sentence, then a table of options by P(best)."""
    names = short_names(result.options)
    order = sorted(result.options, key=lambda option: -1.0 if option.p_best is None else option.p_best, reverse=True)
    rows = [
        [
            "",
            "best in",
            "mean",
            "sd",
            "P10",
            "P50",
            "P90",
            "regret",
            heading("best in, at weights that favour it", _HEAD),
        ]
    ]
    for option in order:
        best = "out" if option.p_best is None else ""  # no chance where nothing is uncertain
        if not result.certain and option.p_best is not None and option.p_best_se is not None:
            best = share_with_error(option.p_best, option.p_best_se, result.draws)
        figures = (option.mean, option.sd, option.p10, option.p50, option.p90)
        regret = "" if option.expected_regret is None else points(option.expected_regret)
        confidence = "" if option.confidence_factor is None else percent(option.confidence_factor)
        rows.append([wrapped(names[option.id], _NAME), best, *(points(x) for x in figures), regret, confidence])
    notes = [disagreement(evaluation, result), *_clipping(scenario, result, names)]
    foot = (
        f"{result.draws:,} draws from seed {result.seed}, with {weights_in_play(result)}. Scores of 100: one future in "
        "ten is lower than P10, one in ten higher than P90, both right to "
        f"{result.quantile_error:.2g} points. {REGRET} "
        f"Fingerprint {result.fingerprint[:12]}, Trilemma {result.version}."
    )
    blocks = [
        one_line(result.title),
        one_line(surety(result, evaluation.joint_leaders)),
        table(rows),
        *who_is_who(result.options),
    ]
    return "\n\n".join([*blocks, *(["\n".join(one_line(n) for n in notes if n)] if any(notes) else []), foot]) + "\n"


def _clipping(scenario: Scenario, result: SimulationResult, names: Mapping[str, str]) -> list[str]:
    return [
        clipped(names[option], criterion_name(scenario, path), share)
        for option, shares in result.clipped.items()
        for path, share in shares.items()
        if share > _WORTH_SAYING
    ]
