"""Room: what do we each think?"""

from __future__ import annotations

import streamlit as st

from decision.model.errors import DecisionError
from decision.outputs.words.grammar import capital
from decision.ui.frame.page_frame import begin_page
from decision.ui.frame.text import label
from decision.ui.room.hosting import host_room, led, show_refused
from decision.ui.room.leading import leading
from decision.ui.room.opening import opening
from decision.ui.room.remembering import remember

begin_page("Room")
show_refused()
try:
    host = host_room()
    if host is None:
        opening()
    else:
        leading(host)
        if (mine := led()) is not None:
            remember(mine.code, mine.secret)
except DecisionError as error:
    st.error(label(f"{capital(str(error))}."))
