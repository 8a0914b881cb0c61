"""The first start: one page with three choices."""
