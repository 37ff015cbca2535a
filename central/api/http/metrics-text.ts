/** The text format of Prometheus, version 0.0.4. */
export type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

export function family(
  name: string,
  help: string,
  samples: readonly Sample[],
  type: 'gauge' | 'counter' = 'gauge',
): string {
  const lines = samples.map(([labels, value]) => sampleLine(name, labels, value));
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function sampleLine(name: string, labels: Sample[0], value: number): string {
  const pairs = Object.entries(labels).map(([key, text]) => `${key}="${escaped(text)}"`);
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

/** Counts observations below each bound, per set of labels. */
export function createHistogram(name: string, help: string, bounds: readonly number[]) {
  const series = new Map<
    string,
    { labels: Sample[0]; counts: number[]; sum: number; count: number }
  >();
  return {
    observe(labels: Sample[0], value: number): void {
      const key = JSON.stringify(labels);
      const found = series.get(key) ?? { labels, counts: bounds.map(() => 0), sum: 0, count: 0 };
      series.set(key, found);
      for (const [index, bound] of bounds.entries()) {
        if (value <= bound) found.counts[index] = (found.counts[index] ?? 0) + 1;
      }
      found.sum += value;
      found.count += 1;
    },
    text(): string {
      const lines = [...series.values()].flatMap(({ labels, counts, sum, count }) => [
        ...bounds.map((bound, index) =>
          sampleLine(`${name}_bucket`, { ...labels, le: String(bound) }, counts[index] ?? 0),
        ),
        sampleLine(`${name}_bucket`, { ...labels, le: '+Inf' }, count),
        sampleLine(`${name}_sum`, labels, sum),
        sampleLine(`${name}_count`, labels, count),
      ]);
      return `# HELP ${name} ${help}\n# TYPE ${name} histogram\n${lines.join('')}`;
    },
  };
}
