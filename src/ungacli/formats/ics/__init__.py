"""iCalendar, read and written (RFC 5545, RFC 7986)."""
