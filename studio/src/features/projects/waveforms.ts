import { assetPeaks, takePeaks } from "@/api/projects";

export interface Wave {
  perSecond: number;
  peaks: readonly number[];
}

const MOST = 4;
const known = new Map<string, Wave | "coming" | "none">();
const wanted: { key: string; id: string; read: () => Promise<{ per_second: number; peaks: number[] }> }[] = [];
type Listener = (came: ReadonlySet<string>) => void;
const listeners = new Set<Listener>();
let running = 0;
let came = new Set<string>();

/** Those that come at about the same time are told together: each is a picture drawn anew. */
const TOGETHER_MS = 60;

function tell(id: string): void {
  came.add(id);
  if (came.size > 1) return;
  setTimeout(() => {
    const told = came;
    came = new Set();
    for (const listener of listeners) listener(told);
  }, TOGETHER_MS);
}

/** Hears of waveforms that have come, by the ids of their takes and assets. */
export function onWaves(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The waveform of a take or an asset, or null while it is fetched; four at a time, the last wanted first. */
export function waveOf(project: string, sound: { take_id?: string | undefined; asset_id?: string | undefined }): Wave | null {
  const id = sound.take_id ?? sound.asset_id;
  if (!id) return null;
  const key = `${project}/${id}`;
  const found = known.get(key);
  if (found && found !== "coming" && found !== "none") return found;
  if (!found) {
    known.set(key, "coming");
    wanted.push({ key, id, read: () => (sound.take_id ? takePeaks(project, id) : assetPeaks(project, id)) });
    next();
  }
  return null;
}

function next(): void {
  const job = running < MOST ? wanted.pop() : undefined;
  if (!job) return;
  running += 1;
  job
    .read()
    .then(
      (wave) => known.set(job.key, { perSecond: wave.per_second, peaks: wave.peaks }),
      () => known.set(job.key, "none"),
    )
    .finally(() => {
      running -= 1;
      tell(job.id);
      next();
    });
}
