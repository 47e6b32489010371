const NAME = "clonyvoice";
const STORE = "kept";

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });
}

async function run<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  try {
    const base = await open();
    try {
      return await new Promise<T>((resolve, reject) => {
        const request = act(base.transaction(STORE, mode).objectStore(STORE));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
      });
    } finally {
      base.close();
    }
  } catch {
    // A private window may have no room of its own; the work then lives as long as the page.
    return undefined;
  }
}

/** Recordings and other large things that must outlive a reload, in this browser only. */
export const vault = {
  get: <T>(key: string) => run<T>("readonly", (store) => store.get(key) as IDBRequest<T>),
  put: (key: string, value: unknown) => run("readwrite", (store) => store.put(value, key)),
  drop: (key: string) => run("readwrite", (store) => store.delete(key)),
};
