import { Link } from 'wouter';
import { flagLabel, flagsOf, type Marker } from './markers.ts';
import type { PlotArea } from './plot-options.ts';
import type { TimeRange } from './time-range.ts';

interface MarksProps {
  project: string;
  markers: readonly Marker[];
  range: TimeRange;
  area: PlotArea;
  isReachable: boolean;
}

/** Height of the numbers above a plot, also in charts.css. */
const flagPx = 18;
const clock = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Deployments as lines across a plot, each with its number, leading to it. */
export function DeploymentMarks({ project, markers, range, area, isReachable }: MarksProps) {
  const place = (at: number) =>
    area.left + ((at - range.from) / (range.to - range.from)) * area.width;
  const shown = markers.filter(({ at }) => at >= range.from && at <= range.to);
  return (
    <div className="marks" style={{ height: area.bottom + flagPx }}>
      {flagsOf(shown, place).map(({ left, markers: together }) => {
        const [first] = together;
        const newest = together.at(-1);
        if (first === undefined || newest === undefined) return null;
        return (
          <Link
            key={first.number}
            href={`/projects/${project}/deployments/${newest.number}`}
            className="mark"
            style={{ left }}
            title={together.map(titleOf).join('\n')}
            {...(isReachable ? {} : { tabIndex: -1, 'aria-hidden': true })}
          >
            <span className="visually-hidden">Deployment </span>
            {flagLabel(together)}
          </Link>
        );
      })}
    </div>
  );
}

function titleOf({ number, kind, at }: Marker): string {
  return `Deployment ${number} (${kind}), live ${clock.format(at)}`;
}
