"""What actions do that a pane does not do itself: one module a group, imported when it is first needed."""
