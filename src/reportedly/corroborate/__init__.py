"""From many claims to events: which speak of one occurrence, and what they add up to."""
