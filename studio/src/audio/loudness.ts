interface Biquad {
  b0: number;
  b1: number;
  b2: number;
  a1: number;
  a2: number;
}

/**
 * The two filters of K-weighting at any rate (ITU-R BS.1770-5, annex 1): its 48 kHz coefficients taken back
 * to their analogue form (a 4 dB shelf at 1681.97 Hz, a high-pass at 38.14 Hz) and bilinear-transformed again.
 */
export function kWeighting(rate: number): [Biquad, Biquad] {
  const shelf = (() => {
    const gain = 10 ** (3.99984385397 / 20);
    const q = 0.7071752369554193;
    const k = Math.tan((Math.PI * 1681.9744509555319) / rate);
    const band = gain ** 0.499666774155;
    const norm = 1 + k / q + k * k;
    return {
      b0: (gain + (band * k) / q + k * k) / norm,
      b1: (2 * (k * k - gain)) / norm,
      b2: (gain - (band * k) / q + k * k) / norm,
      a1: (2 * (k * k - 1)) / norm,
      a2: (1 - k / q + k * k) / norm,
    };
  })();
  const q = 0.5003270373238773;
  const k = Math.tan((Math.PI * 38.13547087613982) / rate);
  const norm = 1 + k / q + k * k;
  return [shelf, { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / norm, a2: (1 - k / q + k * k) / norm }];
}

function filtered(samples: Float32Array, f: Biquad): Float32Array {
  const out = new Float32Array(samples.length);
  let x1 = 0;
  let x2 = 0;
  let y1 = 0;
  let y2 = 0;
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i]!;
    const y = f.b0 * x + f.b1 * x1 + f.b2 * x2 - f.a1 * y1 - f.a2 * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    out[i] = y;
  }
  return out;
}

/** Integrated loudness in LUFS of one channel: 400 ms blocks, 75 % overlap, gated at -70 and then 10 LU below the mean. */
export function loudnessOf(samples: Float32Array, rate: number): number {
  const [shelf, pass] = kWeighting(rate);
  const weighted = filtered(filtered(samples, shelf), pass);
  const size = Math.min(weighted.length, Math.round(rate * 0.4));
  if (size === 0) return -Infinity;
  const step = Math.max(1, Math.round(size / 4));
  const powers: number[] = [];
  for (let begin = 0; begin + size <= weighted.length; begin += step) {
    let sum = 0;
    for (let i = begin; i < begin + size; i++) sum += weighted[i]! * weighted[i]!;
    powers.push(sum / size);
  }
  return gatedLoudness(powers);
}

/** Loudness in LUFS of K-weighted power, the sum over the channels of their mean squares. */
export const lufs = (power: number) => -0.691 + 10 * Math.log10(power);

/** Integrated loudness in LUFS of the powers of blocks of 400 ms: gated at -70 and then 10 LU below the mean. */
export function gatedLoudness(powers: readonly number[]): number {
  const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  const heard = powers.filter((power) => power > 0 && lufs(power) > -70);
  if (heard.length === 0) return -Infinity;
  const gate = lufs(mean(heard)) - 10;
  return lufs(mean(heard.filter((power) => lufs(power) > gate)));
}

/** Values between two samples at which the true peak is looked for, as ITU-R BS.1770-5, annex 2 has it at 48 kHz. */
const BETWEEN = 4;
/** Samples on either side from which one between them is made. */
const REACH = 8;
/** For each place between two samples: the weights of the samples around it, a sinc under a Hann window. */
const WEIGHTS = Array.from({ length: BETWEEN - 1 }, (_, n) => {
  const place = (n + 1) / BETWEEN;
  return Float32Array.from({ length: 2 * REACH }, (__, tap) => {
    const away = tap - REACH + 1 - place;
    return (Math.sin(Math.PI * away) / (Math.PI * away)) * (0.5 + 0.5 * Math.cos((Math.PI * away) / REACH));
  });
});

/** The highest level that a converter makes of the samples, linear: four times oversampled. */
export function truePeakOf(samples: Float32Array): number {
  let peak = 0;
  for (let i = 0; i < samples.length; i++) {
    peak = Math.max(peak, Math.abs(samples[i]!));
    if (i < REACH - 1 || i + REACH >= samples.length) continue;
    for (const weights of WEIGHTS) {
      let sum = 0;
      for (let tap = 0; tap < weights.length; tap++) sum += weights[tap]! * samples[i - REACH + 1 + tap]!;
      peak = Math.max(peak, Math.abs(sum));
    }
  }
  return peak;
}

/**
 * Linear gains that bring all clips to one loudness: the loudest that none of them clips at, so the comparison
 * says nothing by level. Silent clips keep gain 1.
 */
export function equalGains(clips: { loudness: number; peak: number }[], target = -20): number[] {
  const heard = clips.filter((clip) => Number.isFinite(clip.loudness));
  const headroom = Math.min(target, ...heard.map((clip) => clip.loudness - 20 * Math.log10(Math.max(clip.peak, 1e-6)) - 0.5));
  return clips.map((clip) => (Number.isFinite(clip.loudness) ? 10 ** ((headroom - clip.loudness) / 20) : 1));
}
