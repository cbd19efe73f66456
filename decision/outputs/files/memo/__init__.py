"""The memo: a decision on two or three pages, for those who have to agree to it and were not there."""
