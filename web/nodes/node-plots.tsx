import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { NodeMetrics } from '../../lib/api/openapi.ts';
import { Loaded } from '../components/loaded.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { api } from '../data/api.ts';
import { bytesText } from '../data/time-text.ts';
import { useNow } from '../data/use-now.ts';
import { Chart } from '../project/charts/chart.tsx';
import { hasValues } from '../project/charts/series.ts';
import {
  type RangeId,
  rangeOf,
  rangePresets,
  type TimeRange,
} from '../project/charts/time-range.ts';

const againMs = 30_000;

/** How the node has fared; nothing while it has measured nothing. */
export function NodePlots({ name }: { name: string }) {
  const [id, setId] = useState<RangeId>('1h');
  const { from, to } = rangeOf(id, useNow(againMs));
  const range = useMemo(() => ({ from, to }), [from, to]);
  const metrics = useNodeMetrics(name, range);
  return (
    <section className="stack" aria-label="Metrics">
      <fieldset className="segmented node-range">
        <legend className="visually-hidden">Time</legend>
        {rangePresets.map((preset) => (
          <button
            key={preset.id}
            type="button"
            aria-pressed={preset.id === id}
            title={preset.title}
            onClick={() => setId(preset.id)}
          >
            {preset.label}
          </button>
        ))}
      </fieldset>
      <Loaded query={metrics} skeleton={<Skeleton lines={5} />}>
        {(data) => <Plots metrics={data} range={range} />}
      </Loaded>
    </section>
  );
}

function useNodeMetrics(name: string, { from, to }: TimeRange) {
  return useQuery({
    queryKey: [`node:${name}`, 'metrics', { from, to }],
    queryFn: async ({ signal }) => {
      const query = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
      const params = { path: { node: name }, query };
      const metrics = await api.get('/api/v1/nodes/{node}/metrics', { params, signal });
      // The client forgets that a point is a pair.
      return metrics as unknown as NodeMetrics;
    },
    // Each half minute is another question: the plots stay until its answer is there.
    placeholderData: (before) => before,
    gcTime: againMs * 2,
  });
}

const percent = (value: number) => `${Math.round(value)} %`;
const number = (value: number) => value.toFixed(2);

function Plots({ metrics, range }: { metrics: NodeMetrics; range: TimeRange }) {
  const figures = useMemo(() => figuresOf(metrics), [metrics]);
  if (!hasValues(figures.map(({ series }) => series[0]?.points ?? []))) {
    return (
      <p className="muted small">
        Nothing was measured in this time. The node measures every few seconds while it is
        connected.
      </p>
    );
  }
  return (
    <div className="charts">
      {figures.map((figure) => (
        <Chart
          key={figure.title}
          {...figure}
          stepSeconds={metrics.stepSeconds}
          range={range}
          markers={[]}
          project=""
          isFirst={false}
        />
      ))}
    </div>
  );
}

function figuresOf({ series }: NodeMetrics) {
  const one = (label: string, points: NodeMetrics['series']['load']) => [{ label, points }];
  return [
    {
      title: 'CPU',
      unit: 'of all together',
      series: one('CPU', series.cpuPercent),
      format: percent,
    },
    {
      ...{ title: 'Load', unit: 'programs that run or wait', format: number },
      series: one('Load', series.load),
    },
    {
      ...{ title: 'Memory', unit: 'in use', format: bytesText },
      series: one('Memory', series.memoryUsedBytes),
    },
    {
      ...{ title: 'Disk', unit: 'in use', format: bytesText },
      series: one('Disk', series.diskUsedBytes),
    },
  ];
}
