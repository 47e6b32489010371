import { type ComponentType, lazy, useState } from "react";

/** A component whose code is loaded when it is first shown, or before: then it is there at once. */
export interface LazyView<P> {
  View: ComponentType<P>;
  load: () => Promise<void>;
}

/**
 * Like React's `lazy`, with `load` to fetch the code before the component is shown.
 *
 * A lazy component is suspended at its first showing even when its code is there, and what replaces it stays for 300 ms at
 * least.
 */
export function lazyView<P extends object>(read: () => Promise<ComponentType<P>>): LazyView<P> {
  let found: ComponentType<P> | null = null;
  let reading: Promise<ComponentType<P>> | null = null;
  const once = () =>
    (reading ??= read().then(
      (component) => (found = component),
      (error: unknown) => {
        reading = null;
        throw error;
      },
    ));
  const Suspended = lazy(async () => ({ default: await once() }));
  const View = (props: P) => {
    // It stays the same for as long as it is shown, else its state would be lost when the code has come.
    const [Shown] = useState<ComponentType<P>>(() => found ?? (Suspended as unknown as ComponentType<P>));
    return <Shown {...props} />;
  };
  return { View, load: async () => void (await once()) };
}
