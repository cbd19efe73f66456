"""Take away: what do those need who were not in the room?"""

from __future__ import annotations

from decision.ui.frame.page_frame import begin_page
from decision.ui.take_away.downloads import answer, files
from decision.ui.take_away.recording import decision_record

work = begin_page("Take away")
answer(work)
decision_record(work)
files(work)
