export interface Range {
  start: number;
  end: number;
}

/** The range in seconds, inside the clip, in order, and `least` long if the clip is. */
export function clampRange(range: Range, duration: number, least = 0.5): Range {
  const room = Math.min(least, duration);
  const start = Math.min(Math.max(0, Math.min(range.start, range.end)), duration - room);
  const end = Math.max(Math.min(duration, Math.max(range.start, range.end)), start + room);
  return { start, end };
}

/** Where speech begins and ends: 20 ms frames within 35 dB of the loudest, with `margin` seconds left around. */
export function soundingRange(samples: Float32Array, rate: number, margin = 0.15): Range {
  const duration = samples.length / rate;
  const size = Math.max(1, Math.round(rate * 0.02));
  const powers: number[] = [];
  for (let begin = 0; begin < samples.length; begin += size) {
    let sum = 0;
    const end = Math.min(begin + size, samples.length);
    for (let i = begin; i < end; i++) sum += samples[i]! * samples[i]!;
    powers.push(sum / (end - begin));
  }
  const loudest = Math.max(0, ...powers);
  if (loudest === 0) return { start: 0, end: duration };
  const threshold = loudest / 10 ** 3.5;
  const first = powers.findIndex((power) => power >= threshold);
  const last = powers.findLastIndex((power) => power >= threshold);
  return {
    start: Math.max(0, (first * size) / rate - margin),
    end: Math.min(duration, ((last + 1) * size) / rate + margin),
  };
}

/** The samples of the range, with 5 ms fades so that the cut does not click. */
export function cut(samples: Float32Array, rate: number, range: Range): Float32Array {
  const part = samples.slice(Math.max(0, Math.round(range.start * rate)), Math.round(range.end * rate));
  const fade = Math.min(Math.round(rate * 0.005), part.length >> 1);
  for (let i = 0; i < fade; i++) {
    part[i] = part[i]! * (i / fade);
    part[part.length - 1 - i] = part[part.length - 1 - i]! * (i / fade);
  }
  return part;
}
