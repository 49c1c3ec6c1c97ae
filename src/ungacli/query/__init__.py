"""Questions about a schedule: from options and words to the events they mean."""
