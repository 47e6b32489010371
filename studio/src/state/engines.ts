import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api/query";
import { type EngineInfo, getInfo } from "@/api/system";

/** The engines of this server, those that clone and that design among them, and their names. */
export function useEngines() {
  const { data } = useQuery({ queryKey: keys.info, queryFn: getInfo, staleTime: 60_000 });
  const engines: EngineInfo[] = data?.engines ?? [];
  return {
    engines,
    cloning: engines.filter((one) => one.abilities.includes("clone")),
    designing: engines.filter((one) => one.abilities.includes("design")),
    title: (id: string) => engines.find((one) => one.id === id)?.title ?? id,
  };
}
