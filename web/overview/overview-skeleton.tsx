/** Cards on their way. */
export function OverviewSkeleton() {
  return (
    <div className="project-cards" role="status">
      <span className="visually-hidden">Loading…</span>
      {['a', 'b', 'c'].map((key) => (
        <div key={key} className="card project-card" aria-hidden="true">
          <span className="skeleton" style={{ width: '40%' }} />
          <span className="skeleton" style={{ width: '62%' }} />
          <span className="skeleton" style={{ width: '80%', marginTop: 16 }} />
        </div>
      ))}
    </div>
  );
}
