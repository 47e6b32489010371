import { Owner } from "@/state/owner";

/** An event of `/ws`: always these four, and what its type adds. */
export interface LiveEvent {
  type: string;
  id: string;
  at: string;
  seq: number;
  [more: string]: unknown;
}

export type LinkState = "connecting" | "open" | "waiting" | "closed";

/** How long to wait before the nth try in a row, in ms: half a second, doubling, ten at most, give or take a fifth. */
export function backoff(attempt: number, random: number = Math.random()): number {
  return Math.min(10_000, 500 * 2 ** Math.max(0, attempt)) * (0.8 + 0.4 * random);
}

type Listener = (event: LiveEvent) => void;

/**
 * The one WebSocket. Reconnects without end, asking for what was missed since the last `seq` it saw.
 *
 * `reset` runs when the server cannot replay (it restarted, or too much was missed), and then everybody reads anew.
 */
export class LiveLink {
  state: LinkState = "closed";
  #owner = new Owner();
  #socket: WebSocket | null = null;
  #seq = 0;
  #attempt = 0;
  #connectedBefore = false;
  #listeners = new Map<string, Set<Listener>>();
  #states = new Set<(state: LinkState) => void>();
  #wanted = false;
  #openSocket: (url: string) => WebSocket;
  #url: () => string;

  constructor(
    url: () => string = () => `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`,
    openSocket: (url: string) => WebSocket = (address) => new WebSocket(address),
  ) {
    this.#url = url;
    this.#openSocket = openSocket;
  }

  get lastSeq(): number {
    return this.#seq;
  }

  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#owner = new Owner();
    if (typeof window !== "undefined") {
      // A laptop that wakes up should not sit out the rest of a long wait.
      this.#owner.listen(window, "online", () => this.retryNow());
      this.#owner.listen(document, "visibilitychange", () => document.visibilityState === "visible" && this.retryNow());
    }
    this.#connect();
  }

  stop(): void {
    this.#wanted = false;
    this.#owner.dispose();
    this.#socket?.close();
    this.#socket = null;
    this.#move("closed");
  }

  retryNow(): void {
    if (this.#wanted && this.state === "waiting") {
      this.#attempt = 0;
      this.#connect();
    }
  }

  /** Hears events of `type`; a trailing `*` hears all that begin so. */
  on(type: string, listener: Listener): () => void {
    const set = this.#listeners.get(type) ?? new Set();
    set.add(listener);
    this.#listeners.set(type, set);
    return () => {
      set.delete(listener);
      if (set.size === 0) this.#listeners.delete(type);
    };
  }

  onState(listener: (state: LinkState) => void): () => void {
    this.#states.add(listener);
    return () => this.#states.delete(listener);
  }

  send(message: Record<string, unknown>): boolean {
    if (this.#socket?.readyState !== 1) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  #connect(): void {
    if (this.#socket) return;
    this.#move("connecting");
    const address = new URL(this.#url());
    if (this.#seq > 0) address.searchParams.set("last_seq", String(this.#seq));
    let socket: WebSocket;
    try {
      socket = this.#openSocket(address.toString());
    } catch {
      this.#later();
      return;
    }
    this.#socket = socket;
    socket.onopen = () => {
      this.#attempt = 0;
      const again = this.#connectedBefore;
      this.#connectedBefore = true;
      this.#move("open");
      if (again) this.#emit({ type: "link.resumed", id: "", at: new Date().toISOString(), seq: this.#seq });
    };
    socket.onmessage = (message) => {
      if (typeof message.data !== "string") return;
      let event: LiveEvent;
      try {
        event = JSON.parse(message.data) as LiveEvent;
      } catch {
        return;
      }
      if (typeof event.seq === "number") {
        if (event.type === "hello" || event.type === "ready") {
          // The server's count at the moment of joining. A smaller one than ours means another life of the server: start over.
          if (this.#seq === 0 || event.seq < this.#seq) this.#seq = event.seq;
        } else {
          if (event.seq > 0 && event.seq <= this.#seq) return;
          if (event.seq > 0) this.#seq = event.seq;
        }
      }
      this.#emit(event);
      if (event.type === "events.missed") this.#emit({ ...event, type: "link.resumed" });
    };
    socket.onclose = (event) => {
      socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
      this.#socket = null;
      if (!this.#wanted) return;
      if (event.code === 4401) this.#emit({ type: "link.signed_out", id: "", at: "", seq: this.#seq });
      this.#later(event.code === 4429 ? 5 : 0);
    };
    socket.onerror = () => undefined;
  }

  #later(atLeast = 0): void {
    this.#move("waiting");
    const wait = backoff(Math.max(this.#attempt++, atLeast));
    this.#owner.after(wait, () => this.state === "waiting" && this.#connect());
  }

  #move(state: LinkState): void {
    if (state === this.state) return;
    this.state = state;
    for (const listener of this.#states) listener(state);
  }

  #emit(event: LiveEvent): void {
    for (const [type, listeners] of this.#listeners) {
      const fits = type === event.type || (type.endsWith("*") && event.type.startsWith(type.slice(0, -1)));
      if (fits) for (const listener of [...listeners]) listener(event);
    }
  }
}

export const live = new LiveLink();
