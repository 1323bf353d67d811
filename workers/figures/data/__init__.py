"""What was learnt, and the script that learnt it."""
