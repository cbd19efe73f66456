"""The interactive brief: one page that answers, and that those who were not in the room can move."""
