import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Download, Pause, PenLine, Play, Trash2, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { cancelJob } from "@/api/system";
import { keys } from "@/api/query";
import { ApiError, PageError, Unreachable, errorIn } from "@/api/errors";
import type { Category, Quality, Refine, Voice } from "@/api/types";
import { activateVersion, createCategory, previewUrl, refineVoice, sampleUrl, updateVoice } from "@/api/voices";
import { BlindTest } from "@/features/clone/BlindTest";
import { LeftOutNote } from "@/features/clone/LeftOutNote";
import { leftOutOf } from "@/features/clone/store";
import { useJobLine } from "@/features/shell/Tray";
import { dateTime, languageName, number, percent, clockTime } from "@/i18n/format";
import { about } from "@/i18n/presets";
import { useEngines } from "@/state/engines";
import { useJobAbout } from "@/state/jobs";
import { useToasts } from "@/state/toasts";
import { type Track, playOrToggle, usePlaying } from "@/state/transport";
import { useVoice } from "@/state/voices";
import { Avatar } from "@/ui/Avatar";
import { Button, IconButton } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Loading } from "@/ui/Empty";
import { Field } from "@/ui/Field";
import { Findings } from "@/ui/Findings";
import { composing } from "@/ui/keys";
import { Failure, useErrorText } from "@/ui/Notice";
import { Progress } from "@/ui/Progress";
import { ConsentSection } from "./ConsentSection";
import { LockSection } from "./LockSection";
import { Rename } from "./VoiceTable";
import { useSimilarity } from "./similarity";

interface Props {
  id: string;
  categories: Category[];
  onClose: () => void;
  onTrash: (id: string) => void;
  onRestore: (id: string) => void;
  onExport: (id: string) => void;
  onRename: (voice: Voice, name: string) => void;
}

function PlaySmall({ track, label }: { track: Track; label: string }) {
  const playing = usePlaying(track.key);
  return (
    <IconButton size="small" label={label} onClick={() => playOrToggle(track)}>
      {playing ? <Pause size={14} fill="currentColor" aria-hidden="true" /> : <Play size={14} fill="currentColor" aria-hidden="true" />}
    </IconButton>
  );
}

