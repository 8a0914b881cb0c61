"""Language models: on this computer and behind servers, and which one the person has chosen."""
