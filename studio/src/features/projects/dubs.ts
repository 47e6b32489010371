import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { isUnfinished } from "@/api/job-state";
import { type LiveEvent, live } from "@/api/live";
import { type Dub, type DubList, type DubStep, listDubs } from "@/api/projects";
import { keys, queryClient } from "@/api/query";
import { read, write } from "@/state/storage";
import { useOwner } from "@/state/use-owner";
import { BLANK } from "./blank";

const DISMISSED = "clonyvoice.dub-dismissed";
/** Milliseconds after which a dub that ended is not shown by itself any more. */
const RECENT = 24 * 3600_000;

/** A project's dubs after an event: with the steps that it tells, or null where they are to be read anew. */
export function dubsAfter(list: DubList, event: LiveEvent): DubList | null {
  const steps = event["steps"] as DubStep[] | undefined;
  if (!steps) return /\.(completed|failed|cancelled)$/.test(event.type) && list.dubs.some((dub) => dub.job_id === event["job_id"]) ? null : list;
  const told = list.dubs.find((dub) => dub.id === event["dub_id"]);
  // What a step has found (speakers, voices, lines) is not in the event.
  if (!told || told.steps.some((step, n) => step.state !== steps[n]?.state)) return null;
  return { ...list, dubs: list.dubs.map((dub) => (dub === told ? { ...dub, steps } : dub)) };
}

/** The project's dubs, newest first, kept up to date by events. */
export function useDubs(project: string): DubList | undefined {
  const key = keys.dubs(project);
  const { data } = useQuery({ queryKey: key, queryFn: () => listDubs(project), enabled: project !== BLANK });
  useOwner(
    (owner) =>
      owner.own(
        live.on("*", (event) => {
          const list = queryClient.getQueryData<DubList>(key);
          if (event.id !== project || !list) return;
          const next = dubsAfter(list, event);
          if (next === null) void queryClient.invalidateQueries({ queryKey: key });
          else if (next !== list) queryClient.setQueryData(key, next);
        }),
      ),
    [project],
  );
  return data;
}

/** Puts a dub that was just started before the others. */
export function addDub(project: string, dub: Dub): void {
  queryClient.setQueryData<DubList>(keys.dubs(project), (list) => (list ? { ...list, dubs: [dub, ...list.dubs.filter((one) => one.id !== dub.id)] } : list));
}

/** The dub to show on the project's page: the newest, while it runs, and until it is dismissed or a day old. */
export function useShownDub(project: string): { dub: Dub | null; dismiss: () => void } {
  const [dismissed, setDismissed] = useState(() => read<string>(DISMISSED, ""));
  const dub = useDubs(project)?.dubs[0];
  const recent = dub !== undefined && (isUnfinished(dub.status) || (dub.id !== dismissed && Date.now() - Date.parse(dub.finished_at ?? "") < RECENT));
  const dismiss = () => {
    if (!dub) return;
    write(DISMISSED, dub.id);
    setDismissed(dub.id);
  };
  return { dub: recent ? dub : null, dismiss };
}
