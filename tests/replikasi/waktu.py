"""Uji yang berjalan dari hari ke hari."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, datetime, time

import time_machine

from replikasi.kalender import JAKARTA


@contextmanager
def pada_hari(hari: date):
    with time_machine.travel(datetime.combine(hari, time(9), JAKARTA), tick=False):
        yield
