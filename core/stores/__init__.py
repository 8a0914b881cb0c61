"""The two stores: SQLite, the only truth, and LanceDB, the index made from it."""
