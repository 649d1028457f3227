"""`python -m pyscaffold_web` is `scaffold`."""

from pyscaffold_web.cli import main

main()
