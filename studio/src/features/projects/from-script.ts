import { adoptGeneration, applyOperations, createProject, getProject, scriptLanguage, type Operation, type ProjectSummary } from "@/api/projects";
import { newWish } from "@/api/lasting";
import { vault } from "@/state/vault";
import { passing } from "./delivering";
import { newId } from "./operations";

/** A row of the script that the Generate page kept in the browser before it showed projects. */
export interface OldRow {
  speaker: string | null;
  voice: { id: string; name: string } | null;
  text: string;
  manner: { speed: number; pitch: number; volume_db: number; seed: number | null; engine?: string | null };
  takes: { generationId: string; text: string; voice: { id: string }; manner: OldRow["manner"] }[];
  take: number;
  locked: boolean;
}

interface Moved {
  wish: string;
  operations: Operation[];
  takes: { line: string; generation: string }[];
}

interface OldScript {
  rows: OldRow[];
  language: string;
  gapMs: number;
  /** What became of it, once somebody has begun to bring it: the same when that is tried again. */
  moved?: Moved;
}

const KEY = "script";

const sameManner = (a: OldRow["manner"], b: OldRow["manner"]) => a.speed === b.speed && a.pitch === b.pitch && a.volume_db === b.volume_db && (a.seed === null || a.seed === b.seed) && (!a.engine || a.engine === b.engine);

/** The generation that still says what the row says, as the row says it. */
function takeOf(row: OldRow): string | null {
  const take = row.takes[row.take];
  return take && take.text === row.text.trim() && take.voice.id === row.voice?.id && sameManner(row.manner, take.manner) ? take.generationId : null;
}

/** The operations that make the rows of an old script lines of a project, and the generation that each line's take is. */
export function operationsOf(rows: readonly OldRow[]): Omit<Moved, "wish"> {
  const speakers = new Map<string, string>();
  const operations: Operation[] = [];
  const takes: Moved["takes"] = [];
  for (const row of rows) {
    if (!row.text.trim()) continue;
    const name = row.speaker ?? row.voice?.name ?? null;
    const key = `${name}/${row.voice?.id ?? ""}`;
    let speaker = speakers.get(key);
    if (name !== null && !speaker) {
      speaker = newId("speaker");
      speakers.set(key, speaker);
      operations.push({ op: "speaker.insert", id: speaker, speaker: { name, ...(row.voice ? { voice_id: row.voice.id } : {}) } });
    }
    const { speed, pitch, volume_db: volume, seed, engine } = row.manner;
    const line = newId("line");
    const how = { ...(speed === 1 ? {} : { speed }), ...(pitch === 0 ? {} : { pitch }), ...(volume === 0 ? {} : { volume_db: volume }), ...(seed === null ? {} : { seed }), ...(engine ? { engine } : {}) };
    operations.push({ op: "line.insert", id: line, line: { text: row.text.trim(), ...(speaker ? { speaker_id: speaker } : {}), ...how, ...(row.locked ? { locked: true } : {}) } });
    const generation = takeOf(row);
    if (generation) takes.push({ line, generation });
  }
  return { operations, takes };
}

async function bring(name: string): Promise<ProjectSummary | null> {
  const kept = await vault.get<OldScript>(KEY);
  if (!kept?.rows?.some((row) => row.text.trim())) return null;
  const moved = kept.moved ?? { wish: newWish(), ...operationsOf(kept.rows) };
  await vault.put(KEY, { ...kept, moved });
  const language = kept.language === "auto" ? await scriptLanguage(kept.rows.map((row) => row.text).join("\n\n")) : kept.language;
  const made = await createProject({ name, language, default_gap_ms: kept.gapMs }, moved.wish);
  // Where it was broken off: with the lines that have arrived, or from their beginning.
  const { revision, lines, speakers } = await getProject(made.id);
  const there = new Set([...lines, ...speakers].map((one) => one.id));
  const left = moved.operations.filter((one) => !there.has(one.id!));
  let base = revision;
  for (let from = 0; from < left.length; from += 1000) base = (await applyOperations(made.id, base, left.slice(from, from + 1000), newWish())).revision;
  // A generation that History has lost leaves its line without sound: it can be generated again. A server that is away is waited for.
  for (const { line, generation } of moved.takes)
    await adoptGeneration(made.id, line, generation, `${moved.wish}-${line}`).catch((error: unknown) => {
      if (passing(error)) throw error;
    });
  await vault.drop(KEY);
  return made;
}

/**
 * Makes the script that this browser kept before there were projects into one, once; null when there is nothing to bring.
 * Where it fails, the script stays where it is, and the next visit goes on with it. Fails with ApiError or Unreachable.
 */
export async function bringOldScript(name: string): Promise<ProjectSummary | null> {
  // Windows take turns: the second one finds nothing left. Browsers know locks only on https and on this machine.
  return (navigator.locks as LockManager | undefined)?.request("clonyvoice.old-script", () => bring(name)) ?? bring(name);
}
