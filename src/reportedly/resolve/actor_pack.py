"""Makes ``codebooks/actors.json`` from the YAML files: ``python -m reportedly.resolve.actor_pack``."""

import sys

from reportedly.codebooks.actor_book import PACKED, pack, packed_bytes
from reportedly.codebooks.actor_files import check_ties, read_actor_files
from reportedly.errors import CodebookError
from reportedly.resolve.actor_keys import name_keys_of


def packed_actors() -> bytes:
    """The content of ``actors.json`` as the YAML files have it now; raises CodebookError where they hold a mistake."""
    actors = read_actor_files()
    wrong = check_ties(actors)
    if wrong:
        raise CodebookError(f"The book of actors has a wrong tie: {wrong[0]}.", "Correct the id, or add the actor.")
    return packed_bytes(pack(actors, [name_keys_of(actor) for actor in actors]))


def main() -> int:
    """Write the file, and say nothing."""
    PACKED.write_bytes(packed_actors())
    return 0


if __name__ == "__main__":
    sys.exit(main())
