import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Download, ScrollText } from 'lucide-react';
import { Card } from '../components/card.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { LoadMore } from '../components/load-more.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Menu } from '../components/menu.tsx';
import { Page } from '../components/page.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { useToast } from '../components/toast.tsx';
import { api, toApiError } from '../data/api.ts';
import { saveBlob } from '../data/save-file.ts';
import { useAddressState } from '../data/use-address-state.ts';
import { AuditFilters } from './audit-filters.tsx';
import { AuditTable } from './audit-table.tsx';
import { type AuditQuery, filterNames, queryOf } from './filters.ts';

const pageSize = 50;

/** Who changed what, newest first. The filters stand in the address, so that a view can be sent to somebody. */
export function AuditPage() {
  const [filters, setFilters] = useAddressState(filterNames);
  const query = queryOf(filters);
  const entries = useInfiniteQuery({
    queryKey: ['audit', query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam: cursor }) =>
      api.get('/api/v1/audit', {
        params: {
          query: { ...query, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) },
        },
        signal,
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const isFiltered = Object.keys(query).length > 0;
  return (
    <Page
      title="Audit log"
      description="Every change, by whom. Values of secrets are never in it."
      actions={<Export query={query} />}
    >
      <AuditFilters value={filters} onChange={setFilters} />
      <Card flush>
        <Loaded
          query={entries}
          skeleton={
            <div className="card-body">
              <Skeleton lines={6} />
            </div>
          }
        >
          {({ pages }) => {
            const rows = pages.flatMap(({ items }) => items);
            return rows.length === 0 ? (
              <EmptyState
                icon={ScrollText}
                title={isFiltered ? 'Nothing matches' : 'Nothing has been changed yet'}
              >
                {isFiltered ? 'Try fewer filters.' : 'Changes appear here as they happen.'}
              </EmptyState>
            ) : (
              <AuditTable entries={rows} />
            );
          }}
        </Loaded>
        <LoadMore query={entries} />
      </Card>
    </Page>
  );
}

function Export({ query }: { query: AuditQuery }) {
  const toast = useToast();
  const save = async (format: 'csv' | 'json') => {
    try {
      const parameters = new URLSearchParams({ ...query, format });
      const answer = await api.open(`/api/v1/audit/export?${parameters}`);
      saveBlob(`audit.${format}`, await answer.blob());
    } catch (error) {
      toast(toApiError(error).message, { tone: 'bad' });
    }
  };
  return (
    <Menu
      label="Export the entries that match"
      triggerClass="button button-secondary"
      hasText
      trigger={
        <>
          <Download size={14} aria-hidden="true" /> Export
        </>
      }
      items={[
        { label: 'CSV, for spreadsheets', onSelect: () => void save('csv') },
        { label: 'JSON, for programs', onSelect: () => void save('json') },
      ]}
    />
  );
}
