import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repositoryRoot } from '../../scripts/run-script.ts';
import {
  type Look,
  seriousFaults,
  startChromium,
  type Visitor,
  visit,
} from '../support/browser/chromium.ts';
import { type Dashboard, startDashboard } from '../support/browser/dashboard.ts';
import { ada, makeOwner } from '../support/browser/people.ts';
import { openShop, type Shop } from '../support/browser/shop.ts';

/** Pictures of each page, to be looked at; not kept. */
const pictures = join(repositoryRoot, '.cache/screenshots');
/** Text of a kind that a repository may hold, and that must stay text. */
const hostile = `<img src=x onerror="window.hacked='commit'">`;

let dashboard: Dashboard;
let browser: Browser;
let shop: Shop;
let storage: Awaited<ReturnType<Visitor['context']['storageState']>>;

const looks: Record<string, Look> = {
  'desk-light': { theme: 'light' },
  'desk-dark': { theme: 'dark' },
  'phone-light': { theme: 'light', width: 390, height: 844 },
  'phone-dark': { theme: 'dark', width: 390, height: 844 },
};

const addresses = [
  '/',
  '/projects/new',
  '/projects/shop',
  '/projects/shop/deployments/1',
  '/projects/shop/deployments/2',
  '/projects/shop/logs',
  '/projects/shop/secrets',
  '/projects/shop/domains',
  '/projects/shop/metrics',
  '/projects/shop/settings',
  '/nodes',
  '/nodes/new',
  '/nodes/oslo',
  '/deliveries',
  '/deliveries/1',
  '/audit',
  '/members',
  '/tokens',
  '/account',
  '/settings',
  '/api',
  '/nothing/here',
];

beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  [dashboard, browser] = await Promise.all([startDashboard(), startChromium()]);
  const owner = await visit(browser, dashboard.url);
  [shop] = await Promise.all([
    openShop(dashboard),
    makeOwner(owner.page, await dashboard.setupLink(), ada),
  ]);
  storage = await owner.context.storageState();
  await owner.context.close();
  const { repository } = dashboard;
  await repository.edit(
    'server.js',
    'server.listen(port',
    `console.log(\`\\u001b[31mred\\u001b[0m ${hostile.replace('commit', 'log')}\`);\nserver.listen(port`,
  );
  await shop.until(await shop.push(hostile), 'live');
  await repository.edit(
    'build.js',
    /^/,
    `console.error(${JSON.stringify(hostile)}); process.exit(3);\n`,
  );
  await shop.until(await shop.push(`Broken ${hostile}`), 'failed');
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

for (const [name, look] of Object.entries(looks)) {
  test(`every page as ${name}: no serious fault, nothing hostile ran, nothing from elsewhere`, async () => {
    const { page, context, complaints } = await visit(browser, dashboard.url, look, storage);
    const found: string[] = [];
    for (const address of addresses) {
      await page.goto(address);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.locator('.skeleton').first().waitFor({ state: 'detached' });
      const file = `${address.slice(1).replaceAll('/', '-') || 'overview'}.${name}.png`;
      await page.screenshot({ path: join(pictures, file) });
      // The markup is the same in each look; colours are not.
      if (name === 'desk-light' || name === 'phone-dark')
        found.push(...(await seriousFaults(page)).map((fault) => `${address}: ${fault}`));
      const hacked = await page.evaluate(() => Reflect.get(globalThis, 'hacked') as unknown);
      if (hacked !== undefined) found.push(`${address}: ran what came from the repository`);
      const wide = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = Reflect.get(globalThis, 'document').documentElement;
        return scrollWidth - clientWidth;
      });
      if (wide > 1) found.push(`${address}: ${wide} px wider than the screen`);
    }
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  }, 180_000);
}

test('the pages of somebody who is not signed in', async () => {
  for (const [name, look] of Object.entries(looks)) {
    const { page, context, complaints } = await visit(browser, dashboard.url, look);
    await page.goto('/projects/shop/secrets');
    await page.getByLabel('E-mail').waitFor();
    await page.screenshot({ path: join(pictures, `sign-in.${name}.png`) });
    expect(await seriousFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  }
});
