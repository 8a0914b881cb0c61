"""The map: what the documents name, how it is connected, and the sentences that say so."""
