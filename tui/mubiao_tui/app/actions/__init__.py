"""What actions do that a pane does not do itself: a class a group, imported when it is first needed."""
