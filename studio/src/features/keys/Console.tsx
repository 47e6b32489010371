import { CircleCheck, CircleX, Send } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ApiRoute } from "@/api/openapi";
import { keys, queryClient } from "@/api/query";
import { listVoices } from "@/api/voices";
import { number } from "@/i18n/format";
import { useOwner } from "@/state/use-owner";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { Notice } from "@/ui/Notice";
import { Code } from "./Code";

interface KnownKey {
  id: string;
  name: string;
  scopes: string[];
  limits: Record<string, number | null>;
  usage: Record<string, number>;
  secret: string | null;
}

interface Answer {
  status: number;
  ms: number;
  headers: [string, string][];
  text: string;
  audio: string | null;
  retryAt: number | null;
}

const SHOWN = /^(ratelimit|retry-after|x-request-id|content-type|content-length|location)/i;

/** Runs any route as a key would, and shows just what the key's owner would see: status, limits, body. */
export function Console({ routes, keysKnown, chosen, onChoose }: { routes: ApiRoute[]; keysKnown: KnownKey[]; chosen: string | null; onChoose: (id: string) => void }) {
  const { t, i18n } = useTranslation();
  const [routeId, setRouteId] = useState("GET /api/voices");
  const [path, setPath] = useState("/api/voices?limit=3");
  const [body, setBody] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [typed, setTyped] = useState("");
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [now, setNow] = useState(Date.now());
  const audio = useRef<string | null>(null);
  const example = useRef<string | null>(null);
  useEffect(() => () => void (audio.current && URL.revokeObjectURL(audio.current)), []);
  useEffect(() => void listVoices({}, null, 1).then((page) => (example.current = page.items[0]?.id ?? null)).catch(() => undefined), []);
  useOwner((owner) => void (answer?.retryAt && owner.every(250, () => setNow(Date.now()))), [answer?.retryAt]);
  const route = routes.find((one) => one.id === routeId);
  const key = keysKnown.find((one) => one.id === chosen) ?? keysKnown[0] ?? null;
  const secret = typed.trim() || key?.secret || "";
  const groups = useMemo(() => Map.groupBy(routes, (one) => one.tag), [routes]);
  const changes = route !== undefined && route.method !== "GET" && route.method !== "DELETE";

  const choose = (id: string) => {
    setRouteId(id);
    setAnswer(null);
    const next = routes.find((one) => one.id === id);
    if (!next) return;
    setPath(next.path.replace("{voice_id}", example.current ?? "{voice_id}"));
    setBody(next.body === null || next.method === "GET" ? "" : fillVoice(JSON.stringify(next.body, null, 2), example.current));
  };
  let bodyWrong: string | null = null;
  if (changes && body.trim()) {
    try {
      JSON.parse(body);
    } catch {
      bodyWrong = t("keys.bad_json");
    }
  }
  const call = {
    method: route?.method ?? "GET",
    url: `${location.origin}${path}`,
    key: secret || "cvk_your_key",
    body: changes && !route.form && body.trim() && !bodyWrong ? body : null,
    file: route?.form ? (file?.name ?? "voice.wav") : null,
  };

  const send = async () => {
    if (!secret || bodyWrong || busy) return;
    setBusy(true);
    setTrouble(null);
    const began = performance.now();
    try {
      const form = route?.form ? new FormData() : null;
      if (form && file) form.append("audio", file, file.name);
      const headers: Record<string, string> = { "X-API-Key": secret };
      if (call.body !== null) headers["Content-Type"] = "application/json";
      // Without the studio's own cookie: the key alone decides.
      const response = await fetch(path, { method: call.method, headers, body: form ?? call.body, credentials: "omit" });
      const blob = await response.blob();
      const ms = performance.now() - began;
      if (audio.current) URL.revokeObjectURL(audio.current);
      audio.current = blob.type.startsWith("audio/") ? URL.createObjectURL(blob) : null;
      const retry = Number(response.headers.get("Retry-After"));
      setAnswer({
        status: response.status,
        ms,
        headers: [...response.headers.entries()].filter(([name]) => SHOWN.test(name)),
        text: audio.current ? "" : pretty(await blob.slice(0, 200_000).text()),
        audio: audio.current,
        retryAt: retry > 0 ? Date.now() + retry * 1000 : null,
      });
      setNow(Date.now());
      void queryClient.invalidateQueries({ queryKey: keys.apiKeys });
    } catch {
      setTrouble(t("errors.unreachable"));
    }
    setBusy(false);
  };
  const wait = answer?.retryAt ? Math.max(0, Math.ceil((answer.retryAt - now) / 1000)) : 0;
  const scope = route?.scope ?? null;
  const may = !key || scope === null ? null : key.scopes.includes(scope);
  const limit = scope && key ? key.limits[scope] : undefined;
  return (
    <div className="stack console">
      <div className="console-grid">
        <Field label={t("keys.as_key")} hint={key && !key.secret && !typed ? t("keys.secret_unknown") : undefined}>
          {(wiring) => (
            <select className="select" {...wiring} value={key?.id ?? ""} onChange={(event) => onChoose(event.target.value)}>
              {keysKnown.length === 0 ? <option value="">{t("keys.no_key")}</option> : null}
              {keysKnown.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t("keys.secret")}>
          {(wiring) => (
            <input
              className="input mono"
              {...wiring}
              autoComplete="off"
              spellCheck={false}
              value={typed}
              placeholder={key?.secret ? `${key.secret.slice(0, 8)}…` : "cvk_…"}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      </div>
      <Field label={t("keys.route")}>
        {(wiring) => (
          <select className="select mono" {...wiring} value={routeId} onChange={(event) => choose(event.target.value)}>
            {[...groups].map(([tag, list]) => (
              <optgroup key={tag} label={tag}>
                {list.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.id}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
      {key && route ? (
        <p className="line small" role="status">
          {may === false ? <CircleX size={14} color="var(--red)" aria-hidden="true" /> : <CircleCheck size={14} color="var(--accent)" aria-hidden="true" />}
          {scope === null
            ? t("keys.open_route")
            : may
              ? typeof limit === "number"
                ? t("keys.would_allow", { scope, used: key.usage[scope] ?? 0, limit })
                : t("keys.would_allow_unlimited", { scope })
              : t("keys.would_refuse", { scope })}
        </p>
      ) : null}
      <Field label={t("keys.path")}>{(wiring) => <input className="input mono" {...wiring} spellCheck={false} value={path} onChange={(event) => setPath(event.target.value)} />}</Field>
      {changes && route.form ? (
        <Field label={t("keys.file")}>{(wiring) => <input className="input" type="file" {...wiring} onChange={(event) => setFile(event.target.files?.[0] ?? null)} />}</Field>
      ) : null}
      {changes && !route.form ? (
        <Field label={t("keys.body")} wrong={bodyWrong}>
          {(wiring) => <textarea className="textarea mono" rows={7} spellCheck={false} {...wiring} value={body} onChange={(event) => setBody(event.target.value)} />}
        </Field>
      ) : null}
      <div className="line wrap">
        <Button kind="primary" busy={busy} unavailable={!secret || Boolean(bodyWrong)} tip={secret ? undefined : t("keys.need_secret")} onClick={() => void send()}>
          <Send size={14} aria-hidden="true" />
          {t("keys.send")}
        </Button>
        {wait > 0 ? (
          <span className="chip amber" role="status">
            {t("keys.retry_in", { count: wait })}
          </span>
        ) : null}
      </div>
      {trouble ? (
        <Notice kind="bad" role="alert">
          {trouble}
        </Notice>
      ) : null}
      {answer ? (
        <section className="panel stack" aria-label={t("keys.answer")} aria-live="polite">
          <div className="line wrap">
            <span className={`chip ${answer.status < 300 ? "accent" : answer.status === 429 ? "amber" : "red"}`}>
              <strong>{answer.status}</strong>
            </span>
            <span className="small faint">{number(answer.ms, i18n.language)} ms</span>
            {answer.status === 429 ? <span className="small">{t("keys.limited")}</span> : null}
          </div>
          <dl className="facts headers">
            {answer.headers.map(([name, value]) => (
              <div key={name} style={{ display: "contents" }}>
                <dt>
                  <code>{name}</code>
                </dt>
                <dd>
                  <code>{value}</code>
                </dd>
              </div>
            ))}
          </dl>
          {answer.audio ? (
            // What the key was answered; it has no words that are not in the request.
            // oxlint-disable-next-line jsx-a11y/media-has-caption
            <audio controls src={answer.audio} />
          ) : (
            <pre className="code" tabIndex={0}>
              {answer.text}
            </pre>
          )}
        </section>
      ) : null}
      <Code call={call} />
    </div>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** The examples name a voice that nobody has; the first one that is here makes them work. */
function fillVoice(text: string, id: string | null): string {
  return id ? text.replace(/("voice_id": )"[^"]*"/g, `$1${JSON.stringify(id)}`) : text;
}
