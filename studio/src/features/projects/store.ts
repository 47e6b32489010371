import { askedEarly, documentPath } from "@/api/early";
import { ApiError } from "@/api/errors";
import { Unreachable } from "@/api/http";
import { live, type LiveEvent } from "@/api/live";
import { type Operation, type ProjectDocument, type Words, addScript, getProject, nameRevision, projectHistory, redoProject, restoreRevision, undoProject } from "@/api/projects";
import { cancelJob, listJobs } from "@/api/system";
import { Owner } from "@/state/owner";
import { nudgeTransport } from "@/state/transport";
import { BLANK, type Blank, blankDocument, emptyLine, isEmptyLine, projectFor, withEmptyLine } from "./blank";
import { deliver, forget, passing } from "./delivering";
import { type Change, followed } from "./following";
import { NOTHING, markQueued, useProject } from "./open-project";
import { appliedAll } from "./operations";
import { type Parcel, adoptParcels, keepParcels, keptParcels, linesToSpeak, queued, requested } from "./outbox";
import { keptSpeaking, lookForWork, worksFor } from "./speaking";

export * from "./open-project";

const set = useProject.setState;
const get = useProject.getState;

let owner = new Owner();
let sending = false;
let sent: Promise<void> | null = null;
/** What the blank project that is shown will be made as. */
let blank: Blank | null = null;
/** The newest revision that an event told of. */
let heard = 0;
let reading: Promise<void> | null = null;
let readAgain = false;

/** What the page shows: the server's document with what waits on it; without lines, an empty one to write in. */
function shown(confirmed: ProjectDocument | null, parcels: readonly Parcel[]): ProjectDocument | null {
  if (!confirmed) return confirmed;
  const document = parcels.length === 0 ? confirmed : appliedAll(confirmed, parcels.flatMap((one) => one.operations));
  return document.lines.length > 0 ? document : { ...document, lines: [emptyLine(get().usual)] };
}

function moveTo(confirmed: ProjectDocument, parcels: Parcel[]): void {
  keepParcels(confirmed.id, parcels);
  set({ confirmed, parcels, document: shown(confirmed, parcels) });
}

/** Reads the document anew; called while it is being read it is read once more. */
export function readProject(): Promise<void> {
  if (reading) {
    readAgain = true;
    return reading;
  }
  const { id } = get();
  if (!id || id === BLANK) return Promise.resolve();
  reading = (async () => {
    try {
      const found = await getProject(id);
      if (get().id === id) {
        moveTo(found, get().parcels);
        // What another window, or a script, has asked for is told here, too.
        const told = found.generated ?? {};
        set({ error: null, away: false, speaking: { ...told, ...get().speaking } });
        // It may be over by now, and its event came before this answer.
        if (Object.keys(told).length > 0) void lookForWork();
        nudgeTransport();
      }
    } catch (error) {
      if (get().id === id) set(error instanceof Unreachable && get().document ? { away: true } : { error });
    }
  })().finally(() => {
    reading = null;
    if (readAgain) {
      readAgain = false;
      void readProject();
    }
  });
  return reading;
}

let typing: (() => void) | null = null;
let due: (() => void) | null = null;
function readSoon(): void {
  if (due) return;
  due = owner.after(150, () => {
    due = null;
    void readProject();
  });
}

function hear(event: LiveEvent): void {
  const { id, confirmed, parcels } = get();
  if (id === BLANK && event.type === "project.changed" && parcels.length === 0 && !blank?.asked) set({ appeared: event.id });
  if (event.id !== id) return;
  if (event.type === "project.changed") {
    heard = Math.max(heard, Number(event["revision"] ?? 0));
    // It may be the change that is being sent: its answer tells the same, and takes it out of the queue at once.
    if (sending) return;
    const next = confirmed && followed(confirmed, event as unknown as Change);
    if (next) {
      moveTo(next, parcels);
      nudgeTransport();
    } else readSoon();
  } else if (event.type === "project.line") {
    const line = String(event["line_id"]);
    const { [line]: _, ...rest } = get().speaking;
    const { [line]: _share, ...shares } = get().shares;
    const share = Number(event["share"] ?? 0);
    if (event["state"] === "speaking") set({ speaking: { ...rest, [line]: "speaking" }, shares: { ...shares, [line]: share } });
    else set({ speaking: rest, shares });
    // A take that was made comes as a change of its line; that one failed is only told here.
    if (event["state"] === "failed") readSoon();
  } else if (/^project\.(completed|failed|cancelled)$/.test(event.type)) {
    readSoon();
    void lookForWork(String(event["job_id"] ?? ""));
  }
}

