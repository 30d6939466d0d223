"""What is asked of a database to be shown: plain values from the store, nothing of an interface.

A `Selection` says which facts count; `scope` opens the database under one; the other modules are functions over it,
one module a question, and `reader` keeps what is asked again and again. Only `records`, `selection` and `first_paint`
do without polars, which the first paint of the explorer need not wait for.
"""
