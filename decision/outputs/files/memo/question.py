"""The memo's first parts: the question, what there was to choose between, and what was valued."""

from __future__ import annotations

from collections.abc import Iterator

from decision.outputs.files.material import Material
from decision.outputs.files.memo.bounds import MOST_CRITERIA, MOST_OPTIONS, rest_in_words
from decision.outputs.files.paper.blocks import Block, Grid, Heading, Paragraph
from decision.outputs.words.memo import most_of_the_weight, what_a_weight_is_of
from decision.outputs.words.record import day
from decision.outputs.words.scoring import listed
from decision.outputs.words.simulation import weights_in_play

MOST_QUESTIONS = 2  # the heaviest, of which it is said how they were asked for


def question(material: Material) -> Iterator[Block]:
    """What was asked, by whom and when, and how it came to that."""
    scenario = material.scenario
    yield Heading("The question")
    asked = scenario.question or f"{scenario.title}: which option?"
    yield Paragraph(asked, "lead", quoted=bool(scenario.question))
    if scenario.about:
        yield Paragraph(scenario.about, quoted=True)
    who = [f"Owner: {scenario.owner}."] if scenario.owner else []
    when = [] if scenario.date is None else [f"Figures as of {day(scenario.date)}."]
    if who or when:
        yield Paragraph(" ".join([*who, *when]), "note")


def options(material: Material) -> Iterator[Block]:
    """What there was to choose between, and what is out and why."""
    scenario, table = material.scenario, material.table
    yield Heading("The options")
    names = [column.name for column in table.options]
    if any(option.about for option in scenario.options):
        rows = tuple(
            (name, option.approach or "", option.about)
            for option, name in zip(scenario.options[:MOST_OPTIONS], names, strict=False)
        )
        yield Grid("What there was to choose between", ("Option", "Approach", "What it is"), rows, widths=(3, 1.2, 5))
        if names[MOST_OPTIONS:]:
            yield Paragraph(f"And {listed(names[MOST_OPTIONS:])}.")
    else:
        yield Paragraph(f"{listed(names)}.")
    for sentence in table.exclusions():
        yield Paragraph(sentence)


def what_we_valued(material: Material) -> Iterator[Block]:
    """The weights at the top, the heaviest first, each with what it is the worth of."""
    scenario, table = material.scenario, material.table
    yield Heading("What we valued")
    tops = sorted((row for row in table.criteria if row.depth == 0), key=lambda row: -row.weight)
    asked = [f"{row.name}: {row.criterion.question}" for row in tops[:MOST_QUESTIONS] if row.criterion.question]
    yield Paragraph(" ".join([most_of_the_weight(scenario), *asked]))
    shown = tops[:MOST_CRITERIA]
    rows = tuple((row.name, row.percent, what_a_weight_is_of(scenario, row.path)) for row in shown)
    head = ("Criterion", "Weight", "From worst to best, or its parts")
    yield Grid("What counts for how much", head, rows, frozenset({1}), (4, 1, 4))
    if rest := rest_in_words(len(tops), len(shown), "criteria"):
        yield Paragraph(rest, "note")
    simulation = material.figures.simulation
    if simulation is not None and simulation.weights_vary:
        yield Paragraph(f"Chances below are counted with {weights_in_play(simulation)}.", "note")
