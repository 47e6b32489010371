/** A bar that is `value` (0-1) full, or moves to and fro while nobody knows. */
export function Progress({ value, label }: { value: number | null | undefined; label: string }) {
  const known = typeof value === "number" && Number.isFinite(value);
  const share = known ? Math.min(1, Math.max(0, value)) : 0;
  return (
    <div
      className={known ? "progress" : "progress unknown"}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={known ? Math.round(share * 100) : undefined}
    >
      <div style={known ? { transform: `scaleX(${share})` } : undefined} />
    </div>
  );
}
