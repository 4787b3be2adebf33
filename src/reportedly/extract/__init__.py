"""From what the encoder read to mentions, attributions, claims, entities and relations."""
