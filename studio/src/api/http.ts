import { earlyAnswer } from "./early";
import { ApiError, Unreachable, errorFrom } from "./errors";

type Method = "GET" | "POST" | "PUT" | "DELETE";
type Query = Record<string, string | number | boolean | undefined | null>;

export interface Call {
  query?: Query;
  body?: unknown;
  form?: FormData;
  signal?: AbortSignal;
  accept?: string;
  headers?: Record<string, string>;
  /** Sent as Idempotency-Key: the same wish is fulfilled once. */
  wish?: string | undefined;
  /** Told 0-1 while the request's body goes up. */
  uploaded?: (share: number) => void;
}

let csrf = "";
let signedOut: () => void = () => undefined;

/** The token that the session answered with; every changing request carries it. */
export function setCsrf(token: string): void {
  csrf = token;
}

export const csrfToken = () => csrf;
export const signedOutNow = () => signedOut();

/** Called when the server says that the sign-in is over. */
export function onSignedOut(run: () => void): void {
  signedOut = run;
}

export function urlOf(path: string, query?: Query): string {
  if (!query) return path;
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined && value !== null && value !== "") search.set(key, String(value));
  const tail = search.toString();
  return tail ? `${path}?${tail}` : path;
}

function headersOf(method: Method, call: Call): Record<string, string> {
  const headers: Record<string, string> = { Accept: call.accept ?? "application/json", ...call.headers };
  if (method !== "GET") headers["X-CSRF-Token"] = csrf;
  if (call.wish) headers["Idempotency-Key"] = call.wish;
  if (call.body !== undefined) headers["Content-Type"] = "application/json";
  return headers;
}

function raise(status: number, body: unknown, headers: Pick<Headers, "get">): never {
  const error = errorFrom(status, body, headers);
  if (status === 401) signedOut();
  throw error;
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!text) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Asks the server; answers the response itself. Throws ApiError or Unreachable. */
export async function request(method: Method, path: string, call: Call = {}): Promise<Response> {
  let response: Response;
  try {
    const early = method === "GET" && !call.query ? await earlyAnswer(path) : null;
    response = early ?? await fetch(urlOf(path, call.query), {
      method,
      credentials: "same-origin",
      headers: headersOf(method, call),
      body: call.form ?? (call.body === undefined ? null : JSON.stringify(call.body)),
      signal: call.signal ?? null,
    });
  } catch (cause) {
    if (call.signal?.aborted) throw cause;
    throw new Unreachable("The server does not answer.", { cause });
  }
  if (!response.ok) raise(response.status, await bodyOf(response), response.headers);
  return response;
}

/** Asks the server and answers its JSON. For what the typed client cannot do: upload with progress. */
export async function json<T>(method: Method, path: string, call: Call = {}): Promise<T> {
  if (call.form && call.uploaded) return upload<T>(method, path, call);
  return (await bodyOf(await request(method, path, call))) as T;
}

/** Like `json`, but by XMLHttpRequest, the only way to know how much has gone up. */
function upload<T>(method: Method, path: string, call: Call): Promise<T> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open(method, urlOf(path, call.query));
    for (const [name, value] of Object.entries(headersOf(method, call))) xhr.setRequestHeader(name, value);
    xhr.upload.addEventListener("progress", (event) => event.lengthComputable && call.uploaded?.(event.loaded / event.total));
    xhr.addEventListener("error", () => reject(new Unreachable("The server does not answer.")));
    xhr.addEventListener("abort", () => reject(new DOMException("Cancelled", "AbortError")));
    xhr.addEventListener("load", () => {
      let body: unknown = null;
      try {
        body = xhr.responseText ? JSON.parse(xhr.responseText) : null;
      } catch {
        body = xhr.responseText;
      }
      if (xhr.status >= 200 && xhr.status < 300) {
        resolve(body as T);
        return;
      }
      try {
        raise(xhr.status, body, { get: (name) => xhr.getResponseHeader(name) });
      } catch (error) {
        reject(error);
      }
    });
    call.signal?.addEventListener("abort", () => xhr.abort(), { once: true });
    if (call.signal?.aborted) reject(new DOMException("Cancelled", "AbortError"));
    else xhr.send(call.form ?? null);
  });
}

export { ApiError, Unreachable };
