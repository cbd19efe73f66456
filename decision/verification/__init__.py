"""An export held against the decision inside it: what it says, and what follows."""
