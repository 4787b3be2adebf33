"""What it takes to outgrow one machine: reading on many workers, linking and loading very many claims."""
