"""Tables that people bring: cells read as a decision, shown as understood, and written as a scenario.

Throughout this room
    a grid      is cells as they stand
    a layout    says what each row and column is
    an understanding  is the decision that a grid says in a layout, with all that was guessed and all that is wrong
"""
