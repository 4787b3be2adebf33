"""Read models: what lists, evidence, maps and timelines show, asked of a store."""
