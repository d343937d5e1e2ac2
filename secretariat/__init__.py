"""What a human secretary knows, on paper: rules, permissions, reading, who is owed what."""
