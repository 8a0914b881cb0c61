"""What runs inside the model worker: llama.cpp through its C interface, prompts, sampling."""
