import { useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { getRoutes } from "@/api/openapi";
import { keys } from "@/api/query";
import { deleteKey, listKeys, updateKey } from "@/api/system";
import type { ApiKey, NewApiKey } from "@/api/types";
import { ago, dateTime } from "@/i18n/format";
import { useToasts } from "@/state/toasts";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Empty, Loading } from "@/ui/Empty";
import { Menu } from "@/ui/Menu";
import { Failure, useErrorText } from "@/ui/Notice";
import { Tabs } from "@/ui/Tabs";
import { Console } from "./Console";
import { KeyForm } from "./KeyForm";
import { KeySecret, snippetVoices } from "./KeySecret";
import { Sparkline } from "./Sparkline";
import "./keys.css";

/** The secrets of keys that were made in this window, for the console. They are never written anywhere. */
const secrets = new Map<string, string>();

/** Requests by key, one number for every look, newest last: what the sparkline shows. */
const seen = new Map<string, number[]>();

function remember(list: ApiKey[]): ApiKey[] {
  for (const key of list) {
    const past = seen.get(key.id) ?? [];
    past.push(Object.values(key.usage ?? {}).reduce((a, b) => a + b, 0));
    seen.set(key.id, past.slice(-60));
  }
  return list;
}

export default function KeysPage() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const list = useQuery({ queryKey: keys.apiKeys, queryFn: async () => remember(await listKeys()), refetchInterval: 3000 });
  const routes = useQuery({ queryKey: ["openapi"], queryFn: getRoutes, staleTime: Number.POSITIVE_INFINITY });
  useQuery(snippetVoices);
  const [editing, setEditing] = useState<ApiKey | "new" | null>(null);
  const [made, setMade] = useState<NewApiKey | null>(null);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const [tab, setTab] = useState<"keys" | "console">("keys");
  const [chosen, setChosen] = useState<string | null>(null);
  const errorText = useErrorText();
  const table = useRef<HTMLDivElement>(null);
  const refresh = () => client.invalidateQueries({ queryKey: keys.apiKeys });
  const active = list.data?.filter((key) => key.status === "active") ?? [];
  const revoked = list.data?.filter((key) => key.status !== "active") ?? [];
  const revoke = async (key: ApiKey) => {
    setRevoking(null);
    try {
      await deleteKey(key.id);
      useToasts.getState().push({ kind: "good", text: t("keys.revoked_one", { name: key.name }) });
    } catch (error) {
      useToasts.getState().push({ kind: "bad", text: errorText(error) });
    }
    await refresh();
  };
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t("pages.api")}</h1>
        <a className="button quiet" href="/docs" target="_blank" rel="noreferrer">
          {t("keys.docs")}
        </a>
        <Button kind="primary" onClick={() => setEditing("new")}>
          <Plus size={14} aria-hidden="true" />
          {t("keys.create")}
        </Button>
      </header>
      <div className="page-body">
        <div className="column stack wide keys-column">
          <Tabs
            label={t("pages.api")}
            value={tab}
            tabs={[
              { value: "keys", label: t("keys.tab_keys") },
              { value: "console", label: t("keys.tab_console") },
            ]}
            onChange={setTab}
          >
            {tab === "console" ? (
              <Console
                routes={routes.data?.routes ?? []}
                keysKnown={active.map((key) => ({ id: key.id, name: key.name, scopes: key.scopes, limits: key.limits, usage: key.usage, secret: secrets.get(key.id) ?? null }))}
                chosen={chosen}
                onChoose={setChosen}
              />
            ) : list.isPending ? (
              <Loading label={t("common.loading")} />
            ) : list.error && !list.data ? (
              <Failure error={list.error} retry={() => void list.refetch()} />
            ) : active.length + revoked.length === 0 ? (
              <Empty sentence={t("keys.empty")}>
                <Button kind="primary" onClick={() => setEditing("new")}>
                  <KeyRound size={14} aria-hidden="true" />
                  {t("keys.create")}
                </Button>
                <pre className="code">{'curl -H "X-API-Key: cvk_…" \\\n  http://127.0.0.1:8765/api/voices'}</pre>
              </Empty>
            ) : (
              <div className="panel flush keys-table" ref={table}>
                <table>
                  <thead>
                    <tr>
                      <th scope="col">{t("keys.name")}</th>
                      <th scope="col">{t("keys.key")}</th>
                      <th scope="col">{t("keys.scopes")}</th>
                      <th scope="col">{t("keys.created")}</th>
                      <th scope="col">{t("keys.used")}</th>
                      <th scope="col">{t("keys.use")}</th>
                      <th scope="col">
                        <span className="sr-only">{t("keys.actions")}</span>
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {[...active, ...revoked].map((key) => (
                      <tr key={key.id} className={key.status === "active" ? "" : "gone"}>
                        <th scope="row">
                          {key.name} {key.status === "active" ? null : <span className="chip">{t("keys.revoked")}</span>}
                          {key.credentials === "off" ? null : <span className="chip" title={t("keys.credentials")}>{t(`keys.credential_chips.${key.credentials}`)}</span>}
                        </th>
                        <td>
                          <code>
                            {key.prefix}…{key.last_four}
                          </code>
                        </td>
                        <td>
                          <ScopeGauges apiKey={key} all={routes.data?.scopes.length ?? 10} />
                        </td>
                        <td>
                          <time dateTime={key.created_at} title={dateTime(key.created_at, i18n.language)}>
                            {ago(key.created_at, i18n.language)}
                          </time>
                        </td>
                        <td>{key.last_used_at ? ago(key.last_used_at, i18n.language) : t("keys.never")}</td>
                        <td>
                          <Sparkline values={seen.get(key.id) ?? []} label={t("keys.per_minute", { count: Object.values(key.usage).reduce((a, b) => a + b, 0) })} />
                        </td>
                        <td>
                          {key.status === "active" ? (
                            <Menu
                              label={t("keys.actions_of", { name: key.name })}
                              size="small"
                              icon={<span aria-hidden="true">⋯</span>}
                              items={[
                                { label: t("keys.edit"), run: () => setEditing(key) },
                                {
                                  label: t("keys.try"),
                                  run: () => {
                                    setChosen(key.id);
                                    setTab("console");
                                  },
                                },
                                "line",
                                { label: t("keys.revoke"), danger: true, run: () => setRevoking(key) },
                              ]}
                            />
                          ) : null}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </Tabs>
        </div>
      </div>
      {editing && !routes.data ? (
        <Dialog title={t("keys.create")} onClose={() => setEditing(null)}>
          {routes.error ? <Failure error={routes.error} retry={() => void routes.refetch()} /> : <Loading label={t("common.loading")} />}
        </Dialog>
      ) : null}
      {editing && routes.data ? (
        <KeyForm
          apiKey={editing === "new" ? null : editing}
          scopes={routes.data.scopes}
          onClose={() => setEditing(null)}
          onSaved={(saved) => {
            setEditing(null);
            if ("key" in saved) {
              secrets.set(saved.id, saved.key);
              setChosen(saved.id);
              setMade(saved);
            } else {
              const before = editing === "new" ? null : editing;
              if (before)
                useToasts.getState().push({
                  kind: "good",
                  text: t("keys.changed", { name: saved.name }),
                  action: {
                    label: t("common.undo"),
                    run: () => {
                      const limits = Object.fromEntries(Object.entries(before.limits).filter((entry): entry is [string, number] => entry[1] !== null));
                      void updateKey(before.id, { name: before.name, scopes: before.scopes, limits, credentials: before.credentials }).finally(refresh);
                    },
                  },
                });
            }
            void refresh();
          }}
        />
      ) : null}
      {made ? <KeySecret made={made} onClose={() => setMade(null)} /> : null}
      {revoking ? (
        <Dialog title={t("keys.revoke_title", { name: revoking.name })} onClose={() => setRevoking(null)}>
          <p className="soft">{t("keys.revoke_what")}</p>
          <div className="line end">
            <Button onClick={() => setRevoking(null)}>{t("common.cancel")}</Button>
            <Button kind="danger" onClick={() => void revoke(revoking)}>
              {t("keys.revoke")}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}

/** How much of each scope's minute is used, for those in use; else how many scopes there are. */
function ScopeGauges({ apiKey, all }: { apiKey: ApiKey; all: number }) {
  const { t } = useTranslation();
  const used = Object.entries(apiKey.usage ?? {}).filter(([, count]) => count > 0);
  return (
    <div className="stack tight">
      <span>{apiKey.scopes.length >= all ? t("keys.all_scopes") : t("keys.some_scopes", { count: apiKey.scopes.length })}</span>
      {used.map(([scope, count]) => {
        const limit = apiKey.limits[scope] ?? null;
        return (
          <span key={scope} className="gauge small faint">
            <code>{scope}</code>
            <meter min={0} max={limit ?? Math.max(count, 1)} value={count} aria-label={scope} />
            <span>{limit === null ? `${count}` : `${count}/${limit}`}</span>
          </span>
        );
      })}
    </div>
  );
}
