import { expect, test } from 'vitest';
import { displayWidth } from '../../lib/terminal-text.ts';
import { figureLines, verdictOn } from '../../scripts/demo/figures.ts';
import type { StoryResult } from '../../scripts/demo/story.ts';

const good: StoryResult = {
  push_to_live_ms: [1_569, 420],
  config_change_to_live_ms: 327,
  rollback_ms: 391,
  requests: 1_346,
  failed_requests: 0,
  bad_deploys: { build: 'kept', crash: 'kept', unhealthy: 'kept' },
  service_manager: 'process',
  agent_rss_mb: 66,
  central_rss_mb: 150,
};

test('the figures of the demo are a table of short lines', () => {
  const lines = figureLines(good);
  expect(lines).toContain('  first push to live       1.6 s');
  expect(lines).toContain('  memory when idle         agent 66 MB, central 150 MB');
  expect(lines).toContain('  applications run by      process supervisor');
  expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(100);
});

test('a good demo passes', () => {
  expect(verdictOn(good)).toEqual({
    isGood: true,
    words: 'Passed: no request failed, and no bad deployment touched the running version.',
  });
});

test('one failed request fails it, and so does a version that was lost', () => {
  expect(verdictOn({ ...good, failed_requests: 2 })).toEqual({
    isGood: false,
    words: 'Failed: 2 of 1346 requests failed.',
  });
  const lost = { ...good.bad_deploys, crash: 'lost' as const };
  expect(verdictOn({ ...good, bad_deploys: lost })).toEqual({
    isGood: false,
    words: 'Failed: the version before was lost by: crash.',
  });
});
