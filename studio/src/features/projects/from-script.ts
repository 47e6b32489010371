import { adoptGeneration, applyOperations, createProject, getProject, scriptLanguage, type Operation, type ProjectSummary } from "@/api/projects";
import { newWish } from "@/api/lasting";
import { loadScript, useScript } from "@/state/script";
import { type Row, isFresh, takeOf } from "@/state/script-rows";
import { newId } from "./operations";

const BROUGHT = "clonyvoice.script.brought";

/** The operations that make the rows of the Generate page lines of a project, and the generation that each line's take is. */
export function operationsOf(rows: readonly Row[]): { operations: Operation[]; takes: { line: string; generation: string }[] } {
  const speakers = new Map<string, string>();
  const operations: Operation[] = [];
  const takes: { line: string; generation: string }[] = [];
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
    const { speed, pitch, volume_db: volume } = row.manner;
    const line = newId("line");
    const how = { ...(speed === 1 ? {} : { speed }), ...(pitch === 0 ? {} : { pitch }), ...(volume === 0 ? {} : { volume_db: volume }) };
    operations.push({ op: "line.insert", id: line, line: { text: row.text.trim(), ...(speaker ? { speaker_id: speaker } : {}), ...how, ...(row.locked ? { locked: true } : {}) } });
    const take = takeOf(row);
    if (take && isFresh(row)) takes.push({ line, generation: take.generationId });
  }
  return { operations, takes };
}

/** A project of the Generate page's rows, with the sound that they have; null when nothing is written there. */
export async function projectFromScript(name: string): Promise<ProjectSummary | null> {
  await loadScript();
  const { rows, language, gapMs } = useScript.getState();
  const { operations, takes } = operationsOf(rows);
  if (operations.length === 0) return null;
  const made = await createProject({ name, language: language === "auto" ? await scriptLanguage(rows.map((row) => row.text).join("\n\n")) : language, default_gap_ms: gapMs });
  const { revision } = await getProject(made.id);
  let base = revision;
  for (let from = 0; from < operations.length; from += 1000) base = (await applyOperations(made.id, base, operations.slice(from, from + 1000), newWish())).revision;
  // A generation that History has lost leaves its line without sound: it can be generated again.
  for (const { line, generation } of takes) await adoptGeneration(made.id, line, generation).catch(() => undefined);
  return made;
}

/** Makes the script that this browser kept before there were projects into one, once; null when there is nothing to bring. */
export async function bringOldScript(name: string): Promise<ProjectSummary | null> {
  if (localStorage.getItem(BROUGHT)) return null;
  localStorage.setItem(BROUGHT, "1");
  try {
    return await projectFromScript(name);
  } catch (error) {
    localStorage.removeItem(BROUGHT);
    throw error;
  }
}
