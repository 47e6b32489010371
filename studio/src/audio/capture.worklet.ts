/** Runs on the audio thread: hands on what the microphone hears in blocks of 2048 samples, untouched. */
interface WorkletScope {
  registerProcessor: (name: string, processor: new () => { process: (inputs: Float32Array[][]) => boolean }) => void;
  AudioWorkletProcessor: new () => { port: MessagePort };
}

const scope = globalThis as unknown as WorkletScope;
const BLOCK = 2048;

class Capture extends scope.AudioWorkletProcessor {
  #block = new Float32Array(BLOCK);
  #filled = 0;
  #done = false;

  constructor() {
    super();
    this.port.onmessage = () => {
      if (this.#filled > 0) this.port.postMessage(this.#block.slice(0, this.#filled));
      this.port.postMessage(null);
      this.#done = true;
    };
  }

  process(inputs: Float32Array[][]): boolean {
    const channel = inputs[0]?.[0];
    if (channel && !this.#done) {
      let taken = 0;
      while (taken < channel.length) {
        const count = Math.min(channel.length - taken, BLOCK - this.#filled);
        this.#block.set(channel.subarray(taken, taken + count), this.#filled);
        this.#filled += count;
        taken += count;
        if (this.#filled === BLOCK) {
          this.port.postMessage(this.#block, [this.#block.buffer]);
          this.#block = new Float32Array(BLOCK);
          this.#filled = 0;
        }
      }
    }
    return !this.#done;
  }
}

scope.registerProcessor("clonyvoice-capture", Capture);
