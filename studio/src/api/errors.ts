/** What the server said no with: `{"error": {code, message, param, type}, "request_id"}`. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly param: string | null;
  readonly requestId: string | null;
  /** Seconds, from Retry-After. */
  readonly retryAfter: number | null;

  constructor(init: {
    code: string;
    message: string;
    status: number;
    param?: string | null;
    requestId?: string | null;
    retryAfter?: number | null;
  }) {
    super(init.message);
    this.name = "ApiError";
    this.code = init.code;
    this.status = init.status;
    this.param = init.param ?? null;
    this.requestId = init.requestId ?? null;
    this.retryAfter = init.retryAfter ?? null;
  }
}

/** The server did not answer at all. What was typed is kept; the stream says when it is back. */
export class Unreachable extends Error {
  override name = "Unreachable";
}

interface ErrorBody {
  error?: { code?: string; message?: string; param?: string | null };
  request_id?: string;
}

/** A failure that the page itself says, in the reader's language already. */
export class PageError extends Error {
  override name = "PageError";
}

/** An error that came inside an answer or event, as one that was answered; null where there is none. */
export function errorIn(told: unknown): ApiError | null {
  const code = codeOf(told);
  const message = messageOf(told);
  return code || message ? new ApiError({ code: code ?? "", message: message ?? "", status: 0 }) : null;
}

/** The code of an error that came inside an answer or event, if it has one. */
export function codeOf(error: unknown): string | null {
  return error && typeof error === "object" && "code" in error && typeof error.code === "string" ? error.code : null;
}

/** The words of an error that came inside an answer or event, if it has any. */
export function messageOf(error: unknown): string | null {
  if (typeof error === "string") return error || null;
  if (error && typeof error === "object" && "message" in error && typeof error.message === "string") return error.message || null;
  return null;
}

export function errorFrom(status: number, body: unknown, headers: Pick<Headers, "get">): ApiError {
  const said = (typeof body === "object" && body !== null ? body : {}) as ErrorBody;
  const retry = Number(headers.get("Retry-After"));
  return new ApiError({
    code: said.error?.code ?? `http_${status}`,
    message: said.error?.message ?? "",
    status,
    param: said.error?.param ?? null,
    requestId: said.request_id ?? headers.get("X-Request-Id"),
    retryAfter: Number.isFinite(retry) && retry > 0 ? retry : null,
  });
}
