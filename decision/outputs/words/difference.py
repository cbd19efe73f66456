"""What changed between two decisions, in sentences: the answer first, then what each change did."""

from __future__ import annotations

from decision.analysis.difference.difference import Difference
from decision.outputs.words.adding_up import shown_margins
from decision.outputs.words.changes import item_in_words, option_name
from decision.outputs.words.figures import points
from decision.outputs.words.grammar import counted
from decision.outputs.words.scoring import headline
from decision.outputs.words.simulation import futures

_NAMED = 3  # items that are named in a sentence, before the others are counted
_WEIGHTS = {"file": "weights as open as the files say", "stated": "weights as stated", "any": "any weights"}
_SHOWN = 0.05  # points below which a share would be shown as 0.0


def answer(found: Difference) -> str:
    """Who leads now, and how it was before, in one line."""
    if found.is_same:
        return "Nothing changed."
    now, before = headline(found.after), headline(found.before)
    if not found.moved:
        changes = counted(len(found.said), "change")
        return f"No score moved: {now.rstrip('.')}, as before. {changes} beside the scores."
    return f"{now} As before." if now == before else f"{now} Before: {before}"


def explanation(found: Difference) -> list[str]:
    """What became of the chance, what turned the lead, and which change did most."""
    if not found.moved:
        return []
    return list(filter(None, (_chance(found), _turn(found), _most(found), _not_apart(found))))


def _chance(found: Difference) -> str:
    moved = found.p_best
    if moved is None or found.option is None or {moved.old, moved.new} <= {0.0, 1.0}:
        return ""
    name, was, now = option_name(found, found.option), futures(moved.old), futures(moved.new)
    if was == now:
        return f"{name} is best in {now} futures, as before."
    return f"{name} is best in {now} futures; before, in {was}."


def _turn(found: Difference) -> str:
    turn = found.turn
    if turn is None or len(found.shares) == 1:
        return ""
    called = [str(item_in_words(found, share)) for share in found.shares]
    alone, needed, together = ([called[i] for i in each] for each in (turn.alone, turn.needed, turn.together))
    if len(alone) == 1:
        shown = shown_margins(found)[turn.alone[0]]
        moved = "" if shown is None else f", {signed(shown)} points"
        return f"What turned the lead: {alone[0]}{moved}. It would have done so alone."
    if alone:
        return f"Each of {len(alone)} changes would have turned the lead alone: {_in_a_row(alone)}."
    if together:
        return f"No change alone turned the lead; these do together: {_in_a_row(together)}."
    if needed:
        return f"No change alone turned the lead; it would not have turned without: {_in_a_row(needed)}."
    return "No change alone turned the lead, and it would have turned without any one of them."


def _in_a_row(phrases: list[str]) -> str:
    shown = "; ".join(phrases[:_NAMED])
    return f"{shown}; and {len(phrases) - _NAMED} more" if len(phrases) > _NAMED else shown


def _most(found: Difference) -> str:
    shown = shown_margins(found)[0]
    is_said = found.turn is not None and found.turn.alone == (0,)  # as what turned the lead
    if shown is None or is_said or len(found.shares) == 1 or abs(shown) < _SHOWN:
        return ""
    name = option_name(found, str(found.option))
    return f"What did most to the margin of {name}: {item_in_words(found, found.shares[0])}, {signed(shown)} points."


def _not_apart(found: Difference) -> str:
    if found.apart or len(found.shares[0].changes) == 1:
        return ""
    return "The changes cannot be told apart: with only some of them the decision could not be computed."


def signed(x: float) -> str:
    """Points gained or lost: ``+4.8``, ``-3.5``, ``0.0``."""
    return f"+{points(x)}" if x >= _SHOWN else points(x)


def margin_in_words(found: Difference) -> str:
    """What the margin is that is followed."""
    assert found.option is not None  # asked for where one is followed
    return f"Margin of {option_name(found, found.option)} over the best other, in points; below 0 another leads."


def how_counted(found: Difference) -> str:
    """How the shares were found, and what it takes to find the same again."""
    shares = "Shares are Shapley's: the mean of what a change does over all orders in which the changes could be made"
    if found.orders is not None:
        shares += f", here {found.orders} orders drawn by chance, with the standard error behind ±"
    weights = _WEIGHTS[found.weights_drawn]
    chances = f"; chances are from the same {found.draws:,} draws on both sides, seed {found.seed}, {weights}"
    prints = f"{found.before.fingerprint[:12]} to {found.after.fingerprint[:12]}"
    return f"{shares}{chances}. Fingerprint {prints}, both computed with Trilemma {found.version}."
