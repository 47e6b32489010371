/** The lowest and highest sample of each of `columns` equal parts: `[low0, high0, low1, high1, …]`. */
export function peaksOf(samples: Float32Array, columns: number, from = 0, to = samples.length): Float32Array {
  const count = Math.max(0, Math.floor(columns));
  const peaks = new Float32Array(count * 2);
  const span = (to - from) / Math.max(1, count);
  for (let column = 0; column < count; column++) {
    const begin = Math.max(0, Math.floor(from + column * span));
    const end = Math.min(samples.length, Math.max(begin + 1, Math.floor(from + (column + 1) * span)));
    let low = 0;
    let high = 0;
    for (let i = begin; i < end; i++) {
      const value = samples[i]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    peaks[column * 2] = low;
    peaks[column * 2 + 1] = high;
  }
  return peaks;
}

export interface Bar {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Bars that fill `width` by `height`: `thick` wide, `gap` apart, mirrored about the middle, 2 px at least. */
export function barsOf(peaks: Float32Array, width: number, height: number, thick = 2, gap = 1, gain = 1): Bar[] {
  const count = Math.floor((width + gap) / (thick + gap));
  const columns = peaks.length / 2;
  const bars: Bar[] = [];
  if (columns === 0) return bars;
  for (let i = 0; i < count; i++) {
    const begin = Math.floor((i * columns) / count);
    const end = Math.max(begin + 1, Math.floor(((i + 1) * columns) / count));
    let size = 0;
    for (let column = begin; column < Math.min(end, columns); column++)
      size = Math.max(size, -peaks[column * 2]!, peaks[column * 2 + 1]!);
    const tall = Math.max(2, Math.min(1, size * gain) * height);
    bars.push({ x: i * (thick + gap), y: (height - tall) / 2, width: thick, height: tall });
  }
  return bars;
}
