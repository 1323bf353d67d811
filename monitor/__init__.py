"""Upstream half of figurewatch: feed → entry → page → article → story; it waits on the network."""
