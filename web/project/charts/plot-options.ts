import type uPlot from 'uplot';
import type { TimeRange } from './time-range.ts';
import type { Colours } from './use-colours.ts';

interface PlotWish {
  colours: Colours;
  labels: readonly string[];
  format: (value: number) => string;
  /** Asked whenever the plot is drawn: it moves on while it is looked at. */
  range: () => TimeRange;
  width: number;
  onCursor: (index: number | null) => void;
  onArea: (area: PlotArea) => void;
}

/** Where the plot itself stands in its box, in pixels. */
export interface PlotArea {
  left: number;
  width: number;
  bottom: number;
}

export const plotHeight = 170;

/** Plots of a page share their cross-hair. */
const syncKey = 'project-metrics';

export function plotOptions(wish: PlotWish): uPlot.Options {
  const { colours, labels, range, width, onCursor, onArea } = wish;
  const tellArea = (plot: uPlot) => {
    const ratio = devicePixelRatio;
    const { left, width: inner, top, height } = plot.bbox;
    onArea({ left: left / ratio, width: inner / ratio, bottom: (top + height) / ratio });
  };
  return {
    width,
    height: plotHeight,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: {
      sync: { key: syncKey },
      drag: { x: false, y: false, setScale: false },
      points: { size: 7 },
      y: false,
    },
    scales: {
      x: { time: true, range: () => [range().from / 1_000, range().to / 1_000] },
      y: { range: (_, __, most) => [0, roomAbove(most)] },
    },
    axes: [axis(colours, xAxis()), axis(colours, yAxis(wish))],
    series: [{}, ...labels.map((label, index) => seriesOf(label, colours, index))],
    hooks: {
      setCursor: [({ cursor }) => onCursor(cursor.idx ?? null)],
      ready: [tellArea],
      setSize: [tellArea],
    },
  };
}

function axis(colours: Colours, more: uPlot.Axis): uPlot.Axis {
  return {
    stroke: colours.text,
    font: '11px system-ui, sans-serif',
    grid: { stroke: colours.line, width: 1 },
    ticks: { show: false },
    ...more,
  };
}

const dayMs = 86_400_000;
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });

function xAxis(): uPlot.Axis {
  return {
    size: 28,
    space: 64,
    // Of a stretch of days the day, of hours the time, as the reader's country writes them.
    values: (_, splits, __, ___, step) =>
      splits.map((at) => (step * 1_000 >= dayMs ? day : clock).format(at * 1_000)),
  };
}

function yAxis({ format }: PlotWish): uPlot.Axis {
  return {
    size: 62,
    space: 36,
    values: (_, values) => values.map((value) => format(value)),
  };
}

function seriesOf(label: string, colours: Colours, index: number): uPlot.Series {
  const stroke = colours.series[index] ?? colours.text;
  return {
    label,
    stroke,
    width: 1.75,
    // The first has a ground of its own colour: what lies below a second one would mix.
    ...(index === 0 ? { fill: `${stroke}22` } : {}),
    spanGaps: false,
    points: { show: false },
  };
}

/** A line along the upper edge looks cut off; nothing at all needs an axis too. */
function roomAbove(most: number | null): number {
  return most === null || most <= 0 ? 1 : most * 1.12;
}
