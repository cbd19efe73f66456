"""Rules about the answer: who leads, and how surely."""

from __future__ import annotations

from collections.abc import Iterator

from decision.gate.case import Case
from decision.gate.finding import Found
from decision.outputs.words.scoring import headline

_SURELY = 2  # standard errors, within which draws cannot tell a share from its floor


def leader_is_as_decided(case: Case) -> Iterator[Found]:
    """The option that was decided for leads, be it together with others."""
    decision = case.scenario.decision
    assert decision is not None  # asked only then
    if decision.chosen in case.evaluation.joint_leaders:
        return
    at, name = ("decision", "chosen"), case.names[decision.chosen]
    remedy = "look at what changed, and decide anew or mend the file"
    if case.scenario.option(decision.chosen).excluded:
        yield Found(at, f"the decision was for {name}, which is excluded now", remedy)
        return
    yield Found(at, f"the decision was for {name}, and now {headline(case.evaluation).removesuffix('.')}", remedy)


def p_best_is_high_enough(case: Case) -> Iterator[Found]:
    """The leader is best in so many of the draws at least; counted anew, with the uncertainty that the file states."""
    floor = case.min_p_best
    if floor is None:
        return
    at = ("checks", "min_p_best") if case.asked.checks.min_p_best is None else ()
    leader = case.evaluation.leader
    if leader is None:
        yield Found(at, "every option is excluded, so none is best in any draw", "mend a result, a rating or a minimum")
        return
    from decision.outputs.words.simulation import share_with_error  # not needed where nothing is drawn

    result = case.simulation
    option = next(each for each in result.options if each.id == leader)
    assert option.p_best is not None and option.p_best_se is not None  # a leader is ranked
    if option.p_best >= floor:
        return
    counted = share_with_error(option.p_best, option.p_best_se, result.draws)
    what = (
        f"P(best) of {case.names[leader]} is {counted} in {result.draws:,} draws, and {100 * floor:.10g} % is asked for"
    )
    if floor - option.p_best <= _SURELY * option.p_best_se:
        what += ", and within the error of the draws"
        yield Found(
            at, what, "take more draws to tell (--draws 1000000), or find out more about what could change the leader"
        )
        return
    yield Found(at, what, "find out more about the ratings that could change the leader, or agree on a lower floor")
