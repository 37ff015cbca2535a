import { useQuery } from '@tanstack/react-query';
import { ChartLine } from 'lucide-react';
import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { EmptyState } from '../components/empty-state.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { api } from '../data/api.ts';
import { useNow } from '../data/use-now.ts';
import { Chart } from './charts/chart.tsx';
import { hasValues } from './charts/series.ts';
import {
  isRangeId,
  type RangeId,
  rangeOf,
  rangePresets,
  type TimeRange,
} from './charts/time-range.ts';
import { figuresOf } from './metrics/figures.ts';
import { ProjectPage } from './project-page.tsx';
import type { Project, ProjectMetrics } from './types.ts';

const againMs = 30_000;

/** How a project fares over time. */
export function MetricsPage({ project }: { project: string }) {
  return (
    <ProjectPage slug={project} name="Metrics" width="wide">
      {(data) => <Metrics project={data} />}
    </ProjectPage>
  );
}

function Metrics({ project }: { project: Project }) {
  const [params, setParams] = useSearchParams();
  const chosen = params.get('range');
  const id = isRangeId(chosen) ? chosen : '1h';
  const range = useRange(id);
  const query = useMetrics(project.slug, range);
  return (
    <>
      <RangeChoice id={id} onChoose={(next) => setParams({ range: next }, { replace: true })} />
      <Loaded query={query} skeleton={<Skeleton lines={8} />}>
        {(metrics) => <Charts project={project} metrics={metrics} range={range} />}
      </Loaded>
    </>
  );
}

function useRange(id: RangeId): TimeRange {
  const now = useNow(againMs);
  const { from, to } = rangeOf(id, now);
  return useMemo(() => ({ from, to }), [from, to]);
}

function useMetrics(slug: string, { from, to }: TimeRange) {
  return useQuery({
    queryKey: [`project:${slug}`, 'metrics', { from, to }],
    queryFn: async ({ signal }) => {
      const query = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
      const params = { path: { project: slug }, query };
      const metrics = await api.get('/api/v1/projects/{project}/metrics', { params, signal });
      // The client forgets that a point is a pair.
      return metrics as unknown as ProjectMetrics;
    },
    // Each half minute is another question: the plot stays until its answer is there.
    placeholderData: (before) => before,
    gcTime: againMs * 2,
  });
}

function RangeChoice({ id, onChoose }: { id: RangeId; onChoose: (id: RangeId) => void }) {
  return (
    <fieldset className="segmented range-choice">
      <legend className="visually-hidden">Time</legend>
      {rangePresets.map((preset) => (
        <button
          key={preset.id}
          type="button"
          aria-pressed={preset.id === id}
          title={preset.title}
          onClick={() => onChoose(preset.id)}
        >
          {preset.label}
        </button>
      ))}
    </fieldset>
  );
}

interface ChartsProps {
  project: Project;
  metrics: ProjectMetrics;
  range: TimeRange;
}

function Charts({ project, metrics, range }: ChartsProps) {
  const { stepSeconds, deployments } = metrics;
  const figures = useMemo(() => figuresOf(metrics), [metrics]);
  const markers = deployments.map((each) => ({ ...each, at: Date.parse(each.at) }));
  const points = figures.flatMap(({ series }) => series.map((each) => each.points));
  if (!hasValues(points)) return <NothingMeasured project={project} />;
  return (
    <div className="charts">
      {figures.map((figure, index) => (
        <Chart
          key={figure.title}
          {...figure}
          {...{ stepSeconds, range, markers }}
          project={project.slug}
          isFirst={index === 0}
        />
      ))}
    </div>
  );
}

function NothingMeasured({ project: { node, live } }: { project: Project }) {
  const reason = node.connected
    ? 'Its node measures every few seconds and tells central; the first figures come within a minute.'
    : `${node.name} is not connected: what it measured meanwhile comes when it is back.`;
  return (
    <section className="card" aria-label="Metrics">
      <EmptyState icon={ChartLine} title="Nothing measured in this time">
        {live === null ? 'Nothing is live yet. Plots begin with the first release.' : reason}
      </EmptyState>
    </section>
  );
}
