"""The guided situation: one topic a page, typed text to the tree of a case file and back."""
