"""The models' room: what is on this computer, services, instructions, the lab, tokens, serving."""
