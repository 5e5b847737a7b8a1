"""``python -m plut_kumkm``: the command without its script."""

from plut_kumkm.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
