"""Published pages: events in plain text or HTML, as people write them for people."""
