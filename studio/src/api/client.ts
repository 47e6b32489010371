import createClient from "openapi-fetch";
import { Unreachable, errorFrom } from "./errors";
import { csrfToken, signedOutNow } from "./http";
import type { paths } from "./schema";

/** The server's routes, typed from its own OpenAPI document. Fails with ApiError or Unreachable. */
export const client = createClient<paths>({
  baseUrl: typeof location === "undefined" ? "http://127.0.0.1:8765" : location.origin,
  credentials: "same-origin",
});

client.use({
  onRequest({ request }) {
    if (request.method !== "GET") request.headers.set("X-CSRF-Token", csrfToken());
    return request;
  },
  async onResponse({ request, response }) {
    if (response.ok) return;
    const body: unknown = await response.json().catch(() => null);
    // The session's own 401 is the answer to "am I signed in?", and no news.
    if (response.status === 401 && !request.url.endsWith("/api/session")) signedOutNow();
    throw errorFrom(response.status, body, response.headers);
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === "AbortError") return error;
    return new Unreachable("The server does not answer.", { cause: error });
  },
});

/** What a call answered. Failures have been thrown before. */
export async function answer<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}
