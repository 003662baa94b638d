"""How fast it is, measured from outside. Never a test: a busy machine is not a fault."""
