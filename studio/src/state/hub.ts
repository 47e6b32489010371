import { type LiveEvent, live } from "@/api/live";
import { keys, queryClient } from "@/api/query";
import { listJobs } from "@/api/system";
import { hearJob, takeJobs } from "./jobs";
import { Owner } from "./owner";

let owner = new Owner();
const due = new Map<string, () => void>();

/** Reads these answers anew, at most twice a second however many events say so. */
function refresh(key: readonly unknown[]): void {
  const name = JSON.stringify(key);
  if (due.has(name)) return;
  due.set(
    name,
    owner.after(500, () => {
      due.delete(name);
      void queryClient.invalidateQueries({ queryKey: key });
    }),
  );
}

const OVER = /\.(completed|failed|cancelled)$/;

function hear(event: LiveEvent): void {
  hearJob(event);
  const over = OVER.test(event.type);
  if (event.type.startsWith("clone.") && (over || event["version"])) refresh(keys.voices);
  if (event.type === "design.completed") refresh(keys.voices);
  if (event.type.startsWith("generation.") && over) refresh(keys.generations);
  if (event.type.startsWith("model.") && over) refresh(keys.models);
  if (event.type.startsWith("engine.") && over) for (const changed of [keys.engines, keys.info, keys.voices]) refresh(changed);
}

export async function readJobs(): Promise<void> {
  try {
    takeJobs(await listJobs());
  } catch {
    // The link says when the server is back, and then this runs again.
  }
}

/** Starts the live link and keeps the page's answers fresh by what it tells. */
export function startHub(): void {
  owner = new Owner();
  owner.own(live.on("*", hear));
  owner.own(
    live.on("link.resumed", () => {
      void readJobs();
      // What a recording is worth does not change; hearing it again would be in the way of work that goes on. What failed is asked again.
      void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "clone-check" || query.state.status === "error" });
    }),
  );
  owner.own(live.on("link.signed_out", () => void queryClient.invalidateQueries({ queryKey: keys.session })));
  live.start();
  void readJobs();
}

export function stopHub(): void {
  live.stop();
  owner.dispose();
  due.clear();
}
