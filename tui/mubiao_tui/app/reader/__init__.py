"""The reading pane's text: lines made from a document and its facts, and the widget that shows them."""
