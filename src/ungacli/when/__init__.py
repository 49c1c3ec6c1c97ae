"""How people write days, times of day, lengths of time and time zones."""
