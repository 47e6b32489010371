/** One of eight hues, the same for a name or id every time. */
export function hueOf(key: string): string {
  let hash = 2_166_136_261;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 16_777_619);
  return `var(--hue-${(hash >>> 0) % 8})`;
}

/** The first letter in the speaker's hue. Always stands beside the name, so it is silent for screen readers. */
export function Avatar({ id, name, color, big }: { id: string; name: string; color?: string | null | undefined; big?: boolean }) {
  const letter = [...name.trim()][0]?.toLocaleUpperCase() ?? "?";
  const hue = color && /^hue-[0-7]$/.test(color) ? `var(--${color})` : hueOf(id);
  return <span className={big ? "avatar big" : "avatar"} style={{ background: hue }} data-letter={letter} aria-hidden="true" />;
}
