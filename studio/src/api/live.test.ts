import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveLink, backoff } from "./live";

class FakeSocket {
  static all: FakeSocket[] = [];
  readyState = 0;
  sent: string[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((m: { data: string }) => void) | null = null;
  onclose: ((e: { code: number }) => void) | null = null;
  onerror: (() => void) | null = null;
  url: string;
  constructor(url: string) {
    this.url = url;
    FakeSocket.all.push(this);
  }
  open() {
    this.readyState = 1;
    this.onopen?.();
  }
  say(event: object) {
    this.onmessage?.({ data: JSON.stringify(event) });
  }
  drop(code = 1006) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.drop(1000);
  }
}

const make = () => new LiveLink(() => "ws://127.0.0.1:8765/ws", (url) => new FakeSocket(url) as unknown as WebSocket);

describe("LiveLink", () => {
  beforeEach(() => {
    FakeSocket.all = [];
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  it("asks for what it missed after a drop, and hears nothing twice", () => {
    const link = make();
    const heard: number[] = [];
    link.on("generation.*", (event) => heard.push(event.seq));
    link.start();
    FakeSocket.all[0]!.open();
    FakeSocket.all[0]!.say({ type: "generation.progress", id: "g", at: "", seq: 7 });
    FakeSocket.all[0]!.drop();
    expect(link.state).toBe("waiting");
    vi.advanceTimersByTime(1000);
    expect(FakeSocket.all[1]!.url).toContain("last_seq=7");
    FakeSocket.all[1]!.open();
    FakeSocket.all[1]!.say({ type: "generation.progress", id: "g", at: "", seq: 7 });
    FakeSocket.all[1]!.say({ type: "generation.completed", id: "g", at: "", seq: 8 });
    expect(heard).toEqual([7, 8]);
    link.stop();
  });

  it("survives a server that drops it every second for a minute", () => {
    const link = make();
    const resumed = vi.fn();
    link.on("link.resumed", resumed);
    link.start();
    for (let i = 0; i < 60; i++) {
      FakeSocket.all.at(-1)!.open();
      vi.advanceTimersByTime(1000);
      FakeSocket.all.at(-1)!.drop();
      vi.advanceTimersByTime(700);
    }
    expect(FakeSocket.all.length).toBe(61);
    expect(resumed).toHaveBeenCalledTimes(59);
    link.stop();
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.all.length).toBe(61);
  });

  it("begins anew when the server's count is smaller than its own", () => {
    const link = make();
    const heard: string[] = [];
    link.on("*", (event) => heard.push(event.type));
    link.start();
    FakeSocket.all[0]!.open();
    FakeSocket.all[0]!.say({ type: "clone.progress", id: "v", at: "", seq: 900 });
    FakeSocket.all[0]!.say({ type: "hello", id: "", at: "", seq: 3 });
    FakeSocket.all[0]!.say({ type: "clone.completed", id: "v", at: "", seq: 4 });
    expect(heard).toContain("clone.completed");
    link.stop();
  });

  it("waits longer each time, ten seconds at most", () => {
    expect(backoff(0, 0.5)).toBe(500);
    expect(backoff(3, 0.5)).toBe(4000);
    expect(backoff(40, 1)).toBeCloseTo(12_000);
  });
});
