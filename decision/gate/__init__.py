"""The gate: a decision tested like code. Rules, each with a name, a place in the file and what to do about it."""
