import { useEffect, useLayoutEffect, useRef } from 'react';
import uPlot from 'uplot';
import { type PlotArea, plotHeight, plotOptions } from './plot-options.ts';
import type { PlotData } from './series.ts';
import type { TimeRange } from './time-range.ts';
import { useColours } from './use-colours.ts';

export interface PlotProps {
  data: PlotData;
  labels: readonly string[];
  range: TimeRange;
  format: (value: number) => string;
  onCursor: (index: number | null) => void;
  onArea: (area: PlotArea) => void;
}

/** Lines over time, drawn by uPlot. It sets styles through the DOM only, as the page's policy asks. */
export function Plot({ data, labels, range, format, onCursor, onArea }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const colours = useColours();
  const latest = useRef({ data, range, format, onCursor, onArea });
  latest.current = { data, range, format, onCursor, onArea };
  const names = labels.join('\n');
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const options = plotOptions({
      colours,
      labels: names.split('\n'),
      format: (value) => latest.current.format(value),
      range: () => latest.current.range,
      width: element.clientWidth,
      onCursor: (index) => latest.current.onCursor(index),
      onArea: (area) => latest.current.onArea(area),
    });
    const drawn = new uPlot(options, latest.current.data as uPlot.AlignedData, element);
    plot.current = drawn;
    const observer = new ResizeObserver(() => {
      drawn.setSize({ width: element.clientWidth, height: plotHeight });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      drawn.destroy();
    };
  }, [colours, names]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another range is drawn with the same data
  useEffect(() => plot.current?.setData(data as uPlot.AlignedData), [data, range.from, range.to]);
  return <div ref={box} className="plot" />;
}
