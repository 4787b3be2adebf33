"""The record: many reports, one account. What is added, judged and derived, in order."""
