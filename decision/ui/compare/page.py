"""Compare: what do others weigh, and what did we have before?"""

from __future__ import annotations

from decision.ui.compare.over_time import over_time
from decision.ui.compare.sections import snapshots_side_by_side, views_side_by_side
from decision.ui.compare.what_changed import what_changed
from decision.ui.frame.page_frame import begin_page

work = begin_page("Compare")
views_side_by_side(work)
snapshots_side_by_side(work)
what_changed(work)
over_time(work)
