import { create } from "zustand";

/** Something on its way into the script that the Generate page shows. */
export interface ForScript {
  text: string;
  voice_id?: string | undefined;
  /** The generation that says it, where there is one. */
  generation?: string | undefined;
}

export const useForScript = create<{ waiting: ForScript[] }>(() => ({ waiting: [] }));

export function sendToScript(lines: ForScript[]): void {
  useForScript.setState(({ waiting }) => ({ waiting: [...waiting, ...lines] }));
}

/** Takes what has come for the script; the next call gets nothing. */
export function collectForScript(): ForScript[] {
  const { waiting } = useForScript.getState();
  if (waiting.length > 0) useForScript.setState({ waiting: [] });
  return waiting;
}
