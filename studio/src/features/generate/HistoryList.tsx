import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { FilePlus, FileText, Pause, Play, Trash2 } from "lucide-react";
import { memo, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ListedTake, listAllTakes } from "@/api/projects";
import { keys, queryClient } from "@/api/query";
import { getGeneration, listGenerations } from "@/api/speech";
import type { Generation } from "@/api/types";
import { getVoice } from "@/api/voices";
import { ago, clockTime } from "@/i18n/format";
import { deleteLater, takeBack, useDeleting } from "@/state/deleting";
import { sendToScript } from "@/state/for-script";
import { useToasts } from "@/state/toasts";
import { type Track, playOrToggle, useTransport } from "@/state/transport";
import { useLatest } from "@/state/use-owner";
import { Button, IconButton } from "@/ui/Button";
import { Empty, Loading } from "@/ui/Empty";
import { SearchField } from "@/ui/Field";
import { Failure, useErrorText } from "@/ui/Notice";
import { takeFacts } from "@/features/projects/take-facts";
import { mergedHistory } from "./merged-history";

const ROW = 52;

/** Everything that was ever said, the newest first. */
export function HistoryList() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/generate" });
  const [text, setText] = useState("");
  const q = useDeferredValue(text);
  const scroll = useRef<HTMLDivElement>(null);
  const errorText = useErrorText();
  const query = useInfiniteQuery({
    queryKey: [...keys.generations, "list", q],
    queryFn: ({ pageParam, signal }) => listGenerations(q, pageParam, 200, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
  const takes = useInfiniteQuery({
    queryKey: keys.allTakes(q),
    queryFn: ({ pageParam, signal }) => listAllTakes(q, pageParam, 200, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    // They are made on other pages and in other windows.
    staleTime: 0,
  });
  const hidden = useDeleting((state) => state.ids);
  const { items: list, next } = useMemo(
    () =>
      mergedHistory(
        { items: query.data?.pages.flatMap((page) => page.items.filter((made) => !hidden.has(made.id))) ?? [], more: query.hasNextPage },
        { items: takes.data?.pages.flatMap((page) => page.takes) ?? [], more: takes.hasNextPage },
      ),
    [query.data, query.hasNextPage, takes.data, takes.hasNextPage, hidden],
  );
  const virtual = useVirtualizer({ count: list.length, getScrollElement: () => scroll.current, estimateSize: () => ROW, overscan: 8 });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { isFetchingNextPage, fetchNextPage } = next === 1 ? takes : query;
  useEffect(() => {
    if (next !== null && !isFetchingNextPage && last > list.length - 80) void fetchNextPage();
  }, [last, list.length, next, isFetchingNextPage, fetchNextPage]);
  const wrong = (error: unknown) => useToasts.getState().push({ kind: "bad", text: errorText(error) });
  const script = () => void navigate({ to: "/generate", search: ({ project }) => ({ project }) });
  const addToScript = async (id: string) => {
    try {
      const made = await getGeneration(id);
      const voice = made.voice_id ? await getVoice(made.voice_id).catch(() => null) : null;
      sendToScript([{ text: made.text, voice_id: voice?.id, ...(made.status === "completed" ? { generation: made.id } : {}) }]);
      script();
    } catch (error) {
      wrong(error);
    }
  };
  const remove = (id: string) => {
    deleteLater(id, () => queryClient.invalidateQueries({ queryKey: keys.generations }), wrong);
    useToasts.getState().push({ kind: "good", text: t("history.deleted"), action: { label: t("common.undo"), run: () => takeBack(id) } });
  };
  const add = useLatest((id: string) => void addToScript(id));
  const drop = useLatest(remove);
  const openScript = useLatest((project: string) => void navigate({ to: "/generate", search: { project } }));
  return (
    <div className="history">
      <div className="voices-filters">
        <div className="voices-search">
          <SearchField label={t("history.search")} value={text} onChange={(event) => setText(event.target.value)} />
        </div>
      </div>
      {(query.error ?? takes.error) && list.length === 0 ? (
        <div className="page-body">
          <Failure error={query.error ?? takes.error} retry={() => void Promise.all([query.refetch(), takes.refetch()])} />
        </div>
      ) : query.isPending || takes.isPending ? (
        <Loading label={t("common.loading")} />
      ) : list.length === 0 ? (
        <Empty sentence={q ? t("history.none_found") : t("history.empty")}>
          <Button kind="primary" onClick={script}>
            {t("projects.script")}
          </Button>
        </Empty>
      ) : (
        <div ref={scroll} className="history-scroll">
          <ul style={{ height: virtual.getTotalSize(), position: "relative" }} aria-label={t("generate.history")}>
            {items.map((item) => {
              const made = list[item.index]!;
              return "project_id" in made ? <TakeRow key={made.id} take={made} top={item.start} onOpen={openScript} /> : <Row key={made.id} made={made} top={item.start} onAdd={add} onRemove={drop} />;
            })}
          </ul>
        </div>
      )}
    </div>
  );
}

const Row = memo(function Row({ made, top, onAdd, onRemove }: { made: Generation; top: number; onAdd: (id: string) => void; onRemove: (id: string) => void }) {
  const { t, i18n } = useTranslation();
  return (
    <li className="history-row" style={{ transform: `translateY(${top}px)` }}>
      <PlayMade made={made} />
      <span className="grow stack tight" style={{ gap: 0 }}>
        <span className="clip">{made.text}</span>
        <span className="small faint clip">
          {ago(made.created_at, i18n.language)}
          {made.duration ? ` · ${clockTime(made.duration)}` : ""}
          {made.voice_name ? ` · ${made.voice_name}` : ""}
        </span>
      </span>
      {made.status === "completed" ? null : <span className={`chip ${made.status === "failed" ? "red" : ""}`}>{t(`jobs.states.${made.status}`)}</span>}
      <IconButton size="small" label={t("history.to_script")} onClick={() => onAdd(made.id)}>
        <FilePlus size={14} aria-hidden="true" />
      </IconButton>
      <IconButton size="small" label={t("common.delete")} onClick={() => onRemove(made.id)}>
        <Trash2 size={14} aria-hidden="true" />
      </IconButton>
    </li>
  );
});

/** A take of a project: it is kept there, and deleted with it. */
const TakeRow = memo(function TakeRow({ take, top, onOpen }: { take: ListedTake; top: number; onOpen: (project: string) => void }) {
  const { t, i18n } = useTranslation();
  const key = `take:${take.id}`;
  return (
    <li className="history-row" style={{ transform: `translateY(${top}px)` }}>
      <PlayButton track={{ key, url: take.audio_url, source: take.audio_url.replace(/\/audio$/, ""), title: take.text, provenance: takeFacts(take, t, i18n.language) }} />
      <span className="grow stack tight" style={{ gap: 0 }}>
        <span className="clip">{take.text}</span>
        <span className="small faint clip">
          {ago(take.created_at, i18n.language)} · {clockTime(take.duration)}
          {take.voice_name ? ` · ${take.voice_name}` : ""} · {take.project_name}
        </span>
      </span>
      <IconButton size="small" label={t("history.open_script", { name: take.project_name })} onClick={() => onOpen(take.project_id)}>
        <FileText size={14} aria-hidden="true" />
      </IconButton>
    </li>
  );
});

function PlayButton({ track, unavailable = false }: { track: Track; unavailable?: boolean }) {
  const { t } = useTranslation();
  const playing = useTransport((state) => state.playing && state.track?.key === track.key);
  return (
    <IconButton size="small" label={playing ? t("common.pause") : t("common.play")} unavailable={unavailable} onClick={() => playOrToggle(track)}>
      {playing ? <Pause size={14} fill="currentColor" aria-hidden="true" /> : <Play size={14} fill="currentColor" aria-hidden="true" />}
    </IconButton>
  );
}

function PlayMade({ made }: { made: Generation }) {
  const { t } = useTranslation();
  return (
    <PlayButton
      unavailable={made.status !== "completed"}
      track={{
        key: `made:${made.id}`,
        url: made.audio_url ?? `/api/generations/${made.id}/audio`,
        title: made.text,
        source: `/api/generations/${made.id}`,
        provenance: [
          { label: t("about.text"), value: made.text },
          { label: t("about.voice"), value: made.voice_name || (made.voice_id ?? "–") },
          { label: t("about.engine"), value: made.engine ?? "–" },
          { label: t("about.seed"), value: made.seed === null ? "–" : String(made.seed) },
          { label: t("about.made"), value: made.created_at },
          { label: t("about.generation"), value: made.id },
        ],
      }}
    />
  );
}
