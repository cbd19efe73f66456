"""How sure the answer is, in sentences and frequencies."""

from __future__ import annotations

from decision.analysis.scoring import Evaluation
from decision.analysis.simulation.result import OptionOutcome, SimulationResult
from decision.outputs.words.scoring import listed, short_names

CLEAR, LEANING = 0.8, 0.6
_ROUNDS_AWAY = 0.005
_MANY_RARE = 3  # options best in fewer than 1 future of 100, from which on they are counted and not named

RULE = (
    f"clear: one option is best in at least {CLEAR * 100:.0f} of 100 futures; "
    f"leaning: in at least {LEANING * 100:.0f}; too close to call: in fewer"
)


def futures(share: float) -> str:
    """A chance as a frequency: ``51 of 100``; what rounds to none or to all is said as such."""
    if share < _ROUNDS_AWAY:
        return "fewer than 1 of 100"
    if share > 1 - _ROUNDS_AWAY:
        return "more than 99 of 100"
    return f"{100 * share:.0f} of 100"


def share_with_error(share: float, error: float, draws: int) -> str:
    """A share in percent with its standard error; at 0 or 1 the bound that the draws leave, 3/N (rule of three)."""
    if share in (0.0, 1.0):
        bound = f"{300 / draws:.2g} %"
        return f"< {bound}" if share == 0 else f"> 100 % - {bound}"
    return f"{100 * share:.1f} % ± {100 * error:.2g}"


def chances(result: SimulationResult) -> dict[str, str]:
    """By id, how often each ranked option is best, short enough to stand beside a score."""
    return {option.id: f"best in {bare_percent(option)} %" for option in result.options if option.p_best is not None}


def nothing_varies(result: SimulationResult) -> bool:
    """Whether every future is the same, so that there is no chance to speak of."""
    return result.certain


def verdict(result: SimulationResult) -> str:
    """``clear``, ``leaning`` or ``too close to call``, by `RULE`."""
    p = result.likeliest.p_best or 0.0
    return "clear" if p >= CLEAR else "leaning" if p >= LEANING else "too close to call"


def surety(result: SimulationResult) -> str:
    """Who is best in how many futures, and what that amounts to, in one sentence; that it cannot be said, if so."""
    names = short_names(result.options)
    ranked = sorted(
        (option for option in result.options if option.p_best is not None), key=lambda option: -(option.p_best or 0.0)
    )
    if len(ranked) == 1:
        return f"{names[ranked[0].id]} is the only option that is not excluded."
    if nothing_varies(result):
        return "How sure the answer is cannot be said: nothing that counts is uncertain here, no rating and no weight."
    first, *others = ranked
    rare = [option for option in others if (option.p_best or 0.0) < _ROUNDS_AWAY]
    named = others if len(rare) < _MANY_RARE else [option for option in others if option not in rare]
    shares = [f"{names[option.id]} in {futures(option.p_best or 0.0).removesuffix(' of 100')}" for option in named]
    if len(named) < len(others):
        shares.append(f"the other {len(rare)} in fewer than 1")
    return f"{names[first.id]} is best in {futures(first.p_best or 0.0)} futures, {listed(shares)}: {verdict(result)}."


def bare_percent(option: OptionOutcome) -> str:
    """In how many of 100 futures an option is best, as a bare figure."""
    share = option.p_best or 0.0
    return "<1" if 0 < share < _ROUNDS_AWAY else ">99" if 1 - _ROUNDS_AWAY < share < 1 else f"{100 * share:.0f}"


def provenance(result: SimulationResult) -> str:
    """What it takes to get the same figures again, and how far off they may be."""
    error = 50 / result.effective_draws**0.5
    return (
        f"{result.draws:,} draws from seed {result.seed}; error of a share at most {error:.2g} percentage points. "
        f"Fingerprint {result.fingerprint[:12]}, Trilemma {result.version}."
    )


def disagreement(evaluation: Evaluation, result: SimulationResult) -> str:
    """What to know where leader, highest mean of the draws and highest P(best) are not one option; else empty.

    Leader and highest mean are the same, but for chance, unless weights are drawn whose mean is not what is stated.
    """
    if evaluation.leader is None:
        return ""
    names = short_names(evaluation.options)
    if len(evaluation.joint_leaders) > 1:
        return f"{listed([names[id] for id in evaluation.joint_leaders])} are level by expected score."
    ranked = [option for option in result.options if option.p_best is not None]
    highest = max(ranked, key=lambda option: option.mean)
    leader, likeliest = names[evaluation.leader], names[result.likeliest.id]
    if evaluation.leader != highest.id:
        often = "is also most often best" if highest is result.likeliest else f"{likeliest} is most often best"
        return (
            f"{leader} leads by expected score at the weights as they stand; over these draws {names[highest.id]} has "
            f"the highest mean ({highest.mean:.1f}) and {often}."
        )
    return "" if result.likeliest is highest else f"{leader} leads by expected score, {likeliest} is most often best."
