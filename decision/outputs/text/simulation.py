"""A simulation as plain text; apart from `scoring`, so that scoring starts without what simulation needs."""

from __future__ import annotations

from collections.abc import Mapping

from decision.analysis.scoring import Evaluation
from decision.analysis.simulation.result import SimulationResult
from decision.outputs.text.layout import one_line, table, wrapped
from decision.outputs.text.scoring import who_is_who
from decision.outputs.words.figures import percent, points
from decision.outputs.words.scoring import short_names
from decision.outputs.words.simulation import disagreement, share_with_error, surety

_NAME = 34  # columns of a name before it goes on in the next line
_WORTH_SAYING = 0.05  # a clipped share above this is said


def simulation_text(evaluation: Evaluation, result: SimulationResult) -> str:
    """How sure the answer is: the sentence, then a table of options by P(best)."""
    names = short_names(result.options)
    order = sorted(result.options, key=lambda option: -1.0 if option.p_best is None else option.p_best, reverse=True)
    rows = [["", "best in", "mean", "sd", "P10", "P50", "P90", "regret", "sure at own weights"]]
    for option in order:
        best = "out"
        if option.p_best is not None and option.p_best_se is not None:
            best = share_with_error(option.p_best, option.p_best_se, result.draws)
        figures = (option.mean, option.sd, option.p10, option.p50, option.p90)
        regret = "" if option.expected_regret is None else points(option.expected_regret)
        confidence = "" if option.confidence_factor is None else percent(option.confidence_factor)
        rows.append([wrapped(names[option.id], _NAME), best, *(points(x) for x in figures), regret, confidence])
    notes = [disagreement(evaluation, result), *_clipping(result, names)]
    uncertain = {"file": "weights as the file says", "stated": "weights as stated", "any": "any weights"}
    foot = (
        f"{result.draws:,} draws from seed {result.seed}; {uncertain[result.weights_drawn]}; scores of 100, "
        f"quantiles to {result.quantile_error:.2g} points. "
        f"Fingerprint {result.fingerprint[:12]}, Trilemma {result.version}."
    )
    blocks = [one_line(result.title), one_line(surety(result)), table(rows), *who_is_who(result.options)]
    return "\n\n".join([*blocks, *(["\n".join(one_line(n) for n in notes if n)] if any(notes) else []), foot]) + "\n"


def _clipping(result: SimulationResult, names: Mapping[str, str]) -> list[str]:
    return [
        f"{names[option]}'s rating on {path} was clipped in {percent(share)} of draws: it lies outside worst to best."
        for option, shares in result.clipped.items()
        for path, share in shares.items()
        if share > _WORTH_SAYING
    ]
