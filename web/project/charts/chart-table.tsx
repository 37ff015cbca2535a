import type { ChartSeries } from './series.ts';
import { tableOf } from './summary.ts';

const clock = new Intl.DateTimeFormat(undefined, {
  ...{ month: 'short', day: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit' },
});

/** The figures of a chart, to be read one by one. */
export function ChartTable({
  title,
  series,
  format,
}: {
  title: string;
  series: readonly ChartSeries[];
  format: (value: number) => string;
}) {
  const rows = tableOf(series.map(({ points }) => points));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="chart-table" tabIndex={0} aria-label={`${title} as a table`}>
      <table>
        <thead>
          <tr>
            <th scope="col">From</th>
            {series.map(({ label }) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, values }) => (
            <tr key={at}>
              <th scope="row">{clock.format(at)}</th>
              {values.map((value, index) => (
                <td key={series[index]?.label}>{value === null ? '–' : format(value)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
