import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState } from './error-state.tsx';
import { Skeleton } from './skeleton.tsx';

interface LoadedProps<Data> {
  query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>;
  /** Shown until there is something. Default: some grey lines. */
  skeleton?: ReactNode;
  children: (data: Data) => ReactNode;
}

/** What a query brings, or that it is on its way, or why it failed. A failed refresh keeps what is there and says so above it. */
export function Loaded<Data>({ query, skeleton, children }: LoadedProps<Data>) {
  const { data, error, refetch } = query;
  const retry = () => void refetch();
  if (data === undefined) {
    return error === null ? (skeleton ?? <Skeleton />) : <ErrorState error={error} retry={retry} />;
  }
  return (
    <>
      {error === null ? null : <ErrorState error={error} retry={retry} />}
      {children(data)}
    </>
  );
}
