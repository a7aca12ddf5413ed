"""The floor for memory and start-up: a process that only imports the libraries our program imports.

`python -m benchmarks.bare list` names them; `python -m benchmarks.bare` with the names imports them, says so and waits.
"""

import importlib
import sys
import time

if __name__ == "__main__":
    if sys.argv[1:] == ["list"]:
        importlib.import_module("bot.commands_run")

        outside = ("site-packages", "dist-packages")
        for name, module in list(sys.modules.items()):
            if any(folder in (getattr(module, "__file__", None) or "") for folder in outside):
                print(name)
    else:
        for name in sys.argv[1:]:
            importlib.import_module(name)
        print("imported", flush=True)
        time.sleep(3600)  # until the one who measures has seen enough
