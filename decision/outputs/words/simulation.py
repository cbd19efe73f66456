"""How sure the answer is, in sentences and frequencies."""

from __future__ import annotations

import math
from collections.abc import Sequence

from decision.analysis.scoring import Evaluation
from decision.analysis.simulation.certainty import AHEAD, CLEAR, Certainty, certainty
from decision.analysis.simulation.result import OptionOutcome, SimulationResult
from decision.model.evidence_ranges import SingleNumbers
from decision.outputs.words.figures import percent, rounded_up
from decision.outputs.words.open_ratings import still_open
from decision.outputs.words.scoring import listed, only_one_left, short_names

_ROUNDS_AWAY = 0.005
_MANY_RARE = 3  # options best in fewer than 1 future of 100, from which on they are counted and not named
_MOST_NAMED = 5  # options beside the likeliest; if there are more, so few are named and the rest is counted
_FEW_NAMED = 3
_SAME = 1e-9  # shares that differ by less are one
_DIGITS = 12  # after which a share is 0 or 1 to the eye

RULE = (
    f"clear: the option that leads by score is best in at least {CLEAR} of 100 futures; ahead, but not clearly: in at "
    f"least {AHEAD}; too close to call: in fewer, or another option is best in more; not known: most of the weight "
    "rests on single numbers, or open ratings could change who leads"
)


REGRET = "Regret: how far an option lies behind the best one, on average."


def futures(share: float) -> str:
    """A chance as a frequency: ``51 of 100``; what rounds to none or to all is said as such."""
    if share < _ROUNDS_AWAY:
        return "fewer than 1 of 100"
    if share > 1 - _ROUNDS_AWAY:
        return "more than 99 of 100"
    return f"{100 * share:.0f} of 100"


def in_futures(share: float) -> str:
    """A chance of draws as a frequency, all and none as such: ``in 51 of 100 futures``, ``in every future drawn``."""
    if share > 1 - _SAME:
        return "in every future drawn"
    return "in no future drawn" if share < _SAME else f"in {futures(share)} futures"


def of_futures(share: float) -> str:
    """A chance of draws for a cell of a table: ``51 of 100``, ``all``, ``none``."""
    return "all" if share > 1 - _SAME else "none" if share < _SAME else futures(share)


def share_with_error(share: float, error: float, draws: int) -> str:
    """A share in percent with its standard error; at 0 or 1 the bound that the draws leave, 3/N (rule of three)."""
    if share in (0.0, 1.0):
        bound = rounded_up(300 / draws)
        if bound >= 100:
            return "not known: too few draws"
        return f"less than {bound:.10g} %" if share == 0 else f"more than {100 - bound:.10g} %"
    decimals = 1
    while decimals < _DIGITS and float(f"{100 * share:.{decimals}f}") in (0.0, 100.0):
        decimals += 1  # what is not all is not said to be
    return f"{100 * share:.{decimals}f} % ± {100 * error:.2g}"


def chances(result: SimulationResult) -> dict[str, str]:
    """By id, how often each ranked option is best, short enough to stand beside a score."""
    return {option.id: f"best in {bare_percent(option)} %" for option in result.options if option.p_best is not None}


def nothing_varies(result: SimulationResult) -> bool:
    """Whether every future is the same, so that there is no chance to speak of."""
    return result.certain


def verdict(result: SimulationResult, leaders: Sequence[str] = ()) -> Certainty:
    """How sure the answer is, by `RULE`; `leaders` are the ids of those first by score."""
    return certainty(result, leaders)


def surety(result: SimulationResult, leaders: Sequence[str] = ()) -> str:
    """Who is best in how many futures, what that amounts to, and what it leaves out; that it is not known, if so."""
    names = short_names(result.options)
    ranked = sorted(
        (option for option in result.options if option.p_best is not None), key=lambda option: -(option.p_best or 0.0)
    )
    if len(ranked) == 1:
        return f"{only_one_left(names[ranked[0].id])}."
    if nothing_varies(result):
        return _nothing_varies(result)
    first, *others = ranked
    level = [option for option in ranked if (first.p_best or 0.0) - (option.p_best or 0.0) < _SAME]
    rare = [option for option in others if (option.p_best or 0.0) < _ROUNDS_AWAY]
    named = others if len(rare) < _MANY_RARE else [option for option in others if option not in rare]
    if len(named) > _MOST_NAMED:
        named = named[: max(_FEW_NAMED, len(level) - 1)]
    shares = [f"{names[option.id]} in {futures(option.p_best or 0.0).removesuffix(' of 100')}" for option in named]
    left = others[len(named) :]
    if left:
        shares.append(f"the other {len(left)} in {_at_most(left[0].p_best or 0.0)}")
    best = futures(first.p_best or 0.0)
    if len(level) > 1:
        shares = shares[len(level) - 1 :]
        chance = f"{best} futures each" if len(shares) == 0 else f"{best} futures each, {listed(shares)}"
        sentence = f"{listed([names[option.id] for option in level])} are best in {chance}"
    else:
        sentence = f"{names[first.id]} is best in {best} futures, {listed(shares)}"
    how = verdict(result, leaders)
    how_sure = "; it is not known how sure this is" if how == "not known" else f": {how}"
    more = "".join(f" {each}" for each in (still_open(result.openness), left_out_of_chances(result)) if each)
    return f"{sentence}{what_varies(result)}{how_sure}.{more}"


