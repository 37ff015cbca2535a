import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Webhook } from 'lucide-react';
import { Link, useLocation, useSearch } from 'wouter';
import { Card } from '../components/card.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { LoadMore } from '../components/load-more.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { SelectField } from '../components/select-field.tsx';
import { Status } from '../components/status.tsx';
import { type Column, Table } from '../components/table.tsx';
import { Time } from '../components/time.tsx';
import { projectsQuery } from '../data/projects.ts';
import { type DeliveryFilters, deliveriesPath, filtersOf } from './delivery-filters.ts';
import { deliveryOutcomes, extraDetail, outcomeWords, reasonWords } from './outcome-words.ts';
import { type Delivery, deliveriesQuery } from './queries.ts';

/** Every webhook delivery with what became of it and why: nothing is ever silently not done. */
export function DeliveriesPage() {
  const filters = filtersOf(useSearch());
  const query = useInfiniteQuery(deliveriesQuery(filters));
  return (
    <Page title="Deliveries" description="What GitHub has sent, what became of it, and why.">
      <Filters filters={filters} />
      <Card flush>
        <Loaded query={query}>
          {({ pages }) => {
            const items = pages.flatMap((each) => each.items);
            if (items.length === 0) return <Nothing filters={filters} />;
            return (
              <>
                <Table
                  label="Deliveries"
                  columns={columns}
                  rows={items}
                  rowKey={({ id }) => id}
                  rowHref={({ id }) => `/deliveries/${id}`}
                />
                <LoadMore query={query} />
              </>
            );
          }}
        </Loaded>
      </Card>
    </Page>
  );
}

const columns: readonly Column<Delivery>[] = [
  {
    key: 'outcome',
    title: 'Outcome',
    render: (delivery) => (
      <Link href={`/deliveries/${delivery.id}`} className="cell-link">
        <Status state={delivery.outcome} label={outcomeWords[delivery.outcome]} />
      </Link>
    ),
  },
  { key: 'reason', title: 'Reason', render: (delivery) => <Reason delivery={delivery} /> },
  {
    key: 'project',
    title: 'Project',
    render: ({ project }) => (project === null ? <span className="faint">none</span> : project),
  },
  { key: 'event', title: 'Event', render: ({ event }) => <code>{event || '–'}</code> },
  {
    key: 'at',
    title: 'Received',
    align: 'right',
    render: ({ receivedAt }) => <Time at={receivedAt} />,
  },
];

/** Why, in a sentence; and what exactly, when that says more. */
function Reason({ delivery }: { delivery: Delivery }) {
  const more = extraDetail(delivery);
  const text = delivery.outcome === 'deployed' ? 'A deployment has begun' : reasonText(delivery);
  return (
    <div>
      {text}
      {more === '' || more === text ? null : <div className="muted">{more}</div>}
    </div>
  );
}

function reasonText(delivery: Delivery): string {
  if (delivery.outcome === 'received') return 'It is being decided';
  return reasonWords(delivery).text;
}

function Filters({ filters }: { filters: DeliveryFilters }) {
  const [, navigate] = useLocation();
  const projects = useQuery(projectsQuery);
  const choose = (change: Partial<DeliveryFilters>) =>
    navigate(deliveriesPath({ ...filters, ...change }), { replace: true });
  return (
    <div className="filters">
      <SelectField
        label="Outcome"
        value={filters.outcome ?? ''}
        options={[
          { value: '', label: 'Every outcome' },
          ...deliveryOutcomes.map((value) => ({ value, label: outcomeWords[value] })),
        ]}
        onSelectValue={(value) => choose({ outcome: value === '' ? undefined : value })}
      />
      <SelectField
        label="Project"
        value={filters.project ?? ''}
        options={[
          { value: '', label: 'Every project' },
          ...(projects.data?.items ?? []).map(({ slug }) => ({ value: slug, label: slug })),
        ]}
        onSelectValue={(value) => choose({ project: value === '' ? undefined : value })}
      />
    </div>
  );
}

function Nothing({ filters }: { filters: DeliveryFilters }) {
  if (filters.outcome !== undefined || filters.project !== undefined) {
    return (
      <EmptyState
        icon={Webhook}
        title="No such delivery"
        actions={<Link href="/deliveries">Show all of them</Link>}
      >
        Nothing that arrived has this outcome or belongs to this project.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={Webhook} title="Nothing has arrived yet">
      As soon as GitHub sends something here, it stands in this list: also what was refused, with
      the reason. The webhook of a project is set up in its settings.
    </EmptyState>
  );
}
