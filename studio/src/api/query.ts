import { QueryClient } from "@tanstack/react-query";
import { ApiError, Unreachable } from "./errors";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: true,
      // What the server says no to stays no; a server that is away is tried a few times, then the live link tells when it is back.
      retry: (count, error) => !(error instanceof ApiError && error.status < 500) && count < (error instanceof Unreachable ? 3 : 1),
      networkMode: "always",
    },
    mutations: { networkMode: "always", retry: false },
  },
});

/** The names under which answers are kept. */
export const keys = {
  session: ["session"] as const,
  voices: ["voices"] as const,
  voiceList: (filter: object) => ["voices", "list", filter] as const,
  voice: (id: string) => ["voices", "one", id] as const,
  categories: ["categories"] as const,
  generations: ["generations"] as const,
  generation: (id: string) => ["generations", "one", id] as const,
  transcriptions: ["transcriptions"] as const,
  jobs: ["jobs"] as const,
  models: ["models"] as const,
  info: ["info"] as const,
  engines: ["engines"] as const,
  apiKeys: ["api-keys"] as const,
  projects: ["projects"] as const,
  exportPresets: ["export-presets"] as const,
  takes: (project: string, line: string, takes: readonly string[]) => ["takes", project, line, takes] as const,
  allTakes: (q: string) => ["takes", "all", q] as const,
  dubs: (project: string) => ["dubs", project] as const,
  projectList: (filter: object) => ["projects", "list", filter] as const,
};
