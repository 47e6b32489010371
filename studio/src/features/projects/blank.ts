import { createProject, listProjects, type Line, type Operation, type ProjectDocument } from "@/api/projects";
import { newWish } from "@/api/lasting";
import { newId } from "./operations";

/** The id of a project that is shown, but not made before something is written in it. */
export const BLANK = "blank";

export interface Blank {
  name: string;
  language: string;
  /** Somebody asked for a new one: it stays one of its own, whatever other windows make meanwhile. */
  asked: boolean;
}

export const blankDocument = ({ name, language }: Blank): ProjectDocument => ({
  id: BLANK, revision: 0, name, language, duration: 0, speakers: [], lines: [], tracks: [], clips: [], markers: [], assets: [],
});

const WISH = "clonyvoice.outbox.blank.wish";

/** One wish for one blank project, also over a reload: what the server made of it already is not made again. */
function wish(): string {
  const kept = sessionStorage.getItem(WISH) ?? newWish();
  sessionStorage.setItem(WISH, kept);
  return kept;
}

/**
 * The id of the project that a blank one becomes: a new one, or the one that another window has made meanwhile, unless a new one
 * was asked for. Windows take turns, so that two in which somebody writes at once share a project. Fails with ApiError or Unreachable.
 */
export async function projectFor(blank: Blank): Promise<string> {
  const make = async () => {
    const there = blank.asked ? undefined : (await listProjects("", false, null)).projects[0];
    const made = there ?? (await createProject({ name: blank.name, language: blank.language }, wish()));
    sessionStorage.removeItem(WISH);
    return made.id;
  };
  // Browsers know locks only on https and on this machine.
  return (navigator.locks as LockManager | undefined)?.request("clonyvoice.first-project", make) ?? make();
}

let ghost = newId("line");

/** The line that a project without lines shows: it is written in like any other, and part of the document only then. */
export const emptyLine = (voice: string | null): Line => ({ id: ghost, text: "", takes: [], state: "draft", start: 0, end: 0, ...(voice === null ? {} : { voice_id: voice }) });

export const isEmptyLine = (line: Pick<Line, "id">) => line.id === ghost;

/** The operations, with the empty line of `document` inserted where they name it. */
export function withEmptyLine(document: ProjectDocument, operations: readonly Operation[]): Operation[] {
  const [line] = document.lines;
  if (!line || !isEmptyLine(line)) return [...operations];
  const kept = operations.filter((one) => !(one.op === "line.delete" && one.id === line.id));
  if (!JSON.stringify(kept).includes(line.id)) return kept;
  const voice = line.voice_id === undefined ? {} : { voice_id: line.voice_id };
  const [first, ...rest] = kept;
  const written = first?.op === "line.update" && first.id === line.id ? first.set : undefined;
  // Should the line be undone, the empty line that is shown then is another one.
  ghost = newId("line");
  return [{ op: "line.insert", id: line.id, line: { text: "", ...voice, ...written } }, ...(written ? rest : kept)];
}
