import { create } from "zustand";

/** Files on their way to the page that they are for. */
interface Incoming {
  /** Dropped where nothing takes them; the shell finds their page. */
  offered: File[];
  voices: File[];
  scripts: File[];
  clone: File[];
  transcribe: File[];
}

export const useIncoming = create<Incoming>(() => ({ offered: [], voices: [], scripts: [], clone: [], transcribe: [] }));

export function send(to: keyof Incoming, files: File[]): void {
  if (files.length > 0) useIncoming.setState((state) => ({ [to]: [...state[to], ...files] }));
}

/** Takes what has come for a page; the next call gets nothing. */
export function collect(to: keyof Incoming): File[] {
  const files = useIncoming.getState()[to];
  if (files.length > 0) useIncoming.setState({ [to]: [] });
  return files;
}

/** The first file is done with: the next one's turn. */
export function next(to: keyof Incoming): void {
  useIncoming.setState((state) => ({ [to]: state[to].slice(1) }));
}
