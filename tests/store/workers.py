"""What other processes do to a record in the tests of faults; each function is run in a process of its own."""

import os
import tempfile
import time
from multiprocessing.connection import Connection

from tests.store.filling import add, event_row, numbered

from reportedly.errors import ReportedlyError
from reportedly.store import tables
from reportedly.store.sql import Store


def add_many(target: str, first: int, last: int) -> None:
    """Add reports, one transaction each, whoever else writes."""
    with Store.open(target) as store:
        for number in range(first, last):
            with store.writing(wait=60) as writer:
                add(writer, numbered(number), source=f"w{first}:{number}")


def add_without_end(target: str, pipe: Connection) -> None:
    """Add reports with derived rows, some in each transaction, and tell how many once a transaction has ended."""
    with Store.open(target) as store:
        with store.reading() as snapshot:
            number = snapshot.last_seq()
        while True:
            with store.writing() as writer:
                for _ in range(1 + number % 3):
                    number += 1
                    add(writer, numbered(number))
                    writer.put_keys("block", number, range(number, number + 40))
                    writer.insert(tables.event, [event_row(number, number % 90, number % 180)])
            pipe.send(number)


def hold_write(target: str, pipe: Connection) -> None:
    """Begin to write and never end."""
    with Store.open(target) as store, store.writing() as writer:
        add(writer, numbered(1000))
        pipe.send("holding")
        time.sleep(600)


def hold_adding(target: str, pipe: Connection) -> None:
    """Take the lock on adding and never give it back."""
    with Store.open(target) as store, store.adding_lock():
        pipe.send("holding")
        time.sleep(600)


def hold_adding_with_a_child(target: str, pipe: Connection) -> None:
    """Take the lock on adding, start a child that outlives us, and send its number."""
    with Store.open(target) as store, store.adding_lock():
        child = os.fork()
        if child:
            pipe.send(child)
        time.sleep(600)


def become_nobody() -> None:
    """Give up every right."""
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)


def make_as_nobody(target: str, pipe: Connection) -> None:
    """Make a record as somebody who owns nothing; sends what came of it."""
    with tempfile.TemporaryDirectory() as folder:  # so that all is imported while we may read it
        Store.open(f"{folder}/record.db", create=True).close()
    become_nobody()
    try:
        Store.open(target, create=True).close()
        pipe.send("made")
    except ReportedlyError as error:
        pipe.send(f"{type(error).__name__}: {error}")


def try_as_nobody(target: str, pipe: Connection) -> None:
    """Read and write as somebody who owns nothing; sends what came of it."""
    become_nobody()
    told = []
    try:
        with Store.open(target) as store:
            with store.reading() as snapshot:
                told.append(f"read {len(snapshot.reading_of(1).claims)}")
            for lock in (store.writing, store.adding_lock):
                try:
                    with lock(wait=0.1):
                        told.append("wrote")
                except ReportedlyError as error:
                    told.append(f"{type(error).__name__}: {error}")
    except ReportedlyError as error:
        told.append(f"{type(error).__name__}: {error}")
    pipe.send(told)


def make_and_add(target: str, number: int) -> None:
    """Make the record unless somebody else does, and add one report."""
    with Store.open(target, create=True) as store, store.writing(wait=60) as writer:
        add(writer, numbered(number))
