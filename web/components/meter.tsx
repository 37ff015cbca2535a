/** How much of something is used. Above 80 % it warns, above 92 % it shouts; `label` says it in words. */
export function Meter({ value, max, label }: { value: number; max: number; label: string }) {
  const share = max > 0 ? Math.min(1, value / max) : 0;
  const tone = share > 0.92 ? ' meter-bad' : share > 0.8 ? ' meter-warn' : '';
  return (
    // biome-ignore lint/a11y/useSemanticElements: no browser lets a <meter> be styled like the rest
    <div
      className={`meter${tone}`}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
    >
      <div style={{ width: `${share * 100}%` }} />
    </div>
  );
}
