/** Room for text that is on its way. */
export function Skeleton({ lines = 3, height = 14 }: { lines?: number; height?: number }) {
  const widths = ['72%', '94%', '58%', '83%', '66%'];
  return (
    <div className="stack" role="status">
      <span className="visually-hidden">Loading…</span>
      {Array.from({ length: lines }, (_, line) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of nothing are alike
          key={line}
          className="skeleton"
          aria-hidden="true"
          style={{ width: widths[line % widths.length], height }}
        />
      ))}
    </div>
  );
}
