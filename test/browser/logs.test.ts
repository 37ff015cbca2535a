import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChromium, type Visitor, visit } from '../support/browser/chromium.ts';
import { type Dashboard, startDashboard } from '../support/browser/dashboard.ts';
import { ada, makeOwner } from '../support/browser/people.ts';
import { pictureFailures } from '../support/browser/picture-failures.ts';
import { openShop, type Shop } from '../support/browser/shop.ts';

let dashboard: Dashboard;
let browser: Browser;
let owner: Visitor;
let shop: Shop;

/** Printed by the build, slowly enough to cut the connection in between. */
const buildLines = 40;
/** Printed by the application on request. */
const appLines = 10_000;

beforeAll(async () => {
  [dashboard, browser] = await Promise.all([startDashboard(), startChromium()]);
  owner = await visit(browser, dashboard.url);
  [shop] = await Promise.all([
    openShop(dashboard),
    makeOwner(owner.page, await dashboard.setupLink(), ada),
  ]);
  // Never built before: what is in the store already prints nothing.
  const slowly = `for i in $(seq 1 ${buildLines}); do echo slow-line-$i; sleep 0.15; done; echo ${randomUUID()}`;
  const { repository } = dashboard;
  await repository.edit(
    'config.vpspilot.json',
    '["node build.js"]',
    `["${slowly}", "node build.js"]`,
  );
  await repository.edit(
    'server.js',
    'const answers = {',
    `const spam = () => {
  for (let i = 1; i <= ${appLines}; i += 1) console.log('row-' + i + ' of the log');
  return { status: 200, type: 'text/plain', body: 'done' };
};
const answers = { '/spam': spam,`,
  );
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

/** The numbers of the slow lines on the page, from top to bottom. */
async function shownLines(page: Page): Promise<number[]> {
  const texts = await page.getByRole('log').locator('.log-text').allTextContents();
  return texts.flatMap((text) => /^slow-line-(\d+)$/.exec(text)?.[1] ?? []).map(Number);
}

test('a log goes on where it was after a reload and after a cut, without a gap or a double line', async () => {
  pictureFailures(owner);
  const { page, context } = owner;
  const number = await shop.push('Slow build');
  await page.setViewportSize({ width: 1440, height: 3_000 });
  await page.goto(`/projects/${shop.slug}/deployments/${number}`);
  await page.getByText('slow-line-5', { exact: true }).waitFor({ timeout: 60_000 });
  await page.reload();
  await page.getByText('slow-line-20', { exact: true }).waitFor({ timeout: 30_000 });
  await context.setOffline(true);
  await sleep(2_000);
  await context.setOffline(false);
  await page.getByText(`slow-line-${buildLines}`, { exact: true }).waitFor({ timeout: 60_000 });
  await shop.until(number, 'live');
  const lines = await shownLines(page);
  expect(lines).toEqual(Array.from({ length: buildLines }, (_, at) => at + 1));
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('ten thousand lines are few rows in the page, and each can be found', async () => {
  pictureFailures(owner);
  const { page } = owner;
  await shop.ask('/spam');
  await page.goto(`/projects/${shop.slug}/logs`);
  await page.getByText('row-10000 of the log').waitFor({ timeout: 30_000 });
  const rows = await page.getByRole('log').locator('.log-line').count();
  expect(rows).toBeGreaterThan(10);
  expect(rows).toBeLessThan(400);
});

test('no page complained', () => {
  expect(owner.complaints.filter((each) => !/ERR_INTERNET_DISCONNECTED/.test(each))).toEqual([]);
});
