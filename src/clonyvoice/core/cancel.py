"""Cancellation that reaches the running compute, not only the task that waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Cancelled(Exception):
    """Work was stopped because its `CancelToken` was cancelled."""


class CancelToken:
    """A one-way switch to cancel work, shared by the caller and the computation. Safe from any thread.

    Long computations register what stops them (`on_cancel`) for as long as they run:

        with token.stopping(run_options_terminate):
            session.run(...)
        token.raise_if_cancelled()
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._event = threading.Event()
        self._callbacks: dict[int, Callable[[], None]] = {}
        self._next = 0

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` has been called."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Stop the work; registered callbacks run once, in the calling thread. Calling it again does nothing."""
        with self._lock:
            if self._event.is_set():
                return
            self._event.set()
            callbacks = list(self._callbacks.values())
            self._callbacks.clear()
        for callback in callbacks:
            callback()

    def raise_if_cancelled(self) -> None:
        """Raise `Cancelled` once the token is cancelled."""
        if self._event.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> bool:
        """Sleep at most `seconds`; whether the token was cancelled."""
        return self._event.wait(seconds)

    def on_cancel(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have `callback` run on cancel (at once when already cancelled); the answer unregisters it."""
        with self._lock:
            if not self._event.is_set():
                key = self._next
                self._next += 1
                self._callbacks[key] = callback

                def unregister() -> None:
                    with self._lock:
                        self._callbacks.pop(key, None)

                return unregister
        callback()
        return lambda: None

    def stopping(self, callback: Callable[[], None]) -> _Stopping:
        """A `with` block during which cancel calls `callback`."""
        return _Stopping(self, callback)


class _Stopping:
    def __init__(self, token: CancelToken, callback: Callable[[], None]) -> None:
        self._token, self._callback = token, callback

    def __enter__(self) -> None:
        self._unregister = self._token.on_cancel(self._callback)

    def __exit__(self, *exc: object) -> None:
        self._unregister()
