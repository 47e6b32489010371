import { type ProjectSummary, listProjects } from "@/api/projects";
import { read, write } from "@/state/storage";

const KEY = "clonyvoice.generate.open";

interface Opened {
  id: string;
  at: number;
}

/** Notes that a project was opened here. */
export const noteOpened = (id: string) => void write(KEY, { id, at: Date.now() } satisfies Opened);

/** The project that was worked on last: changed last, on whichever machine, unless another one was opened here since. */
export function lastOf(projects: readonly ProjectSummary[], opened: Opened | null): string | null {
  const [newest] = projects;
  if (!newest) return null;
  const here = opened && projects.find((one) => one.id === opened.id);
  return here && opened.at > Date.parse(newest.updated_at) ? here.id : newest.id;
}

/** The id of the project to go on with, or null where there is none yet. Fails with ApiError or Unreachable. */
export const lastProject = async (): Promise<string | null> => lastOf((await listProjects("", false, null)).projects, read<Opened | null>(KEY, null));
