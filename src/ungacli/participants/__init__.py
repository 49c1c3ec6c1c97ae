"""What people write for people, organizations and roles, read into typed values."""
