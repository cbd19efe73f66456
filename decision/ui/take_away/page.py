"""Take away: what do those need who were not in the room?"""

from __future__ import annotations

from decision.ui.frame.page_frame import begin_page
from decision.ui.take_away.files import answer, files
from decision.ui.take_away.making import forget_what_is_old
from decision.ui.take_away.prices import price_formulas
from decision.ui.take_away.recording import decision_record
from decision.ui.take_away.trail import what_was_changed

work = begin_page("Take away")
forget_what_is_old(work)
answer(work)
decision_record(work)
files(work)
what_was_changed(work)
price_formulas(work)
