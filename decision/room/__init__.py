"""The room: many people judge one decision blind, on their phones, and see afterwards where they differ."""
