"""Upstream half of figurewatch: feed → entry → page → article → story. Waits on the network, knows nothing of what follows."""
