"""Every word and button anyone sees: pure functions of values."""
