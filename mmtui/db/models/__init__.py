"""The tables, one file per procedure; they hold names and links, no rules. `every.ALL` lists them."""
