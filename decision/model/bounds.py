"""How much a decision may hold and how large its numbers may be.

No decision of people comes near these bounds. They are there so that whatever a file says is read, scored and drawn
within seconds and in less than a gigabyte, or refused: what is written by hand is small, what is made to harm is not.
"""

from __future__ import annotations

FEWEST_OPTIONS, MOST_OPTIONS = 2, 30
MOST_CRITERIA = 500  # parts counted
MOST_ESTIMATES = 10_000  # of all ratings together, each component and line of a cost plan counted
MOST_REQUIREMENTS = 1_000
MOST_VIEWS = 100
MOST_PAIRS = 500  # whose correlation is stated
MOST_JOINED = 1_000  # estimates of options that pairs join: they are drawn together, from one matrix
MOST_LEVELS = 200  # of one estimate
MOST_POINTS = 200  # of one value function
MOST_ANCHORS = 200  # of one criterion

LONGEST_ID = 200
LONGEST_NAME = 1_000
LONGEST_TEXT = 20_000

# Numbers between which products and squares of a few of them neither overflow nor vanish
LARGEST, SMALLEST = 1e100, 1e-100
# Swings from worst that a rating may lie away: beyond, sums lose what else they hold
FARTHEST = 1e12
