"""The library served to other programs on this computer: OpenAI's protocol and MCP, over HTTP."""
