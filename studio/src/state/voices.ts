import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import { keys } from "@/api/query";
import type { Voice, VoiceKind } from "@/api/types";
import { type VoiceFilter, getVoice, listVoices } from "@/api/voices";

/** A voice as rows and lines name it. */
export interface VoiceRef {
  id: string;
  name: string;
  kind: VoiceKind;
  color?: string | null | undefined;
}

const PAGE = 200;

/** All voices that fit the filter, read page by page as they are scrolled to. */
export function useVoices(filter: VoiceFilter) {
  const q = useDeferredValue(filter.q ?? "");
  const wanted = useMemo(
    () => ({ ...filter, q }),
    // The filter's parts are what counts, not the object around them.
    [q, filter.kind, filter.language, filter.gender, filter.tag, filter.category_id, filter.favorite, filter.trashed],
  );
  const query = useInfiniteQuery({
    queryKey: keys.voiceList(wanted),
    queryFn: ({ pageParam, signal }) => listVoices(wanted, pageParam, PAGE, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
  const voices = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { ...query, voices, total: query.data?.pages[0]?.total ?? null };
}

/** One voice with its samples and versions; begins with what the list knew. */
export function useVoice(id: string | null | undefined) {
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.voice(id ?? ""),
    queryFn: () => getVoice(id!),
    enabled: Boolean(id),
    placeholderData: () => findVoice(client.getQueriesData<{ pages: { items: Voice[] }[] }>({ queryKey: ["voices", "list"] }), id),
  });
}

function findVoice(lists: [unknown, { pages: { items: Voice[] }[] } | undefined][], id: string | null | undefined): Voice | undefined {
  for (const [, list] of lists) for (const page of list?.pages ?? []) for (const voice of page.items) if (voice.id === id) return voice;
  return undefined;
}
