import { formatDuration, padColumns } from '../../lib/terminal-text.ts';
import type { StoryResult } from './story.ts';

export interface Verdict {
  isGood: boolean;
  /** One sentence. */
  words: string;
}

/** Whether the story ended as it must: nobody was refused, nothing bad replaced something good. */
export function verdictOn({ requests, failed_requests, bad_deploys }: StoryResult): Verdict {
  const lost = Object.entries(bad_deploys).flatMap(([name, end]) => (end === 'kept' ? [] : [name]));
  if (failed_requests === 0 && lost.length === 0) {
    return {
      isGood: true,
      words: 'Passed: no request failed, and no bad deployment touched the running version.',
    };
  }
  const reasons = [
    ...(failed_requests === 0 ? [] : [`${failed_requests} of ${requests} requests failed`]),
    ...(lost.length === 0 ? [] : [`the version before was lost by: ${lost.join(', ')}`]),
  ];
  return { isGood: false, words: `Failed: ${reasons.join('; ')}.` };
}

const labelColumns = 25;

/** The story's figures for a person, one line each. */
export function figureLines(result: StoryResult): string[] {
  const [first = 0, ...later] = result.push_to_live_ms;
  const ends = Object.entries(result.bad_deploys);
  const rows: [string, string][] = [
    ['first push to live', formatDuration(first)],
    ...later.map((ms): [string, string] => ['next push to live', formatDuration(ms)]),
    ['changed secret to live', formatDuration(result.config_change_to_live_ms)],
    ['rollback', formatDuration(result.rollback_ms)],
    ['requests meanwhile', `${result.requests}, ${result.failed_requests} failed`],
    ['bad deployments', ends.map(([name]) => name).join(', ')],
    ['the version before', ends.map(([, end]) => end).join(', ')],
    ['memory when idle', `agent ${result.agent_rss_mb} MB, central ${result.central_rss_mb} MB`],
    [
      'applications run by',
      result.service_manager === 'systemd' ? 'systemd' : 'process supervisor',
    ],
  ];
  return rows.map(([label, value]) => `  ${padColumns(label, labelColumns)}${value}`);
}
