"""``python -m bilat``: the command line."""

from bilat.cli import main

if __name__ == "__main__":
    main()
