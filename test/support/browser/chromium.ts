import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

export interface Look {
  /** Pixels. Default 1440 × 900, a desk; 390 × 844 is a phone. */
  width?: number;
  height?: number;
  theme?: 'light' | 'dark';
}

/** What a page has not shown by then it does not show. */
const waitMs = 30_000;

/** A person at a browser: own cookies, own window. */
export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** What no visit may ever show: errors in the console, refusals of the policy, requests to elsewhere. */
  complaints: string[];
}

/** Debian's Chromium, without anything that calls home. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Opens a window of its own on the dashboard at `url`; with the cookies of another one, signed in as there. */
export async function visit(
  browser: Browser,
  url: string,
  look: Look = {},
  storage?: Awaited<ReturnType<BrowserContext['storageState']>>,
): Promise<Visitor> {
  const { width = 1440, height = 900, theme = 'light' } = look;
  const context = await browser.newContext({
    baseURL: url,
    ...(storage === undefined ? {} : { storageState: storage }),
    viewport: { width, height },
    colorScheme: theme,
    hasTouch: width < 500,
    timezoneId: 'Asia/Kolkata',
    locale: 'en-GB',
  });
  context.setDefaultTimeout(waitMs);
  const page = await context.newPage();
  return { page, context, complaints: collectComplaints(page, url) };
}

function collectComplaints(page: Page, url: string): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    // A refused request is an answer like any other; the page shows it.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      complaints.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== new URL(url).origin && protocol !== 'data:' && protocol !== 'blob:')
      complaints.push(`request to ${origin}`);
  });
  return complaints;
}

/** What axe-core finds serious or critical on the page as it is now, one line for each. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // Not as a script tag: the page's policy would rightly refuse it.
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes
          .map((node) => node.html)
          .join(' | ')
          .slice(0, 600)}`,
    );
}
