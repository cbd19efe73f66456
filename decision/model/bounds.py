"""How much a decision may hold and how large its numbers may be.

No decision of people comes near these bounds. They are there so that whatever a file says is read, scored and drawn
within seconds and in less than a gigabyte, or refused: what is written by hand is small, what is made to harm is not.
"""

from __future__ import annotations

FEWEST_OPTIONS, MOST_OPTIONS = 2, 30
MOST_CRITERIA = 500  # parts counted
MOST_ESTIMATES = 10_000  # of all ratings together, each component and line of a cost plan counted
MOST_IN_PLANS = 1_000  # uncertain figures of all cost plans: the law of a plan is put together figure by figure,
MOST_LAWS = 20_000  # and, where they hang together, once more for each point of what they have in common
MOST_REQUIREMENTS = 1_000
MOST_VIEWS = 100
MOST_PAIRS = 500  # whose correlation is stated
MOST_JOINED = 1_000  # estimates of options that pairs join: they are drawn together, from one matrix
MOST_STEEP = 200  # estimates whose law is beta or gamma with a shape below STEEP: their quantiles take long
STEEP = 0.4
MOST_LEVELS = 200  # of one estimate
MOST_POINTS = 200  # of one value function
MOST_ANCHORS = 200  # of one criterion
MOST_EVALUATORS = 60
MOST_ROOMS = 100  # that settled something

LONGEST_ID = 200  # of what others refer to
LONGEST_NAME = 1_000  # whether it stands as a key, as that of a view or of a line of a plan does, or after one
LONGEST_TEXT = 20_000

# Numbers between which what is worked out from them, squares and quotients, neither overflows nor vanishes
LARGEST, SMALLEST = 1e60, 1e-60
LARGEST_LOGARITHM = 138.0
WIDEST_LOGARITHM = 10.0  # standard deviation of a logarithm: one in ten lies above 370,000 times the median
# Shapes of beta and gamma laws up to which their quantiles are right: above, a normal law is the same to three digits
LARGEST_SHAPE = 1e6
SMALLEST_GAMMA_SHAPE = 0.01  # below, the mean is in cases too rare to be drawn
# Swings from worst that a rating may lie away: beyond, sums lose what else they hold
FARTHEST = 1e12