/** Everything about one voice: samples, how close it is, the versions of its fit, and what can be changed. */
export function Inspector({ id, categories, onClose, onTrash, onRestore, onExport, onRename }: Props) {
  const { t, i18n } = useTranslation();
  const similarity = useSimilarity();
  const client = useQueryClient();
  const { data: voice, error, refetch } = useVoice(id);
  const [renaming, setRenaming] = useState(false);
  const [comparing, setComparing] = useState(false);
  const [naming, setNaming] = useState(false);
  const [tag, setTag] = useState("");
  const job = useJobAbout(id);
  const line = useJobLine();
  const errorText = useErrorText();
  const { cloning, title } = useEngines();
  const refresh = () => client.invalidateQueries({ queryKey: keys.voices });
  const change = async (run: () => Promise<unknown>): Promise<void> => {
    try {
      await run();
    } catch (failure) {
      const again = failure instanceof Unreachable ? { action: { label: t("common.retry"), run: () => void change(run) } } : {};
      useToasts.getState().push({ kind: "bad", text: errorText(failure), ...again });
    }
    await refresh();
  };
  const trashed = error instanceof ApiError && error.code === "voice_in_trash";
  if (error && !voice)
    return (
      <aside className="inspector" aria-label={t("voices.inspector")}>
        <Failure error={error} {...(trashed ? {} : { retry: () => void refetch() })}>
          {trashed ? (
            <Button size="small" kind="primary" onClick={() => onRestore(id)}>
              {t("voices.restore")}
            </Button>
          ) : null}
          <Button size="small" onClick={onClose}>
            {t("common.close")}
          </Button>
        </Failure>
      </aside>
    );
  if (!voice)
    return (
      <aside className="inspector" aria-label={t("voices.inspector")}>
        <Loading label={t("common.loading")} />
      </aside>
    );
  const own = voice.kind !== "preset";
  const preview: Track = { key: `voice:${voice.id}`, url: previewUrl(voice), title: voice.name, voice: { id: voice.id, name: voice.name } };
  return (
    <aside className="inspector" aria-label={t("voices.inspector")}>
      <div className="line">
        <Avatar big id={voice.id} name={voice.name} color={voice.avatar_color} />
        <div className="grow stack tight" style={{ gap: 0 }}>
          {renaming ? (
            <Rename
              name={voice.name}
              onDone={(name) => {
                setRenaming(false);
                if (name && name !== voice.name) onRename(voice, name);
              }}
            />
          ) : (
            <h2 className="clip">{voice.name}</h2>
          )}
          <span className="small faint">
            {t(`voices.kinds.${voice.kind}`)} · {voice.engines.map(title).join(", ") || title(voice.engine)}
          </span>
        </div>
        {own ? (
          <IconButton size="small" label={t("voices.rename")} shortcut="F2" onClick={() => setRenaming(true)}>
            <PenLine size={14} aria-hidden="true" />
          </IconButton>
        ) : null}
        <IconButton size="small" label={t("common.close")} onClick={onClose}>
          <X size={14} aria-hidden="true" />
        </IconButton>
      </div>
      {voice.status === "revoked" ? null : (
        <div className="line wrap">
          <PlayWide track={preview} />
          <Link to="/generate" search={{ voice: voice.id }} className="button">
            {t("voices.speak_with")}
          </Link>
        </div>
      )}
      {job ? (
        <div className="stack tight">
          <span className="small soft">{line(job)}</span>
          <Progress value={job.progress} label={t("jobs.kinds.clone")} />
          <div className="line end">
            <Button size="small" onClick={() => void change(() => cancelJob(job.id))}>
              {t("common.cancel")}
            </Button>
          </div>
        </div>
      ) : null}
      {voice.status === "failed" ? (
        <Failure error={errorIn(voice.error) ?? new PageError(t("voices.fit_failed"))} retry={() => void change(() => refineVoice(voice.id, "standard"))} kept={t("voices.fit_kept")} />
      ) : null}

      {voice.kind === "clone" && voice.status !== "revoked" ? (
        <section>
          <h3>{t("voices.closeness")}</h3>
          <dl className="facts">
            <dt>{t("voices.fidelity")}</dt>
            <dd>{similarity(voice) ?? t("voices.unmeasured")}</dd>
          </dl>
          {(voice.versions ?? []).map((one) => (
            <div className="version" key={one.version}>
              <span className="clip">
                {t("voices.version", { n: one.version })}{" "}
                <span className="faint">
                  {t(`clone.refines.${one.refine as Refine | "draft"}`)}
                  {voice.engines.length > 1 ? ` · ${title(one.engine)}` : ""}
                </span>
              </span>
              <span className="soft">{similarity(one)}</span>
              {one.active ? (
                <span className="chip accent">{t("voices.in_use")}</span>
              ) : (
                <Button size="small" onClick={() => void change(() => activateVersion(voice.id, one.version))}>
                  {t("voices.use")}
                </Button>
              )}
            </div>
          ))}
          {voice.engines.length > 1 ? (
            <Field label={t("voices.speaks_by")} hint={voice.preferred_engine ? undefined : t("voices.speaks_by_best")}>
              {(wiring) => (
                <select className="select" {...wiring} value={voice.preferred_engine ?? ""} onChange={(event) => void change(() => updateVoice(voice.id, { preferred_engine: event.target.value || null }, voice))}>
                  <option value="">{t("generate.engine_best")}</option>
                  {voice.engines.map((one) => (
                    <option key={one} value={one}>
                      {title(one)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          ) : null}
          <div className="line wrap">
            {job ? null : (
              <Button size="small" onClick={() => void change(() => refineVoice(voice.id, "best"))}>
                {t("voices.improve")}
              </Button>
            )}
            {(job ? [] : cloning.filter((one) => !voice.engines.includes(one.id))).map((one) => (
              <Button size="small" key={one.id} onClick={() => void change(() => refineVoice(voice.id, "best", one.id))}>
                {t("voices.fit_for", { engine: one.title })}
              </Button>
            ))}
            {(voice.samples?.length ?? 0) > 0 ? (
              <Button size="small" onClick={() => setComparing(true)}>
                {t("clone.blind.open")}
              </Button>
            ) : null}
          </div>
        </section>
      ) : null}

      {(voice.samples?.length ?? 0) > 0 ? (
        <section>
          <h3>{t("voices.samples")}</h3>
          {voice.samples!.map((sample, index) => (
            <div className="stack tight" key={sample.id}>
              <div className="line">
                <PlaySmall
                  label={t("voices.play_sample", { n: index + 1 })}
                  track={{ key: `sample:${sample.id}`, url: sampleUrl(voice.id, sample.id), title: sample.filename ?? t("voices.sample", { n: index + 1 }), voice: { id: voice.id, name: voice.name } }}
                />
                <span className="grow clip small">{sample.filename ?? t("voices.sample", { n: index + 1 })}</span>
                {sample.duration ? <span className="small faint">{clockTime(sample.duration)}</span> : null}
              </div>
              {sample.transcript ? <p className="small soft">{sample.transcript}</p> : null}
            </div>
          ))}
        </section>
      ) : null}

      <ConsentSection voice={voice} />
      <LockSection voice={voice} />
      <QualitySection voice={voice} />

      <section>
        <h3>{t("voices.tags")}</h3>
        <div className="tag-edit">
          {voice.tags.map((one) => (
            <span className="chip" key={one}>
              {one}
              {own ? (
                <IconButton size="small" className="bare" label={t("voices.untag", { tag: one })} onClick={() => void change(() => updateVoice(voice.id, { tags: voice.tags.filter((other) => other !== one) }, voice))}>
                  <X size={12} aria-hidden="true" />
                </IconButton>
              ) : null}
            </span>
          ))}
          {own ? (
            <input
              className="input compact"
              style={{ width: 120 }}
              aria-label={t("voices.add_tag")}
              placeholder={t("voices.add_tag")}
              value={tag}
              maxLength={40}
              onChange={(event) => setTag(event.target.value)}
              onKeyDown={(event) => {
                if (event.code !== "Enter" || composing(event) || !tag.trim()) return;
                const next = tag.trim();
                setTag("");
                if (!voice.tags.includes(next)) void change(() => updateVoice(voice.id, { tags: [...voice.tags, next] }, voice));
              }}
            />
          ) : null}
          {!own && voice.tags.length === 0 ? <span className="faint small">{t("voices.no_tags")}</span> : null}
        </div>
        {own ? (
          <Field label={t("voices.category")}>
            {(wiring) => (
              <select
                className="select"
                {...wiring}
                value={voice.category_id ?? ""}
                onChange={(event) => {
                  const value = event.target.value;
                  if (value === "+") setNaming(true);
                  else void change(() => updateVoice(voice.id, { category_id: value || null }, voice));
                }}
              >
                <option value="">{t("voices.no_category")}</option>
                {categories.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
                <option value="+">{t("voices.new_category")}</option>
              </select>
            )}
          </Field>
        ) : null}
      </section>

      <section>
        <h3>{t("voices.about")}</h3>
        {voice.description ? <p className="small soft">{about(voice, i18n.language)}</p> : null}
        <dl className="facts">
          <dt>{t("voices.languages")}</dt>
          <dd>{voice.languages.map((code) => languageName(code, i18n.language)).join(", ")}</dd>
          {voice.gender === "female" || voice.gender === "male" ? (
            <>
              <dt>{t("voices.gender")}</dt>
              <dd>{t(`voices.genders.${voice.gender}`)}</dd>
            </>
          ) : null}
          {voice.created_at ? (
            <>
              <dt>{t("voices.created")}</dt>
              <dd>{dateTime(voice.created_at, i18n.language)}</dd>
            </>
          ) : null}
          <dt>{t("voices.id")}</dt>
          <dd>
            <code>{voice.id}</code>
          </dd>
        </dl>
      </section>
      {own ? (
        <div className="line wrap">
          {voice.status === "revoked" ? null : (
            <Button size="small" onClick={() => onExport(voice.id)}>
              <Download size={14} aria-hidden="true" />
              {t("voices.export")}
            </Button>
          )}
          <Button size="small" kind="danger" onClick={() => onTrash(voice.id)}>
            <Trash2 size={14} aria-hidden="true" />
            {t("common.delete")}
          </Button>
        </div>
      ) : null}
      {naming ? (
        <Dialog title={t("voices.category_name")} onClose={() => setNaming(false)}>
          <Rename
            name=""
            onDone={(name) => {
              setNaming(false);
              if (!name) return;
              void change(async () => {
                const made = await createCategory(name);
                await client.invalidateQueries({ queryKey: keys.categories });
                await updateVoice(voice.id, { category_id: made.id });
              });
            }}
          />
        </Dialog>
      ) : null}
      {comparing ? (
        <Dialog wide title={t("clone.blind.title")} onClose={() => setComparing(false)}>
          <BlindTest voice={voice} />
        </Dialog>
      ) : null}
    </aside>
  );
}

function PlayWide({ track }: { track: Track }) {
  const { t } = useTranslation();
  const playing = usePlaying(track.key);
  return (
    <Button kind="primary" onClick={() => playOrToggle(track)}>
      {playing ? <Pause size={14} fill="currentColor" aria-hidden="true" /> : <Play size={14} fill="currentColor" aria-hidden="true" />}
      {playing ? t("common.pause") : t("voices.listen")}
    </Button>
  );
}

/** Names by their number, as a list. */
function namesOf(names: Record<string, string> | undefined): string[] {
  const list: string[] = [];
  for (const [index, name] of Object.entries(names ?? {})) list[Number(index)] = name;
  return list;
}

/** What was measured in the recordings. */
function QualitySection({ voice }: { voice: Voice }) {
  const { t, i18n } = useTranslation();
  const quality = (voice.quality ?? voice.samples?.find((sample) => Object.keys(sample.quality).length > 0)?.quality) as Quality | undefined;
  if (!quality) return null;
  const rows: [string, string][] = [];
  if (typeof quality.speech_seconds === "number") rows.push([t("quality.speech"), clockTime(quality.speech_seconds)]);
  if (typeof quality.snr_db === "number") rows.push([t("quality.snr"), `${number(quality.snr_db, i18n.language)} dB`]);
  if (typeof quality.clipping === "number") rows.push([t("quality.clipping"), percent(quality.clipping, i18n.language)]);
  if (typeof quality.rt60 === "number") rows.push([t("quality.echo"), `${number(quality.rt60, i18n.language, 2)} s`]);
  return (
    <section>
      <h3>{t("quality.title")}</h3>
      <dl className="facts">
        {rows.map(([label, value]) => (
          <div key={label} style={{ display: "contents" }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Findings quality={quality} />
      <LeftOutNote left={leftOutOf({ left_out: quality.left_out ?? {} }, namesOf(quality.left_out_names))} />
    </section>
  );
}
