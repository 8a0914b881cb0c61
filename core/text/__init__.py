"""Text basics that know no library: sentences, languages, and the terms of keyword search."""
