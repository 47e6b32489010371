import i18n from "i18next";
import { listVoices } from "@/api/voices";
import { edit, loadScript, useScript } from "./script";
import { type PastedLine, type VoiceRef, newRow, parseScript, pasteLines } from "./script-rows";
import { useToasts } from "./toasts";

/** Puts lines in at the caret of a row and gives their speakers voices. The row that the caret belongs in then; null when nothing changed. */
export async function pasteAt(id: string, from: number, to: number, lines: PastedLine[]): Promise<string | null> {
  const cast = await castOf([...new Set(lines.map((line) => line.speaker).filter((name) => name !== null))]);
  const made = pasteLines(useScript.getState().rows, id, from, to, lines, (name) => cast.get(name) ?? null);
  if (!made) return null;
  edit(() => made.rows);
  const names = [...cast].map(([name, voice]) => (name === voice.name ? name : `${name} → ${voice.name}`)).join(", ");
  if (names) useToasts.getState().push({ kind: "good", text: i18n.t("generate.cast", { names }) });
  return made.focus;
}

/** Adds a text to the end of the script, as if it were pasted into a row of its own. */
export async function appendScript(text: string): Promise<void> {
  await loadScript();
  const lines = parseScript(text);
  if (lines.length === 0) return;
  const last = useScript.getState().rows.at(-1);
  let row = last;
  if (!last || last.text.trim() || last.locked) {
    const fresh = newRow(last ? { voice: last.voice, manner: last.manner } : {});
    edit((rows) => [...rows, fresh]);
    row = fresh;
  }
  await pasteAt(row!.id, 0, row!.text.length, lines);
}

/** A voice for each named speaker: the one of that name, else a preset that nobody else has yet. */
async function castOf(names: string[]): Promise<Map<string, VoiceRef>> {
  const cast = new Map<string, VoiceRef>();
  if (names.length === 0) return cast;
  for (const row of useScript.getState().rows) if (row.speaker && row.voice && names.includes(row.speaker)) cast.set(row.speaker, row.voice);
  try {
    const presets = (await listVoices({ kind: "preset" }, null, 100)).items;
    for (const name of names) {
      if (cast.has(name)) continue;
      const found = (await listVoices({ q: name }, null, 20)).items.find((voice) => voice.name.toLocaleLowerCase() === name.toLocaleLowerCase());
      const taken = new Set([...cast.values()].map((voice) => voice.id));
      const voice = found ?? presets.find((one) => !taken.has(one.id));
      if (voice) cast.set(name, { id: voice.id, name: voice.name, kind: voice.kind, color: voice.avatar_color });
    }
  } catch {
    // Without the server the rows keep their speakers' names; voices can be given later.
  }
  return cast;
}
