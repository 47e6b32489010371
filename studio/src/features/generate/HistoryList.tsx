import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { FilePlus, Pause, Play, Trash2 } from "lucide-react";
import { memo, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys, queryClient } from "@/api/query";
import { getGeneration, listGenerations } from "@/api/speech";
import type { Generation } from "@/api/types";
import { getVoice } from "@/api/voices";
import { ago, clockTime } from "@/i18n/format";
import { deleteLater, takeBack, useDeleting } from "@/state/deleting";
import { sendToScript } from "@/state/for-script";
import { useToasts } from "@/state/toasts";
import { playOrToggle, useTransport } from "@/state/transport";
import { useLatest } from "@/state/use-owner";
import { Button, IconButton } from "@/ui/Button";
import { Empty, Loading } from "@/ui/Empty";
import { SearchField } from "@/ui/Field";
import { Failure, useErrorText } from "@/ui/Notice";

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
  const hidden = useDeleting((state) => state.ids);
  const list = useMemo(() => query.data?.pages.flatMap((page) => page.items.filter((made) => !hidden.has(made.id))) ?? [], [query.data, hidden]);
  const virtual = useVirtualizer({ count: list.length, getScrollElement: () => scroll.current, estimateSize: () => ROW, overscan: 8 });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last > list.length - 80) void fetchNextPage();
  }, [last, list.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
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
  return (
    <div className="history">
      <div className="voices-filters">
        <div className="voices-search">
          <SearchField label={t("history.search")} value={text} onChange={(event) => setText(event.target.value)} />
        </div>
      </div>
      {query.error && list.length === 0 ? (
        <div className="page-body">
          <Failure error={query.error} retry={() => void query.refetch()} />
        </div>
      ) : query.isPending ? (
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
              return <Row key={made.id} made={made} top={item.start} onAdd={add} onRemove={drop} />;
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

function PlayMade({ made }: { made: Generation }) {
  const { t } = useTranslation();
  const key = `made:${made.id}`;
  const playing = useTransport((state) => state.playing && state.track?.key === key);
  return (
    <IconButton
      size="small"
      label={playing ? t("common.pause") : t("common.play")}
      unavailable={made.status !== "completed"}
      onClick={() =>
        playOrToggle({
          key,
          url: made.audio_url ?? `/api/generations/${made.id}/audio`,
          title: made.text,
          generationId: made.id,
          provenance: [
            { label: t("about.text"), value: made.text },
            { label: t("about.voice"), value: made.voice_name || (made.voice_id ?? "–") },
            { label: t("about.engine"), value: made.engine ?? "–" },
            { label: t("about.seed"), value: made.seed === null ? "–" : String(made.seed) },
            { label: t("about.made"), value: made.created_at },
            { label: t("about.generation"), value: made.id },
          ],
        })
      }
    >
      {playing ? <Pause size={14} fill="currentColor" aria-hidden="true" /> : <Play size={14} fill="currentColor" aria-hidden="true" />}
    </IconButton>
  );
}
