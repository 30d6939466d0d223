"""How things look: text and its width, pieces of lines, the theme, names, bars, charts. No part knows a pane."""
