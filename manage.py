#!/usr/bin/env python
"""Pintu perintah Django; tanpa pengaturan lain memakai `situs.settings.dev`."""

import os
import sys

if __name__ == "__main__":
    bawaan = "situs.settings.test" if sys.argv[1:2] == ["test"] else "situs.settings.dev"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", bawaan)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
