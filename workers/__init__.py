"""Downstream half of figurewatch: story → figure → observation → change → alert → delivery. Thinks, and sends."""
