"""How sure decisions are that nobody has open: worked out once beside everything else, and told from then on.

Nobody waits for it. Who asks gets what is known by now, and has the page drawn again once there is more to tell.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque

from decision.analysis.scoring import Evaluation
from decision.analysis.simulation.simulation import simulate
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.outputs.words.scoring import headline
from decision.outputs.words.simulation import surety_in_short
from decision.ui.session.bounds import draws_on_pages
from decision.ui.session.visitors import draw_again, visitor, work_for

_MOST = 500  # sentences that are kept
_MOST_WAITING = 50
_MOST_SECONDS = 2.0  # for one decision; of one that takes longer nothing is told


class Sureties:
    """Sentences by the fingerprints of decisions; for several threads at once."""

    def __init__(self) -> None:
        self._told: OrderedDict[str, str] = OrderedDict()
        self._waiting: deque[tuple[Scenario, Evaluation]] = deque()
        self._asking: set[str] = set()
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None

    def of(self, scenario: Scenario, evaluation: Evaluation) -> str:
        """Who leads and in how many futures that one is best; empty where it cannot be told, or is not known yet."""
        key = scenario.fingerprint
        with self._lock:
            if key in self._told:
                self._told.move_to_end(key)
                return self._told[key]
            if len(self._waiting) < _MOST_WAITING:
                if not any(each.fingerprint == key for each, _ in self._waiting):
                    self._waiting.append((scenario, evaluation))
                who = visitor()
                self._asking |= set() if who is None else {who}
                self._begin()
        return ""

    def wait(self) -> None:
        """Wait until all that was asked for is known."""
        worker = self._worker
        if worker is not None:
            worker.join()

    def _begin(self) -> None:
        if self._worker is None or not self._worker.is_alive():
            self._worker = threading.Thread(target=self._work, name="how sure others are", daemon=True)
            self._worker.start()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._worker = None
                    asking, self._asking = self._asking, set()
                    break
                scenario, evaluation = self._waiting[0]
            sentence = ""
            try:
                sentence = _sentence(scenario, evaluation)
            finally:  # what went wrong once is not tried again
                with self._lock:
                    self._waiting.popleft()
                    self._told[scenario.fingerprint] = sentence
                    while len(self._told) > _MOST:
                        self._told.popitem(last=False)
        for who in asking:
            draw_again(who)


def _sentence(scenario: Scenario, evaluation: Evaluation) -> str:
    """The headline with how sure it is, as it stands on *Decide*; empty where there is no such chance."""
    if not scenario.ranked_options:
        return ""
    try:
        with work_for(None, _MOST_SECONDS):
            result = simulate(scenario, draws_on_pages(scenario), scenario.simulation.seed, weights="stated")
    except DecisionError:  # it took too long, or cannot be drawn
        return ""
    short = surety_in_short(result, evaluation.joint_leaders)
    return f"{headline(evaluation, result)} {short}" if short else ""


SURETIES = Sureties()
