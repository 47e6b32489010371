let context: AudioContext | null = null;

/** The studio's only AudioContext, made when sound is first wanted. */
export function audioContext(): AudioContext {
  context ??= new AudioContext({ latencyHint: "interactive" });
  if (context.state === "suspended") void context.resume();
  return context;
}

/** The clip as one channel of samples. Throws when the browser cannot read it. */
export async function decode(data: Blob | ArrayBuffer): Promise<{ samples: Float32Array; rate: number; buffer: AudioBuffer }> {
  const bytes = data instanceof Blob ? await data.arrayBuffer() : data;
  const buffer = await audioContext().decodeAudioData(bytes);
  const samples = new Float32Array(buffer.length);
  for (let channel = 0; channel < buffer.numberOfChannels; channel++) {
    const part = buffer.getChannelData(channel);
    for (let i = 0; i < samples.length; i++) samples[i] = samples[i]! + part[i]! / buffer.numberOfChannels;
  }
  return { samples, rate: buffer.sampleRate, buffer };
}
