"""Edits of what is chosen between and by what: each takes a scenario and gives another one, or says why it cannot be.

An id is made of the first name and stays what it is, whatever name follows. What is new is rated by nobody, so it is
`Unknown`. What is taken away takes along all that speaks of it.
"""
