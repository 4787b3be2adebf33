"""How the reader's model is made: corpora to examples, training, export, and the place index."""
