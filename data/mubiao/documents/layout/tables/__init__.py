"""Tables of every format as lines of text: by rows and spans, drawn with bars, or told by dashes."""
