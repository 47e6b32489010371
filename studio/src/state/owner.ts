/** Whatever must be given back. */
export type Release = () => void;

/**
 * The one place that listeners, timers and frames are taken from, and given back to by `dispose`.
 *
 * Everything in the studio that outlives a call belongs to an Owner, so "does the page leak?" has one answer:
 * `Owner.live` counts what is held right now, over all owners.
 */
export class Owner {
  static live = 0;
  #held = new Set<Release>();
  #disposed = false;

  get disposed(): boolean {
    return this.#disposed;
  }

  /** Keeps `release` for the end; the answer gives it back early. Runs at once when the owner is already gone. */
  own(release: Release): Release {
    if (this.#disposed) {
      release();
      return () => undefined;
    }
    const once = () => {
      if (!this.#held.delete(once)) return;
      Owner.live -= 1;
      release();
    };
    this.#held.add(once);
    Owner.live += 1;
    return once;
  }

  listen<T extends EventTarget, E extends Event = Event>(
    target: T,
    type: string,
    handler: (event: E) => void,
    options?: AddEventListenerOptions,
  ): Release {
    if (this.#disposed) return () => undefined;
    const listener = handler as EventListener;
    target.addEventListener(type, listener, options);
    return this.own(() => target.removeEventListener(type, listener, options));
  }

  after(ms: number, run: () => void): Release {
    if (this.#disposed) return () => undefined;
    const timer = setTimeout(() => {
      release();
      run();
    }, ms);
    const release = this.own(() => clearTimeout(timer));
    return release;
  }

  every(ms: number, run: () => void): Release {
    if (this.#disposed) return () => undefined;
    const timer = setInterval(run, ms);
    return this.own(() => clearInterval(timer));
  }

  /** Calls `draw` before every frame until given back. */
  frames(draw: (now: number) => void): Release {
    if (this.#disposed) return () => undefined;
    let id = requestAnimationFrame(function step(now) {
      id = requestAnimationFrame(step);
      draw(now);
    });
    return this.own(() => cancelAnimationFrame(id));
  }

  observeSize(element: Element, changed: (width: number, height: number) => void): Release {
    if (this.#disposed) return () => undefined;
    const observer = new ResizeObserver((entries) => {
      const box = entries.at(-1)?.contentRect;
      if (box) changed(box.width, box.height);
    });
    observer.observe(element);
    return this.own(() => observer.disconnect());
  }

  signal(): AbortSignal {
    const controller = new AbortController();
    this.own(() => controller.abort());
    return controller.signal;
  }

  dispose(): void {
    this.#disposed = true;
    for (const release of [...this.#held].reverse()) release();
  }
}
