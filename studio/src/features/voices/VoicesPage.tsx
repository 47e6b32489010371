import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Download, FolderInput, Heart, Mic, RotateCcw, Tag, Trash2, X } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Unreachable } from "@/api/errors";
import { keys } from "@/api/query";
import type { Voice } from "@/api/types";
import { type VoiceFilter, destroyVoice, exportVoices, listCategories, previewUrl, restoreVoice, toggleFavorite, trashVoice, updateVoice } from "@/api/voices";
import { saveAs } from "@/features/shell/Transport";
import { languageName, number } from "@/i18n/format";
import { next, send, useIncoming } from "@/state/incoming";
import { useToasts } from "@/state/toasts";
import { play } from "@/state/transport";
import { useVoices } from "@/state/voices";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Empty, Loading } from "@/ui/Empty";
import { SearchField, Select } from "@/ui/Field";
import { Menu } from "@/ui/Menu";
import { Failure, useErrorText } from "@/ui/Notice";
import { ImportDialog } from "./ImportDialog";
import { Inspector } from "./Inspector";
import { VoiceTable } from "./VoiceTable";
import "./voices.css";

export default function VoicesPage() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { voice: chosen } = useSearch({ from: "/voices" });
  const [filter, setFilter] = useState<VoiceFilter>({});
  const [search, setSearch] = useState("");
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const incoming = useIncoming((state) => state.voices[0]);
  const [destroying, setDestroying] = useState(false);
  const fileInput = useRef<HTMLInputElement>(null);
  const errorText = useErrorText();
  const list = useVoices({ ...filter, q: search });
  const categories = useQuery({ queryKey: keys.categories, queryFn: listCategories });
  const languages = useSeen(list.voices.flatMap((voice) => voice.languages));
  const tags = useSeen(list.voices.flatMap((voice) => voice.tags));
  const refresh = () => client.invalidateQueries({ queryKey: keys.voices });
  const say = useToasts((state) => state.push);
  /** Says what went wrong; what the server did not hear can be said to it again. */
  const wrong = (error: unknown, again?: () => void) =>
    say({ kind: "bad", text: errorText(error), ...(again && error instanceof Unreachable ? { action: { label: t("common.retry"), run: again } } : {}) });

  /** Runs one thing on many voices and answers those for which it worked. */
  const forEach = async (ids: string[], run: (id: string) => Promise<unknown>, again?: (ids: string[]) => void) => {
    const done: string[] = [];
    for (const id of ids) {
      try {
        await run(id);
        done.push(id);
      } catch (error) {
        wrong(error, again && (() => again(ids.slice(done.length))));
        break;
      }
    }
    await refresh();
    return done;
  };
  const trash = async (ids: string[]): Promise<void> => {
    const done = await forEach(ids, trashVoice, (left) => void trash(left));
    if (done.length === 0) return;
    setPicked(new Set());
    if (chosen && done.includes(chosen)) open(null);
    say({ kind: "good", text: t("voices.trashed", { count: done.length }), action: { label: t("common.undo"), run: () => void forEach(done, restoreVoice) } });
  };
  const restore = async (ids: string[]): Promise<void> => {
    const done = await forEach(ids, restoreVoice, (left) => void restore(left));
    setPicked(new Set());
    if (done.length > 0) say({ kind: "good", text: t("voices.restored", { count: done.length }) });
  };
  const open = (id: string | null) => void navigate({ to: "/voices", search: { voice: id ?? undefined }, replace: true });
  const exportPicked = async (ids: string[]): Promise<void> => {
    try {
      const url = URL.createObjectURL(await exportVoices(ids));
      saveAs(url, ids.length === 1 ? `${list.voices.find((v) => v.id === ids[0])?.name ?? "voice"}.clonyvoice` : "voices.clonyvoice");
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    } catch (error) {
      wrong(error, () => void exportPicked(ids));
    }
  };
  const favourite = async (voice: Voice): Promise<void> => {
    try {
      await toggleFavorite(voice.id);
    } catch (error) {
      wrong(error, () => void favourite(voice));
    }
    await refresh();
  };
  const rename = async (voice: Voice, name: string): Promise<void> => {
    try {
      await updateVoice(voice.id, { name }, voice);
      say({
        kind: "good",
        text: t("voices.renamed", { name }),
        action: { label: t("common.undo"), run: () => void updateVoice(voice.id, { name: voice.name }).catch((error: unknown) => wrong(error)).finally(refresh) },
      });
    } catch (error) {
      wrong(error, () => void rename(voice, name));
    }
    await refresh();
  };
  const categorise = (ids: string[], category_id: string | null): void => void forEach(ids, (id) => updateVoice(id, { category_id }), (left) => categorise(left, category_id));

  const narrowed = Boolean(search || filter.kind || filter.language || filter.gender || filter.tag || filter.category_id || filter.favorite || filter.trashed);
  const any = t("voices.any");
  const ids = [...picked];
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t("pages.voices")}</h1>
        {list.total !== null ? <span className="faint small">{t("voices.count", { count: list.total, shown: number(list.total, i18n.language) })}</span> : null}
        <Button onClick={() => fileInput.current?.click()}>
          <FolderInput size={14} aria-hidden="true" />
          {t("voices.import")}
        </Button>
        <input
          ref={fileInput}
          type="file"
          accept=".clonyvoice"
          hidden
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file) send("voices", [file]);
          }}
        />
        <Link to="/clone" className="button primary">
          <Mic size={14} aria-hidden="true" />
          {t("voices.clone_one")}
        </Link>
      </header>
      <div className="with-inspector">
        <div className="voices">
          <div className="voices-filters">
            <div className="voices-search">
              <SearchField label={t("voices.search")} value={search} onChange={(event) => setSearch(event.target.value)} />
            </div>
            <Select
              compact
              label={t("voices.kind")}
              value={filter.kind ?? ""}
              options={[
                { value: "", label: `${t("voices.kind")}: ${any}` },
                { value: "clone", label: t("voices.kinds.clone") },
                { value: "design", label: t("voices.kinds.design") },
                { value: "preset", label: t("voices.kinds.preset") },
              ]}
              onChange={(value) => {
                const { kind: _, ...rest } = filter;
                setPicked(new Set());
                setFilter(value ? { ...rest, kind: value } : rest);
              }}
            />
            <Select
              compact
              label={t("voices.language")}
              value={filter.language ?? ""}
              options={[{ value: "", label: `${t("voices.language")}: ${any}` }, ...languages.map((code) => ({ value: code, label: languageName(code, i18n.language) }))]}
              onChange={(language) => setFilter({ ...filter, language })}
            />
            <Select
              compact
              label={t("voices.gender")}
              value={filter.gender ?? ""}
              options={[
                { value: "", label: `${t("voices.gender")}: ${any}` },
                { value: "female", label: t("voices.genders.female") },
                { value: "male", label: t("voices.genders.male") },
              ]}
              onChange={(gender) => setFilter({ ...filter, gender })}
            />
            {tags.length > 0 ? (
              <Select
                compact
                label={t("voices.tag")}
                value={filter.tag ?? ""}
                options={[{ value: "", label: `${t("voices.tag")}: ${any}` }, ...tags.map((tag) => ({ value: tag, label: tag }))]}
                onChange={(tag) => setFilter({ ...filter, tag })}
              />
            ) : null}
            {categories.data && categories.data.length > 0 ? (
              <Select
                compact
                label={t("voices.category")}
                value={filter.category_id ?? ""}
                options={[{ value: "", label: `${t("voices.category")}: ${any}` }, ...categories.data.map((one) => ({ value: one.id, label: one.name }))]}
                onChange={(category_id) => setFilter({ ...filter, category_id })}
              />
            ) : null}
            <Button size="small" kind="quiet" aria-pressed={Boolean(filter.favorite)} onClick={() => setFilter({ ...filter, favorite: !filter.favorite })}>
              <Heart size={14} aria-hidden="true" fill={filter.favorite ? "currentColor" : "none"} />
              {t("voices.favourites")}
            </Button>
            <Button
              size="small"
              kind="quiet"
              aria-pressed={Boolean(filter.trashed)}
              onClick={() => {
                const { trashed, ...rest } = filter;
                setPicked(new Set());
                setFilter(trashed ? rest : { ...rest, trashed: true });
              }}
            >
              <Trash2 size={14} aria-hidden="true" />
              {t("voices.trash")}
            </Button>
          </div>
          {picked.size > 0 ? (
            <div className="voices-bulk" role="region" aria-label={t("voices.bulk")}>
              <span className="small grow">{t("voices.picked", { count: picked.size })}</span>
              {filter.trashed ? (
                <>
                  <Button size="small" onClick={() => void restore(ids)}>
                    <RotateCcw size={14} aria-hidden="true" />
                    {t("voices.restore")}
                  </Button>
                  <Button size="small" kind="danger" onClick={() => setDestroying(true)}>
                    {t("voices.destroy")}
                  </Button>
                </>
              ) : (
                <>
                  <Button size="small" onClick={() => void exportPicked(ids)}>
                    <Download size={14} aria-hidden="true" />
                    {t("voices.export")}
                  </Button>
                  <Menu
                    label={t("voices.to_category")}
                    text={t("voices.to_category")}
                    size="small"
                    kind="plain"
                    icon={<Tag size={14} aria-hidden="true" />}
                    items={[
                      ...(categories.data ?? []).map((one) => ({ label: one.name, run: () => categorise(ids, one.id) })),
                      { label: t("voices.no_category"), run: () => categorise(ids, null) },
                    ]}
                  />
                  <Button size="small" kind="danger" shortcut="Delete" onClick={() => void trash(ids)}>
                    <Trash2 size={14} aria-hidden="true" />
                    {t("common.delete")}
                  </Button>
                </>
              )}
              <Button size="small" kind="quiet" onClick={() => setPicked(new Set())}>
                <X size={14} aria-hidden="true" />
                {t("voices.unpick")}
              </Button>
            </div>
          ) : null}
          {list.error && list.voices.length === 0 ? (
            <div className="page-body">
              <Failure error={list.error} retry={() => void list.refetch()} />
            </div>
          ) : list.isPending ? (
            <Loading label={t("common.loading")} />
          ) : list.voices.length === 0 ? (
            narrowed ? (
              <Empty sentence={filter.trashed ? t("voices.trash_empty") : t("voices.none_found")}>
                <Button
                  onClick={() => {
                    setFilter({});
                    setSearch("");
                  }}
                >
                  {t("voices.show_all")}
                </Button>
              </Empty>
            ) : (
              <Empty sentence={t("voices.empty")}>
                <Link to="/clone" className="button primary">
                  {t("voices.clone_one")}
                </Link>
              </Empty>
            )
          ) : (
            <VoiceTable
              voices={list.voices}
              total={list.total ?? list.voices.length}
              more={list.hasNextPage}
              onMore={() => void (list.isFetchingNextPage || list.fetchNextPage())}
              chosen={chosen ?? null}
              picked={picked}
              onPick={setPicked}
              onOpen={open}
              onFavourite={(voice) => void favourite(voice)}
              onRename={(voice, name) => void rename(voice, name)}
              onTrash={(voice) => void trash(picked.has(voice.id) ? ids : [voice.id])}
              {...(filter.trashed ? { onRestore: (voice: Voice) => void restore([voice.id]) } : {})}
            />
          )}
        </div>
        {chosen ? (
          <Inspector
            id={chosen}
            onClose={() => open(null)}
            onTrash={(id) => void trash([id])}
            onRestore={(id) => void restore([id])}
            onExport={(id) => void exportPicked([id])}
            onRename={(voice, name) => void rename(voice, name)}
            categories={categories.data ?? []}
          />
        ) : null}
      </div>
      {destroying ? (
        <Dialog title={t("voices.destroy_title")} onClose={() => setDestroying(false)}>
          <p className="soft">{t("voices.destroy_what", { count: ids.length })}</p>
          <div className="line end">
            <Button onClick={() => setDestroying(false)}>{t("common.cancel")}</Button>
            <Button
              kind="danger"
              onClick={() => {
                setDestroying(false);
                void forEach(ids, destroyVoice).then(() => setPicked(new Set()));
              }}
            >
              {t("voices.destroy")}
            </Button>
          </div>
        </Dialog>
      ) : null}
      {incoming ? (
        <ImportDialog
          key={`${incoming.name}/${incoming.size}/${incoming.lastModified}`}
          file={incoming}
          onClose={() => next("voices")}
          onDone={() => {
            next("voices");
            void refresh();
          }}
        />
      ) : null}
    </div>
  );
}

/** Every value ever seen here, in order: a filter should not lose its choices by being used. */
function useSeen(values: string[]): string[] {
  const seen = useRef(new Set<string>());
  for (const value of values) seen.current.add(value);
  return [...seen.current].sort();
}

/** Plays a voice's short sample in the transport. */
export function playVoice(voice: Voice): void {
  play({ key: `voice:${voice.id}`, url: previewUrl(voice), title: voice.name, voice: { id: voice.id, name: voice.name } });
}
