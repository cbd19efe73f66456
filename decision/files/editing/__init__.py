"""Edits of a file that touch the lines they are about and no others.

Round-trip dumpers take a file apart and write all of it again, and lose what they did not know to keep. Here the text
stays: what is wanted is compared with what was read, and only where they differ are characters put in the place of
others, at the marks of the reader itself. The text is then read again, and must be what was wanted.
"""
