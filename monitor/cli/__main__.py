"""`python -m monitor.cli`: the same command; how `run` starts its own processes, whatever PATH says."""

from monitor.cli import main

main()
