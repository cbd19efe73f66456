"""Where rooms are kept: SQLite in a file by default, PostgreSQL for several replicas. SQLAlchemy stands only here."""

from decision.room.store.host import HostRoom
from decision.room.store.kept import Cast, Opened, Person, PersonProgress, Progress, Reason
from decision.room.store.rooms import NoSuchRoomError, Store, StoreError
from decision.room.store.shared import the_store

__all__ = [
    "Cast",
    "HostRoom",
    "NoSuchRoomError",
    "Opened",
    "Person",
    "PersonProgress",
    "Progress",
    "Reason",
    "Store",
    "StoreError",
    "the_store",
]
