"""Where the panes get their data: plain values from the store, read in worker threads, nothing of an interface.

`mubiao_tui.app.source.base` loads polars and duckdb, which the first paint need not wait for.
"""
