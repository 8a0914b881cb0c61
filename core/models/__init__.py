"""Language models: servers that speak OpenAI's protocol, and which one the person has chosen."""
