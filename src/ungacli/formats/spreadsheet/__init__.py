"""Schedules as spreadsheets keep them: CSV and TSV, one event a row."""
