/** `1:04` or `1:02:03`; with tenths below a minute if asked. */
export function clockTime(seconds: number, tenths = false): string {
  if (!Number.isFinite(seconds) || seconds < 0) return "0:00";
  const whole = Math.floor(seconds + (tenths ? 0 : 0.0001));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, "0");
  const tail = tenths ? `.${Math.floor((seconds * 10) % 10)}` : "";
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}${tail}` : `${minutes}:${rest}${tail}`;
}

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat | Intl.DisplayNames>();

function made<T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat | Intl.DisplayNames>(key: string, make: () => T): T {
  const found = cache.get(key) as T | undefined;
  if (found) return found;
  const format = make();
  cache.set(key, format);
  return format;
}

export function number(value: number, language: string, digits = 0): string {
  return made(`n${language}${digits}`, () => new Intl.NumberFormat(language, { maximumFractionDigits: digits, minimumFractionDigits: digits })).format(value);
}

export function percent(share: number, language: string): string {
  return made(`p${language}`, () => new Intl.NumberFormat(language, { style: "percent" })).format(share);
}

/** `72% – 88%`. */
export function percentRange(least: number, most: number, language: string): string {
  return made(`p${language}`, () => new Intl.NumberFormat(language, { style: "percent" })).formatRange(least, most);
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** `92 MB`: thousand bytes to the kilobyte, as drives and downloads are sold. */
export function bytes(size: number, language: string): string {
  const step = size >= 1 ? Math.min(UNITS.length - 1, Math.floor(Math.log10(size) / 3)) : 0;
  const value = size / 1000 ** step;
  const unit = UNITS[step]!;
  const digits = value < 10 && step > 0 ? 1 : 0;
  return made(`b${language}${unit}${digits}`, () => new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: digits })).format(value);
}

export function dateTime(iso: string, language: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return "";
  return made(`d${language}`, () => new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" })).format(date);
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** `3 minutes ago`; within a minute, `now`. */
export function ago(iso: string, language: string, now = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  if (Number.isNaN(seconds)) return "";
  const format = made(`r${language}`, () => new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" }));
  for (const [unit, size] of STEPS) if (Math.abs(seconds) >= size) return format.format(Math.round(seconds / size), unit);
  return format.format(0, "second");
}

/** The name of a language code in the reader's language; the code itself when nobody knows it. */
export function languageName(code: string, language: string): string {
  try {
    return made(`l${language}`, () => new Intl.DisplayNames(language, { type: "language" })).of(code) ?? code;
  } catch {
    return code;
  }
}
