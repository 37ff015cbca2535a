import { Table2 } from 'lucide-react';
import { lazy, Suspense, useId, useMemo, useState } from 'react';
import { IconButton } from '../../components/button.tsx';
import { ChartTable } from './chart-table.tsx';
import { DeploymentMarks } from './deployment-marks.tsx';
import type { Marker } from './markers.ts';
import type { PlotArea } from './plot-options.ts';
import { type ChartSeries, plotData } from './series.ts';
import { summaryOf } from './summary.ts';
import type { TimeRange } from './time-range.ts';

/** Half of this page's weight: asked for when there is something to draw. */
const Plot = lazy(async () => ({ default: (await import('./plot.tsx')).Plot }));

interface ChartProps {
  title: string;
  /** What the figures mean. */
  unit: string;
  series: readonly ChartSeries[];
  stepSeconds: number;
  range: TimeRange;
  format: (value: number) => string;
  markers: readonly Marker[];
  project: string;
  /** Its marks can be reached by keyboard; those of the other charts are the same. */
  isFirst: boolean;
}

const clock = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A plot with its figures, in words and on request as a table. */
export function Chart(props: ChartProps) {
  const { title, unit, series, stepSeconds, range, format, markers } = props;
  const id = useId();
  const [isTable, setTable] = useState(false);
  const [cursor, setCursor] = useState<number | null>(null);
  const [area, setArea] = useState<PlotArea>();
  const data = useMemo(
    () =>
      plotData(
        series.map(({ points }) => points),
        stepSeconds,
      ),
    [series, stepSeconds],
  );
  return (
    <figure className="card chart" aria-labelledby={id}>
      <figcaption className="chart-head">
        <div>
          <h2 id={id}>{title}</h2>
          <span className="faint small">{unit}</span>
        </div>
        <Readout {...props} data={data} cursor={cursor} />
        <IconButton
          label={isTable ? `${title} as a plot` : `${title} as a table`}
          icon={<Table2 size={15} />}
          aria-pressed={isTable}
          onClick={() => setTable(!isTable)}
        />
      </figcaption>
      {isTable ? (
        <ChartTable title={title} series={series} format={format} />
      ) : (
        <div className="chart-plot">
          <div role="img" aria-label={describe(title, series, format)}>
            <Suspense fallback={<div className="plot" />}>
              <Plot
                {...{ data, range, format }}
                labels={series.map(({ label }) => label)}
                onCursor={setCursor}
                onArea={setArea}
              />
            </Suspense>
          </div>
          {area === undefined ? null : (
            <DeploymentMarks
              {...{ markers, range, area }}
              project={props.project}
              isReachable={props.isFirst}
            />
          )}
        </div>
      )}
    </figure>
  );
}

/** The values under the cross-hair; while there is none, the newest. */
function Readout({
  series,
  format,
  data,
  cursor,
}: ChartProps & { data: ReturnType<typeof plotData>; cursor: number | null }) {
  const at = cursor === null ? undefined : data[0][cursor];
  return (
    <div className="chart-readout">
      {series.map(({ label, points }, index) => {
        const pointed = cursor === null ? undefined : data[index + 1]?.[cursor];
        const value = cursor === null ? summaryOf(points)?.latest : pointed;
        return (
          <span key={label} className={`chart-value chart-colour-${index + 1}`}>
            {series.length > 1 ? <span className="muted">{label}</span> : null}
            {value === undefined || value === null ? '–' : format(value)}
          </span>
        );
      })}
      <span className="faint small chart-time">
        {at === undefined ? 'now' : clock.format(at * 1_000)}
      </span>
    </div>
  );
}

function describe(
  title: string,
  series: readonly ChartSeries[],
  format: ChartProps['format'],
): string {
  const parts = series.map(({ label, points }) => {
    const summary = summaryOf(points);
    const name = series.length > 1 ? `${label}: ` : '';
    if (summary === undefined) return `${name}nothing was measured`;
    const { average, highest, highestAt, latest } = summary;
    return `${name}now ${format(latest)}, on average ${format(average)}, highest ${format(highest)} at ${clock.format(highestAt)}`;
  });
  return `${title}. ${parts.join('. ')}.`;
}
