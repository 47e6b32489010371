import { type DependencyList, useEffect, useRef } from "react";
import { Owner } from "./owner";

/** Runs `effect` with an Owner that is disposed when `deps` change or the component leaves. */
export function useOwner(effect: (owner: Owner) => void, deps: DependencyList): void {
  useEffect(() => {
    const owner = new Owner();
    effect(owner);
    return () => owner.dispose();
    // The caller names what the effect depends on, as with useEffect.
  }, deps);
}

/** A function that is always the newest, with an identity that never changes. */
export function useLatest<A extends unknown[], R>(run: (...args: A) => R): (...args: A) => R {
  const latest = useRef(run);
  latest.current = run;
  const stable = useRef((...args: A): R => latest.current(...args));
  return stable.current;
}