def _at_most(share: float) -> str:
    """A number of futures that none of several reaches more often, rounded so that it holds."""
    return "fewer than 1" if share < _ROUNDS_AWAY else f"at most {math.ceil(100 * share - _SAME)} each"


def surety_in_short(result: SimulationResult, leaders: Sequence[str]) -> str:
    """How sure it is that the one who leads is best, to follow a sentence on who leads; empty where several do."""
    if len(leaders) != 1 or sum(option.p_best is not None for option in result.options) == 1:
        return ""
    if nothing_varies(result):
        return "It is not known how sure this is."
    how = verdict(result, leaders)
    how_sure = "; it is not known how sure this is" if how == "not known" else f": {how}"
    return f"It is best in {futures(result.option(leaders[0]).p_best or 0.0)} futures{how_sure}."


def what_varies(result: SimulationResult) -> str:
    """What differs by choice from ratings that vary and weights that are fixed, to stand behind a chance."""
    fixed = "" if result.ratings_drawn else ", with ratings fixed"
    if not result.weights_vary:
        return fixed
    joined = f"{fixed} and " if fixed else ", with "
    return joined + weights_in_play(result)


def weights_in_play(result: SimulationResult) -> str:
    """Which weights the draws are of."""
    if result.weights_drawn == "any":
        return "any weights at all"
    return "weights varied as the file says" if result.weights_vary else "weights fixed"


def left_out_of_chances(result: SimulationResult) -> str:
    """How much rests on single numbers, which chances take as certain; empty where nothing does."""
    if not result.ratings_drawn:
        return "The chances leave out that ratings may be wrong."
    single = result.single_numbers
    if not single.count:
        return ""
    they = "it" if single.count == 1 else "they"
    return f"{single_numbers_in_words(single)}; the chances leave out that {they} may be wrong."


def single_numbers_in_words(single: SingleNumbers) -> str:
    """``19 of 20 ratings, 95 % of the weight, are single numbers``."""
    verb, what = ("is", "a single number") if single.count == 1 else ("are", "single numbers")
    if single.count == single.total:
        return f"All {single.total} ratings are single numbers"
    return f"{single.count} of {single.total} ratings, {weight_in_words(single.weight)} of the weight, {verb} {what}"


def weight_in_words(share: float) -> str:
    """A share of the weight in percent, never all or none where it is not."""
    shown = f"{100 * share:.0f}"
    if shown == "0" and share > 0:
        return "less than 1 %"
    if shown == "100" and share < 1 - 1e-9:
        return "more than 99 %"
    # on the side of a half on which it lies, for there the word turns
    if shown == "50" and share > 0.5 + 1e-9:
        return "more than 50 %"
    return f"{shown} %"


def _nothing_varies(result: SimulationResult) -> str:
    if not result.ratings_drawn:
        return "It is not known how sure this is: ratings and weights are fixed."
    single = result.single_numbers
    what = f"{single_numbers_in_words(single)[0].lower()}{single_numbers_in_words(single)[1:]}"
    return f"It is not known how sure this is: {what}, and weights are fixed."


def clipped(option: str, criterion: str, share: float) -> str:
    """In how many futures a rating lies beyond the ends of its scale, and what it counts as there."""
    where = f"beyond worst or best in {percent(share)} of futures"
    return f"{option}'s {criterion} lies {where}, and counts as that end there."


def bare_percent(option: OptionOutcome) -> str:
    """In how many of 100 futures an option is best, as a bare figure."""
    share = option.p_best or 0.0
    return "<1" if share < _ROUNDS_AWAY else ">99" if share > 1 - _ROUNDS_AWAY else f"{100 * share:.0f}"


def provenance(result: SimulationResult) -> str:
    """What it takes to get the same figures again, and how far off they may be."""
    return (
        f"{result.draws:,} draws from seed {result.seed}; {how_far_off(result)}. "
        f"Fingerprint {result.fingerprint[:12]}, Trilemma {result.version}."
    )


def how_far_off(result: SimulationResult) -> str:
    """How near chances are to those of endlessly many draws: twice the largest standard error a share can have."""
    error = min(100.0, 2 * 50 / result.effective_draws**0.5)
    return f"19 times in 20, a chance is right to {error:.2g} in 100"


def counted_over(result: SimulationResult) -> str:
    """How many futures the chances were counted over, for those who only want to know how far to trust them."""
    return f"Counted over {result.draws:,} futures; {how_far_off(result)}."


def disagreement(evaluation: Evaluation, result: SimulationResult) -> str:
    """What to know where the one that leads by score is not the one that is most often best; empty where it is."""
    if evaluation.leader is None or nothing_varies(result) or len(evaluation.joint_leaders) > 1:
        return ""
    names, likeliest = short_names(result.options), result.likeliest
    if (result.option(evaluation.leader).p_best or 0.0) >= (likeliest.p_best or 0.0):
        return ""
    leads, best = names[evaluation.leader], names[likeliest.id]
    why = "wide or lopsided ranges or varying weights can do that"
    return f"{leads} leads on average, but {best} is best more often: {why}."
