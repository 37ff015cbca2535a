import { Skeleton } from '../components/skeleton.tsx';

/** A page on its way. */
export function PageSkeleton() {
  return (
    <div className="page page-arriving">
      <Skeleton lines={4} />
    </div>
  );
}
