"""How people and files write days, times of day, lengths of time and time zones."""
