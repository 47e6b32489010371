/** What was asked before the code that needs it had come, by path; each answer is taken once. */
const asked = new Map<string, { at: number; answer: Promise<Response | null> }>();

/** An answer that waited longer is no longer what the server has. */
const FRESH_MS = 10_000;

/** Asks for `path` now. Where that fails, who takes the answer asks anew and hears why. */
export function askEarly(path: string): void {
  const answer = fetch(path, { credentials: "same-origin", headers: { Accept: "application/json" } }).then(
    (response) => (response.ok ? response : null),
    () => null,
  );
  asked.set(path, { at: performance.now(), answer });
}

export const askedEarly = (path: string): boolean => asked.has(path);

/** The answer that was asked for early, or null: there is none, it failed or it is old. */
export async function earlyAnswer(path: string): Promise<Response | null> {
  const found = asked.get(path);
  asked.delete(path);
  return found && performance.now() - found.at < FRESH_MS ? found.answer : null;
}

/** The path of a project's document. */
export const documentPath = (id: string) => `/api/projects/${encodeURIComponent(id)}`;

/** The path of the document of the project that is at an address of the studio, if one is. */
export function documentAt(pathname: string): string | null {
  const [, id] = /^\/projects\/([\w-]+)\/?$/.exec(pathname) ?? [];
  return id ? documentPath(id) : null;
}
