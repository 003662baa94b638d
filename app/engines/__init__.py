"""The engines: pure functions of their arguments, on the standard library alone.

Nothing here knows of the web, the database, the clock or a person. Marks depend on what these modules
work out, so money, points and marks are whole numbers, decimals and fractions, and never floats.
"""
