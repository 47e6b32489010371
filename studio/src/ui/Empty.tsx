import type { ReactNode } from "react";

/** An empty page: one sentence, one action, one sample. */
export function Empty({ sentence, children }: { sentence: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <svg width="72" height="40" viewBox="0 0 72 40" aria-hidden="true" stroke="var(--accent)" strokeWidth="3" strokeLinecap="round">
        <path d="M4 17v6M13 12v16M22 6v28M31 14v12" />
        <path d="M41 14v12M50 6v28M59 12v16M68 17v6" strokeOpacity=".4" />
      </svg>
      <p>{sentence}</p>
      <div className="line wrap">{children}</div>
    </div>
  );
}

export function Loading({ label }: { label: string }) {
  return (
    <div className="empty" role="status">
      <span className="spinner" aria-hidden="true" />
      <span className="sr-only">{label}</span>
    </div>
  );
}
