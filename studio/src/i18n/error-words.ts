/** Codes that are said with the words of another: a reader can do the same about them. */
export const SAME_AS: Readonly<Record<string, string>> = {
  // The page sent what this server does not take: they are of different versions.
  ...Object.fromEntries(
    [
      "bad_cursor",
      "form_expected",
      "given_twice",
      "idempotency_mismatch",
      "invalid_content_length",
      "invalid_json",
      "json_expected",
      "key_in_address",
      "malformed_request",
      "method_not_allowed",
      "number_too_large",
      "range_not_satisfiable",
      "revision_required",
      "route_not_found",
      "too_large",
      "unknown_parameter",
      "unknown_scope",
      "upgrade_required",
    ].map((code) => [code, "version_mismatch"]),
  ),
  csrf_mismatch: "signed_out",
  engine_faulty: "engine_incompatible",
  body_too_slow: "connection_slow",
  headers_too_slow: "connection_slow",
  host_not_allowed: "address_not_allowed",
  idle_too_long: "connection_slow",
  invalid_api_key: "signed_out",
  missing_api_key: "signed_out",
  origin_not_allowed: "address_not_allowed",
  preset_not_found: "voice_not_found",
  sign_in_needed: "signed_out",
  unsupported_output_format: "unsupported_format",
  unsupported_sample_rate: "unsupported_format",
};

/** Codes whose message from the server names which part is wrong; it is shown in English, and beside the page's own words elsewhere. */
export const DETAILED: ReadonlySet<string> = new Set([
  "conflict",
  "credentials_not_ready",
  "credentials_required",
  "engine_error",
  "engine_lacks_ability",
  "engine_unavailable",
  "invalid_request",
  "operation_invalid",
  "picture_not_copied",
  "script_invalid",
  "translator_failed",
  "unavailable",
  "unfit_recording",
]);

/** Whether a message of the server's may be shown on a page: without routes, names of fields and commands, which are for programs. */
export function forPeople(message: string): boolean {
  return message !== "" && !/\b(?:GET|POST|PUT|PATCH|DELETE)\b|\/(?:api|v1)\/|https?:|[`{}]|\b[a-z]+_[a-z_]+\b|CLONYVOICE_|--\w|\b(?:Operation|operations)\b/.test(message);
}

/** `text` says what went wrong; `detail` is the server's English, which says more where the reader's language has general words only. */
export interface ErrorWords {
  text: string;
  detail: string | null;
}

interface Told {
  code: string | null;
  message: string | null;
  /** HTTP status; 0 for what did not come as an answer. */
  status?: number;
}

/** The words for an error of the server's. `own` looks up the page's words by key below `errors` and gives null where there are none. */
export function wordsFor(told: Told, language: string, own: (key: string) => string | null): ErrorWords {
  const code = told.code ?? "";
  const message = told.message && forPeople(told.message) ? told.message : null;
  const known = code ? own(`codes.${SAME_AS[code] ?? code}`) : null;
  if (known && !DETAILED.has(code)) return { text: known, detail: null };
  const status = told.status ?? 0;
  const general = known ?? own(status >= 400 && status < 500 ? "refused" : "unknown") ?? "";
  if (!message) return { text: general, detail: null };
  return language === "en" ? { text: message, detail: null } : { text: general, detail: message };
}
