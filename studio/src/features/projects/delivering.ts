import { ApiError } from "@/api/errors";
import { Unreachable } from "@/api/http";
import { type Applied, type ProjectDocument, adoptGeneration, applyOperations, speakLines } from "@/api/projects";
import { readJobs } from "@/state/hub";
import { type Parcel, keepParcels, keptParcels } from "./outbox";

/** What the server answers now it may answer otherwise in a moment: it is away, busy, or at this very request. */
export const passing = (error: unknown) => error instanceof Unreachable || (error instanceof ApiError && (error.status === 503 || error.status === 429 || error.code === "idempotency_in_progress"));

/**
 * Fulfils a parcel on a revision; the operations' answer, where there were any and it is known.
 *
 * A parcel whose answer was lost with the page may be sent again on another revision: the server knows its wish, and has it.
 * Fails with ApiError or Unreachable.
 */
export async function deliver(project: ProjectDocument, { operations, speak, adopt, wish }: Parcel): Promise<Applied | null> {
  try {
    if (speak) {
      await speakLines(project.id, speak.lines, speak.variants, wish, speak.words);
      // Events of a project do not say what its job does; the server's list does.
      void readJobs();
    }
    else if (adopt) await adoptGeneration(project.id, adopt.line, adopt.generation, wish);
    else return await applyOperations(project.id, project.revision, operations, wish);
  } catch (error) {
    if (!(error instanceof ApiError && error.code === "idempotency_mismatch")) throw error;
  }
  return null;
}

/** Takes a parcel that was delivered out of what this browser keeps, also where its project was closed meanwhile. */
export const forget = (project: string, { wish }: Parcel) => keepParcels(project, keptParcels(project).filter((one) => one.wish !== wish));
