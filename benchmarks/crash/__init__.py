"""Kills, small disks and double runs: what is left is the old state or the new one."""
