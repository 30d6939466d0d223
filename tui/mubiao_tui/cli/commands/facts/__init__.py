"""Commands on facts: found, shown with their sentences, judged, checked, chosen."""
