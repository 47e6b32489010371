export interface Reading {
  at: number;
  cpu: number;
  memory: number;
  process: number;
  gpu: number;
}

/** The last `seconds` of readings, oldest first. */
export class History {
  #readings: Reading[] = [];
  readonly seconds: number;

  constructor(seconds: number) {
    this.seconds = seconds;
  }

  add(reading: Reading): void {
    this.#readings.push(reading);
    const oldest = reading.at - this.seconds;
    while (this.#readings.length && this.#readings[0]!.at < oldest) this.#readings.shift();
  }

  /** Seconds before now (negative) and values; a pause of more than five seconds is a gap, not a line. */
  columns(series: Exclude<keyof Reading, "at">): [number[], (number | null)[]] {
    const now = this.#readings.at(-1)?.at ?? 0;
    const x: number[] = [];
    const y: (number | null)[] = [];
    for (const reading of this.#readings) {
      const at = reading.at - now;
      if (x.length && at - x.at(-1)! > 5) {
        x.push(at - 0.001);
        y.push(null);
      }
      x.push(at);
      y.push(reading[series]);
    }
    return [x, y];
  }
}
