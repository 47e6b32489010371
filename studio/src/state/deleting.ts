import { create } from "zustand";
import { deleteGeneration } from "@/api/speech";

/** How long a deletion can be taken back, in milliseconds: as long as its message is shown. */
const TAKE_BACK = 10_000;

/** Generations that are hidden and will be deleted unless that is taken back. */
export const useDeleting = create<{ ids: ReadonlySet<string> }>(() => ({ ids: new Set() }));

const timers = new Map<string, ReturnType<typeof setTimeout>>();

function forget(id: string): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  useDeleting.setState(({ ids }) => ({ ids: new Set([...ids].filter((one) => one !== id)) }));
}

/** Hides the generation now and deletes it later; `failed` hears why it could not be. A page that is closed meanwhile deletes nothing. */
export function deleteLater(id: string, done: () => Promise<unknown>, failed: (error: unknown) => void): void {
  useDeleting.setState(({ ids }) => ({ ids: new Set([...ids, id]) }));
  timers.set(
    id,
    setTimeout(() => {
      deleteGeneration(id)
        .then(done, failed)
        .finally(() => forget(id));
    }, TAKE_BACK),
  );
}

export const takeBack = forget;
