"""The nouns, in flow order: feed, entry, article, story, figure, change, alert; and what crosses the queue."""