function open(id: string): void {
  closeProject();
  owner = new Owner();
  set({ ...NOTHING, id, parcels: keptParcels(id), usual: get().usual });
  markQueued(linesToSpeak(get().parcels));
  owner.own(live.on("*", hear));
  owner.own(
    live.on("link.resumed", () => {
      readSoon();
      void adoptLeft(id).then(send);
    }),
  );
}

/** Puts what closed windows have not sent before what this one has not, but behind what is on its way. */
function adoptLeft(id: string): Promise<void> {
  return adoptParcels(id, (left) => {
    const { id: shownId, confirmed, parcels } = get();
    if (shownId !== id) return false;
    const known = new Set(parcels.map((one) => one.wish));
    const first = sending ? 1 : 0;
    const all = [...parcels.slice(0, first), ...left.filter((one) => !known.has(one.wish)), ...parcels.slice(first)];
    keepParcels(id, all);
    if (confirmed) moveTo(confirmed, all);
    else set({ parcels: all });
    markQueued(linesToSpeak(left));
    return true;
  });
}

/** Runs `act` once events are heard. */
function whenHearing(act: () => void): void {
  if (live.state === "open") {
    act();
    return;
  }
  const heed = owner.own(
    live.onState((state) => {
      if (state !== "open") return;
      heed();
      act();
    }),
  );
}

/** Reads the document anew if it changed after it was asked for and before its events were heard. */
async function lookForChange(id: string): Promise<void> {
  try {
    const [newest] = await projectHistory(id, 1, null);
    await reading;
    const { id: shownId, confirmed } = get();
    if (shownId === id && newest && confirmed && newest.revision > confirmed.revision) readSoon();
  } catch {
    // The document itself tells what is wrong.
  }
}

export function openProject(id: string): void {
  open(id);
  if (askedEarly(documentPath(id))) whenHearing(() => void lookForChange(id));
  markQueued(keptSpeaking(id));
  if (Object.keys(get().speaking).length > 0) void lookForWork();
  const left = adoptLeft(id);
  void readProject()
    .then(() => left)
    .then(send);
}

/** Shows a project that is made when something is written in it. */
export function openBlank(wanted: Blank): void {
  open(BLANK);
  blank = wanted;
  moveTo(blankDocument(wanted), get().parcels);
  void adoptLeft(BLANK).then(send);
}

export function closeProject(): void {
  // What was typed a moment ago is on its way; its answer is not waited for.
  if (get().id !== BLANK) void send();
  owner.dispose();
  due = null;
  typing = null;
  readAgain = false;
  heard = 0;
  blank = null;
  set({ ...NOTHING, usual: get().usual });
}

/** Lines that have no other voice are said in this one. */
export function setUsualVoice(usual: string | null): void {
  if (get().usual === usual) return;
  set({ usual });
  const { confirmed, parcels } = get();
  if (confirmed) set({ document: shown(confirmed, parcels) });
}

/** Changes the document: shown at once, sent in order, kept until the server has it. */
export function change(...asked: Operation[]): void {
  const { confirmed, parcels, document } = get();
  const operations = document ? withEmptyLine(document, asked) : asked;
  if (!confirmed || operations.length === 0) return;
  moveTo(confirmed, queued(parcels, operations, sending));
  if (!operations.every((one) => one.op.endsWith(".update"))) owner.after(0, () => void send());
  // One for all that is typed until then: what each key sends comes back as a document that is laid out and drawn again.
  else if (!typing)
    typing = owner.after(250, () => {
      typing = null;
      void send();
    });
}

function request(what: Pick<Parcel, "speak" | "adopt">): void {
  const { confirmed, parcels } = get();
  if (!confirmed) return;
  moveTo(confirmed, requested(parcels, what));
  owner.after(0, () => void send());
}

/** Generates lines, `variants` takes of each, or `words` of the only one, once everything that was typed before has arrived. */
export function speak(lines: string[], variants = 1, words?: Words): void {
  if (lines.length === 0) return;
  markQueued(lines);
  request({ speak: { lines, variants, ...(words ? { words } : {}) } });
}

/** Makes a generation a take of a line. */
export const adopt = (line: string, generation: string) => request({ adopt: { line, generation } });

/** Takes back what waits to be generated, and cancels what is. Fails with ApiError or Unreachable. */
export async function stopSpeaking(): Promise<void> {
  const { id, confirmed, parcels } = get();
  if (confirmed) moveTo(confirmed, parcels.filter((one, index) => !one.speak || (sending && index === 0)));
  // What is on its way becomes a job first.
  await sent;
  const jobs = await listJobs();
  await Promise.all(jobs.filter(worksFor(id)).map((job) => cancelJob(job.id)));
  if (get().id === id) set({ speaking: {} });
}

