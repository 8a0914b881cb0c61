"""Jobs: generators that lanes advance step by step."""
