/** A small line of the last values; its label says the newest in words. */
export function Sparkline({ values, label }: { values: number[]; label: string }) {
  const top = Math.max(1, ...values);
  const points = values.map((value, index) => `${(index / Math.max(1, values.length - 1)) * 78 + 1},${19 - (value / top) * 17}`).join(" ");
  return (
    <svg className="spark" width="80" height="20" role="img" aria-label={label}>
      <title>{label}</title>
      <polyline points={values.length > 1 ? points : "1,19 79,19"} fill="none" stroke="var(--soft)" strokeWidth="1.5" />
    </svg>
  );
}
