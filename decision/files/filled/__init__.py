"""Workbooks of ours that people filled in: read with suspicion, and brought into a decision as one change.

Nothing in them is run, followed or computed. What does not fit is refused with the cell named, all of it at once.
"""
