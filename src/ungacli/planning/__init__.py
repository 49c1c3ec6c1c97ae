"""Questions about a plan: what is next, what clashes, when somebody is free, what has changed."""
