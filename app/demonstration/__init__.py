"""The demonstration: one fictional cast with work in every state, made the same way every time."""
