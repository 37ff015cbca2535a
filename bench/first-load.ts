/** How long a person waits for the dashboard, and what a browser has to fetch for it. */
import type { Browser } from 'playwright-core';
import { startChromium, visit } from '../test/support/browser/chromium.ts';
import { startDashboard } from '../test/support/browser/dashboard.ts';
import { ada, makeOwner } from '../test/support/browser/people.ts';
import { median } from './statistics.ts';

export interface FirstLoadFigures {
  /** Compressed, with an empty cache, until the page is there; the other pages are fetched afterwards. */
  script_kb: number;
  total_kb: number;
  requests: number;
  /** From the address to the overview, by how much slower than here the processor is. */
  interactive_ms: Record<'cpu_1x' | 'cpu_4x', number>;
  /** And until the palette, which is fetched then, has opened at its key. */
  palette_ms: Record<'cpu_1x' | 'cpu_4x', number>;
}

type Storage = Parameters<typeof visit>[3];

/** Each in a browser that has never been there. */
export async function measureFirstLoad(runs: number): Promise<FirstLoadFigures> {
  const [dashboard, browser] = await Promise.all([startDashboard(), startChromium()]);
  try {
    const owner = await visit(browser, dashboard.url);
    await makeOwner(owner.page, await dashboard.setupLink(), ada);
    const storage = await owner.context.storageState();
    const load = (slowdown: number) => loadOnce(browser, dashboard.url, storage, slowdown);
    await load(1);
    const fast = await repeat(runs, () => load(1));
    const slow = await repeat(runs, () => load(4));
    const [{ scriptBytes, totalBytes, requests }] = fast as [Load];
    const figures: FirstLoadFigures = {
      script_kb: Math.round(scriptBytes / 1024),
      total_kb: Math.round(totalBytes / 1024),
      requests,
      interactive_ms: {
        cpu_1x: medianOf(fast, 'interactiveMs'),
        cpu_4x: medianOf(slow, 'interactiveMs'),
      },
      palette_ms: { cpu_1x: medianOf(fast, 'paletteMs'), cpu_4x: medianOf(slow, 'paletteMs') },
    };
    console.log(
      `  first load   ${figures.script_kb} KB of script, ${figures.total_kb} KB in ${requests} requests`,
    );
    console.log(
      `  interactive  ${figures.interactive_ms.cpu_1x} ms, on a processor four times slower ${figures.interactive_ms.cpu_4x} ms`,
    );
    return figures;
  } finally {
    await browser.close();
    await dashboard.stop();
  }
}

interface Load {
  scriptBytes: number;
  totalBytes: number;
  requests: number;
  interactiveMs: number;
  paletteMs: number;
}

async function loadOnce(
  browser: Browser,
  url: string,
  storage: Storage,
  slowdown: number,
): Promise<Load> {
  const { page, context } = await visit(browser, url, {}, storage);
  const devtools = await context.newCDPSession(page);
  const load: Load = { scriptBytes: 0, totalBytes: 0, requests: 0, interactiveMs: 0, paletteMs: 0 };
  const scripts = new Set<string>();
  devtools.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    load.requests += 1;
    load.totalBytes += encodedDataLength;
    if (scripts.has(requestId)) load.scriptBytes += encodedDataLength;
  });
  await devtools.send('Network.enable');
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const began = performance.now();
  await page.goto('/', { waitUntil: 'commit' });
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  load.interactiveMs = performance.now() - began;
  const { scriptBytes, totalBytes, requests } = load;
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').first().waitFor();
  load.paletteMs = performance.now() - began;
  await context.close();
  return { ...load, scriptBytes, totalBytes, requests };
}

async function repeat(times: number, run: () => Promise<Load>): Promise<Load[]> {
  const loads: Load[] = [];
  while (loads.length < times) loads.push(await run());
  return loads;
}

function medianOf(loads: readonly Load[], what: 'interactiveMs' | 'paletteMs'): number {
  return Math.round(median(loads.map((load) => load[what])));
}