let making: Promise<void> | null = null;

/** Makes the blank project that is shown. Fails with ApiError or Unreachable. */
function make(): Promise<void> {
  making ??= (async () => {
    const found = await getProject(await projectFor(blank!));
    if (get().id !== BLANK) return;
    const { parcels } = get();
    keepParcels(BLANK, []);
    set({ id: found.id, appeared: null, made: true });
    moveTo(found, parcels);
  })().finally(() => (making = null));
  return making;
}

/** The id of the project that is open, made when it was blank. Fails with ApiError or Unreachable. */
export async function madeProject(): Promise<string> {
  if (get().id === BLANK) await make();
  return get().id!;
}

/** Sends what waits, one parcel after another, each made on the revision before it. */
function send(): Promise<void> {
  sent ??= sendAll().finally(() => (sent = null));
  return sent;
}

async function sendAll(): Promise<void> {
  sending = true;
  const mine = owner;
  let again = 0;
  try {
    for (;;) {
      const { confirmed, parcels } = get();
      const parcel = parcels[0];
      if (!confirmed || !parcel || owner !== mine) return;
      try {
        if (confirmed.id === BLANK) {
          await make();
          continue;
        }
        const done = await deliver(confirmed, parcel);
        forget(confirmed.id, parcel);
        const left = get().parcels.filter((one) => one.wish !== parcel.wish);
        if (owner !== mine) {
          // The same project may have been opened anew, with what was under way.
          if (get().id === confirmed.id) set({ parcels: left });
          return;
        }
        const now = get().confirmed!;
        const next = done ? followed(now, done) : parcel.operations.length > 0 ? null : now;
        moveTo(next ?? now, left);
        set({ away: false });
        again = 0;
        if (!next) await readProject();
        else if (next.revision < heard) readSoon();
      } catch (error) {
        if (owner !== mine) return;
        if (passing(error)) {
          set({ away: error instanceof Unreachable });
          owner.after(error instanceof ApiError && error.retryAfter ? error.retryAfter * 1000 : 1500, () => void send());
          return;
        }
        if (get().id === BLANK) {
          set({ refused: error });
          return;
        }
        const stale = error instanceof ApiError && error.code === "revision_mismatch";
        await readProject();
        if (stale && again < 3) {
          // The same wish under a new revision is another request.
          again += 1;
          const [renewed] = queued([], parcel.operations, false);
          set({ parcels: [renewed!, ...get().parcels.slice(1)] });
          continue;
        }
        const { confirmed: fresh, parcels: waiting, speaking } = get();
        if (fresh) moveTo(fresh, waiting.filter((one) => one.wish !== parcel.wish));
        const lines = parcel.speak?.lines ?? [];
        set(parcel.operations.length > 0 ? { refused: error } : { failed: error, speaking: Object.fromEntries(Object.entries(speaking).filter(([line]) => !lines.includes(line))) });
      }
    }
  } finally {
    sending = false;
    // Another project was opened meanwhile, and may have something to send, too.
    if (owner !== mine && get().parcels.length > 0) owner.after(0, () => void send());
  }
}

async function travel(step: (id: string) => Promise<unknown>): Promise<void> {
  try {
    const id = await madeProject();
    // What is typed but not sent yet is the change that is to be undone.
    for (let n = 0; n < 100 && get().parcels.length > 0 && !get().away; n++) {
      await send();
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    await step(id);
    await readProject();
  } catch (error) {
    if (!(error instanceof ApiError && error.code === "nothing_to_undo")) set({ refused: error });
  }
}

/** Steps through what was done; a blank project that nothing was written in has nothing. */
const step = async (run: (id: string) => Promise<unknown>) => (get().id === BLANK && get().parcels.length === 0 ? undefined : travel(run));

export const undo = () => step(undoProject);
export const redo = () => step(redoProject);
/** Brings an earlier revision back, as a new one. */
export const restoreTo = (revision: number) => travel((id) => restoreRevision(id, revision));
/** Names the present revision, with what is typed but not sent yet. */
export const keepPoint = (label: string) => travel((id) => nameRevision(id, label));

/** Adds the lines of a script behind a line, or at the end; new speakers get voices. */
export function bringScript(file: File, after?: string): Promise<void> {
  // Behind the empty line they are said in its voice, and it makes room for them: it has to be there.
  if (after !== undefined && isEmptyLine({ id: after })) change({ op: "line.update", id: after, set: { text: "" } });
  return travel((id) => addScript(id, file, after));
}
