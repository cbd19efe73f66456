"""The chart of how a decision moved, as a file of its own: how often each option is best, by how much the first led."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from decision.analysis.history import Moment
from decision.model.visible import visible
from decision.outputs.charts.colours import APPROACH_COLOURS, APPROACH_LETTERS, OPTION_COLOURS, ink_on, shade
from decision.outputs.tables.history import HistoryRow, history_in_a_sentence
from decision.outputs.words.figures import points
from decision.outputs.words.scoring import told_short

_WIDTH, _LEFT, _RIGHT = 960, 64, 210  # pixels of the whole, before the plots, and for names behind them
_TOP, _CHANCES, _GAP, _MARGINS, _BOTTOM = 44, 260, 64, 110, 66  # pixels of what stands below each other
_NAME = 24  # characters of a name at the end of its line
_LABELS = 10  # versions with words below them at most
_NAME_GAP = 22  # pixels between names
_FONT = "font-family=\"'Source Sans 3', 'Source Sans Pro', 'Helvetica Neue', Arial, sans-serif\""
_HUNDRED = 100


@dataclass(frozen=True)
class Mark:
    """How an option is recognised."""

    name: str
    letter: str
    colour: str


def history_svg(rows: Sequence[HistoryRow]) -> str:
    """A drawing of these rows as SVG, black on white."""
    height = _TOP + _CHANCES + _GAP + _MARGINS + _BOTTOM
    said = quoteattr(visible(history_in_a_sentence(rows), None))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" color="#000" viewBox="0 0 {_WIDTH} {height}" role="img"',
        f'aria-label={said} {_FONT} font-size="14" fill="currentColor">',
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
    ]
    marks = marks_of([row.moment for row in rows if row.moment is not None])
    parts += [*_chances(rows, marks), *_margins(rows, marks), *_versions(rows)]
    return "\n".join([*parts, "</svg>"]) + "\n"


def marks_of(found: Sequence[Moment]) -> dict[str, Mark]:
    """By id, how each option that ever was is recognised: as the last version that has it names it."""
    names: dict[str, str] = {}
    approaches: dict[str, str | None] = {}
    for each in reversed(found):
        for id, name in told_short(each.names, each.approaches).items():
            names.setdefault(id, name)
            approaches.setdefault(id, each.approaches[id])
    alike = [approach for approach in approaches.values() if approach is not None]
    fixed = {id for id, approach in approaches.items() if approach is not None and alike.count(approach) == 1}
    taken = {APPROACH_COLOURS[str(approaches[id])] for id in fixed}
    free = [colour for colour in OPTION_COLOURS if colour not in taken]
    marks: dict[str, Mark] = {}
    for place, (id, name) in enumerate(names.items()):
        if id in fixed:
            marks[id] = Mark(name, APPROACH_LETTERS[str(approaches[id])], APPROACH_COLOURS[str(approaches[id])])
        else:
            colour = shade(free[place % len(free)], -0.25 * (place // len(free)))
            marks[id] = Mark(name, name[:1].upper(), colour)
    return marks


# --- how often each is best ---------------------------------------------------------------------------------------


def _chances(rows: Sequence[HistoryRow], marks: dict[str, Mark]) -> Iterator[str]:
    yield _text(_LEFT, _TOP - 20, "best in how many of 100 futures", opacity=0.75)
    for share in (0, 0.25, 0.5, 0.75, 1):
        y = _y(share)
        yield f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="currentColor" stroke-opacity="0.15"/>'
        yield _text(_LEFT - 10, y + 5, f"{_HUNDRED * share:.0f}", anchor="end", opacity=0.75)
    ends: list[tuple[float, str]] = []
    for id, mark in marks.items():
        found = list(pieces(rows, id))
        for piece in found:
            yield _line([(_x(rows, n), _y(p)) for n, p in piece], mark.colour)
        for n, p in (point for piece in found for point in piece):
            told = f"{rows[n].called}: {mark.name} best in {_HUNDRED * p:.0f} of 100"
            yield _dot(_x(rows, n), _y(p), mark.colour, told)
        if found:
            ends.append((_y(found[-1][-1][1]), id))
    for y, id in apart(ends, _NAME_GAP, _TOP + _CHANCES):
        yield from _name(y, marks[id])


def pieces(rows: Sequence[HistoryRow], id: str) -> Iterator[list[tuple[int, float]]]:
    """The versions in a row that have the option ranked, each with how often it is best."""
    piece: list[tuple[int, float]] = []
    for n, row in enumerate(rows):
        if row.moment is not None and id in row.moment.p_best:
            piece.append((n, row.moment.p_best[id]))
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def apart(ends: Sequence[tuple[float, str]], gap: float, foot: float) -> Iterator[tuple[float, str]]:
    """Pixels from the top and ids of names, those moved down that would stand on each other; all, where one is below.

    `foot` is where the plot ends, and `gap` what names need.
    """
    placed: list[tuple[float, str]] = []
    for y, id in sorted(ends):
        placed.append((max(y, placed[-1][0] + gap) if placed else y, id))
    over = max(0.0, placed[-1][0] - foot) if placed else 0.0
    yield from ((y - over, id) for y, id in placed)


def _name(y: float, mark: Mark) -> Iterator[str]:
    x = _WIDTH - _RIGHT + 14
    yield f'<rect x="{x}" y="{y - 10:.1f}" width="20" height="20" fill="{mark.colour}"/>'
    where = f'x="{x + 10}" y="{y + 5:.1f}" text-anchor="middle" font-weight="700"'
    yield f'<text {where} fill="{ink_on(mark.colour)}">{_seen(mark.letter)}</text>'
    yield _text(x + 28, y + 5, visible(mark.name, _NAME))


# --- by how much the first led ------------------------------------------------------------------------------------


def _margins(rows: Sequence[HistoryRow], marks: dict[str, Mark]) -> Iterator[str]:
    top = _TOP + _CHANCES + _GAP
    foot = top + _MARGINS
    margins = [row.moment.margin for row in rows if row.moment is not None and row.moment.margin is not None]
    most = max([*margins, 1.0])
    yield _text(_LEFT, top - 16, "points by which the first leads", opacity=0.75)
    yield f'<path d="M{_LEFT} {foot}H{_WIDTH - _RIGHT}" stroke="currentColor" stroke-opacity="0.4"/>'
    yield _text(_LEFT - 10, foot + 5, "0", anchor="end", opacity=0.75)
    yield _text(_LEFT - 10, top + 5, points(most), anchor="end", opacity=0.75)
    wide = min(28.0, 0.7 * (_WIDTH - _RIGHT - _LEFT) / max(len(rows), 1))
    for n, row in enumerate(rows):
        x = _x(rows, n)
        if row.moment is None:
            cross = f"M{x - 5:.1f} {foot - 13}l10 10m0 -10l-10 10"
            told = f"<title>{_seen(f'{row.called}: {row.problem}')}</title>"
            yield f'<path d="{cross}" stroke="currentColor" stroke-width="2" fill="none">{told}</path>'
        elif row.moment.margin is not None and row.moment.leaders:
            high = max(_MARGINS * row.moment.margin / most, 1.0)
            told = f"{row.called}: {row.leaders}, by {row.lead or points(row.moment.margin)} points"
            yield (
                f'<rect x="{x - wide / 2:.1f}" y="{foot - high:.1f}" width="{wide:.1f}" height="{high:.1f}" '
                f'fill="{marks[row.moment.leaders[0]].colour}"><title>{_seen(told)}</title></rect>'
            )


def _versions(rows: Sequence[HistoryRow]) -> Iterator[str]:
    """What stands below: the ids and days of some versions, the first and the last among them."""
    y = _TOP + _CHANCES + _GAP + _MARGINS + 22
    every = max(1, -(-(len(rows) - 1) // (_LABELS - 1))) if len(rows) > 1 else 1
    named = {n for n in range(len(rows)) if n % every == 0 and n + every <= len(rows) - 1} | {len(rows) - 1}
    for n in sorted(named) if rows else ():
        anchor = "middle"
        yield _text(
            _x(rows, n), y, rows[n].called[:7] if rows[n].commit else "now", anchor=anchor, opacity=0.75, size=12
        )
        yield _text(_x(rows, n), y + 16, (rows[n].when or "")[:10], anchor=anchor, opacity=0.75, size=12)
    if any(row.moment is None for row in rows):
        yield _text(_WIDTH - _RIGHT + 14, y - 22, "× faults, or no file", opacity=0.75, size=12)


# --- parts of a drawing --------------------------------------------------------------------------------------------


def _x(rows: Sequence[HistoryRow], n: int) -> float:
    span = _WIDTH - _RIGHT - _LEFT - 60
    return _LEFT + 30 + (span * n / (len(rows) - 1) if len(rows) > 1 else span / 2)


def _y(share: float) -> float:
    return _TOP + _CHANCES * (1 - share)


def _line(points_: Sequence[tuple[float, float]], colour: str) -> str:
    way = "L".join(f"{x:.1f} {y:.1f}" for x, y in points_)
    return f'<path d="M{way}" fill="none" stroke="{colour}" stroke-width="3" stroke-linejoin="round"/>'


def _dot(x: float, y: float, colour: str, told: str) -> str:
    title = f"<title>{_seen(told)}</title>"
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{colour}" stroke="currentColor">{title}</circle>'


def _text(x: float, y: float, text: str, *, anchor: str = "start", opacity: float = 1, size: int = 14) -> str:
    faded = f' opacity="{opacity:g}"' if opacity < 1 else ""
    where = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}"'
    return f"<text {where}{faded}>{_seen(text)}</text>"


def _seen(text: str) -> str:
    return escape(visible(text, None))
