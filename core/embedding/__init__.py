"""Turning text into vectors: the tokenizer, the network, and the plugs that join them."""
