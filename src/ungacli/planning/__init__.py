"""Questions about a plan: what is next, what conflicts, who is free when, what has changed."""
