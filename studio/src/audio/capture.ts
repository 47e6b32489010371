import { Owner } from "@/state/owner";
import workletUrl from "./capture.worklet.ts?worker&url";
import { audioContext } from "./context";

export type MicrophoneTrouble = "refused" | "absent" | "busy" | "insecure";

export class MicrophoneError extends Error {
  readonly trouble: MicrophoneTrouble;
  constructor(trouble: MicrophoneTrouble, cause?: unknown) {
    super(trouble, { cause });
    this.trouble = trouble;
  }
}

function troubleOf(error: unknown): MicrophoneTrouble {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "absent";
  return "busy";
}

export async function microphones(): Promise<{ id: string; label: string }[]> {
  if (!navigator.mediaDevices?.enumerateDevices) return [];
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter((d) => d.kind === "audioinput" && d.deviceId).map((d) => ({ id: d.deviceId, label: d.label }));
}

let registered: Promise<void> | null = null;

/**
 * An open microphone. `onBlock` hears every block from `open` to `close`.
 *
 * Echo cancellation, noise suppression and automatic gain are off: they take the room out, but up to 18 dB of a
 * steady voice with it, and a clone would learn their sound. It shares the player's context: a browser keeps the source
 * node of a stream, disconnected, for as long as its context lives, and a closed context with all of its nodes for longer.
 */
export class Microphone {
  readonly rate: number;
  readonly label: string;
  #owner = new Owner();
  #node: AudioWorkletNode;

  private constructor(stream: MediaStream, context: AudioContext, onBlock: (block: Float32Array) => void, onLost: () => void) {
    this.rate = context.sampleRate;
    const track = stream.getAudioTracks()[0];
    this.label = track?.label ?? "";
    const source = context.createMediaStreamSource(stream);
    this.#node = new AudioWorkletNode(context, "clonyvoice-capture", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
    this.#node.port.onmessage = (message: MessageEvent<Float32Array | null>) => message.data && onBlock(message.data);
    source.connect(this.#node);
    if (track) this.#owner.listen(track, "ended", onLost);
    this.#owner.own(() => {
      source.disconnect();
      this.#node.port.postMessage("stop");
      this.#node.port.onmessage = null;
      this.#node.port.close();
      for (const part of stream.getTracks()) part.stop();
    });
  }

  static async open(deviceId: string, onBlock: (block: Float32Array) => void, onLost: () => void): Promise<Microphone> {
    if (!navigator.mediaDevices?.getUserMedia) throw new MicrophoneError(window.isSecureContext ? "absent" : "insecure");
    let stream: MediaStream;
    const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 };
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: deviceId ? { ...audio, deviceId: { ideal: deviceId } } : audio });
    } catch (error) {
      throw new MicrophoneError(troubleOf(error), error);
    }
    try {
      const context = audioContext();
      registered ??= context.audioWorklet.addModule(workletUrl);
      await registered;
      return new Microphone(stream, context, onBlock, onLost);
    } catch (error) {
      registered = null;
      for (const track of stream.getTracks()) track.stop();
      throw new MicrophoneError("busy", error);
    }
  }

  close(): void {
    this.#owner.dispose();
  }
}
