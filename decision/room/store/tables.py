"""The tables. Nothing here says when somebody voted: of times, only those of the room's steps are kept."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()

ROOMS = Table(
    "trilemma_rooms",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("host_hash", Text, nullable=False),
    Column("once_hash", Text),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("snapshot", Text, nullable=False),
    Column("public", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("log", Text, nullable=False),
    Column("next_due", Float, index=True),
    Column("expires_at", Float, nullable=False, index=True),
)

PEOPLE = Table(
    "trilemma_people",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("room", Text, ForeignKey("trilemma_rooms.id"), nullable=False, index=True),
    Column("token_hash", Text, unique=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("watching", Boolean, nullable=False),
    Column("by_host", Boolean, nullable=False),
)

# ids are random: rows of a round whose persons are forgotten lie in no order that tells anything
BALLOTS = Table(
    "trilemma_ballots",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("room", Text, ForeignKey("trilemma_rooms.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("person", Text),
    Column("role", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("content", Text, nullable=False),
    UniqueConstraint("room", "round", "person", name="trilemma_one_ballot"),
)

REASONS = Table(
    "trilemma_reasons",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("room", Text, ForeignKey("trilemma_rooms.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("person", Text),
    Column("item", Text, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("room", "round", "person", "item", name="trilemma_one_reason"),
)

Index("trilemma_reasons_of_round", REASONS.c.room, REASONS.c.round)
BELOW_ROOMS = (REASONS, BALLOTS, PEOPLE)  # in the order in which they are emptied
