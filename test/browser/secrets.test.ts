import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChromium, type Visitor, visit } from '../support/browser/chromium.ts';
import { type Dashboard, projectSlug, startDashboard } from '../support/browser/dashboard.ts';
import { ada, makeOwner } from '../support/browser/people.ts';
import { pictureFailures } from '../support/browser/picture-failures.ts';
import { openShop } from '../support/browser/shop.ts';

const canary = 'POISON-4711-in-the-page';
const address = `/projects/${projectSlug}/secrets`;

let dashboard: Dashboard;
let browser: Browser;
let owner: Visitor;

beforeAll(async () => {
  [dashboard, browser] = await Promise.all([startDashboard(), startChromium()]);
  owner = await visit(browser, dashboard.url);
  await makeOwner(owner.page, await dashboard.setupLink(), ada);
  await openShop(dashboard);
  await dashboard.api.call('PATCH', `/projects/${projectSlug}/secrets`, {
    set: { CANARY: canary },
  });
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

/** Everything in which a value could stay behind. */
function everything(): Promise<string> {
  return owner.page.evaluate(
    `[document.documentElement.outerHTML, location.href, JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }), JSON.stringify(history.state)].join('\\n')`,
  );
}

/** As if somebody changed to another tab. */
const lookAway = `
  Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));`;

/** Pastes into what has the focus. */
function paste(text: string): Promise<unknown> {
  return owner.page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', ${JSON.stringify(text)});
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }`);
}

async function stored(key: string): Promise<string> {
  const path = `/projects/${projectSlug}/secrets/${key}/reveal`;
  return (await dashboard.api.call<{ value: string }>('POST', path, {})).value;
}

async function save(): Promise<void> {
  const { page } = owner;
  await page.getByRole('button', { name: 'Save…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Save \d/ }).click();
  await dialog.waitFor({ state: 'hidden' });
}

test('a value is in the page from when it is asked for until nobody looks', async () => {
  pictureFailures(owner);
  const { page } = owner;
  await page.goto(address);
  await page.getByRole('button', { name: 'Show CANARY' }).waitFor();
  expect(await everything()).not.toContain(canary);
  await page.getByRole('button', { name: 'Show CANARY' }).click();
  await page.getByText(canary).waitFor();
  await page.evaluate(lookAway);
  await page.getByRole('button', { name: 'Show CANARY' }).waitFor();
  expect(await everything()).not.toContain(canary);
});

test('what others write beside a secret stays text', async () => {
  const { page } = owner;
  const hostile = `<img src=x onerror="window.hacked='note'">`;
  await dashboard.api.call('PATCH', `/projects/${projectSlug}/secrets`, {
    set: { HOSTILE: hostile },
    kind: { HOSTILE: 'plain' },
    note: { HOSTILE: hostile },
  });
  await page.goto(address);
  await page.getByText(hostile).nth(1).waitFor();
  expect(await page.evaluate('window.hacked')).toBeUndefined();
});

test('a name that is reserved is refused while it is typed', async () => {
  const { page } = owner;
  await page.goto(address);
  await page.getByLabel('Name', { exact: true }).fill('PORT');
  await page.getByText('its own PORT').waitFor();
  expect(await page.getByRole('region', { name: 'Unsaved changes' }).count()).toBe(0);
});

test('lines that are pasted into the name are an import, previewed before anything happens', async () => {
  pictureFailures(owner);
  const { page } = owner;
  await page.goto(address);
  await page.getByLabel('Name', { exact: true }).focus();
  await paste('GREETING=Hello\nIMPORTED="one # two"\nnonsense\n');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Line 3').waitFor();
  expect(await dialog.getByRole('button', { name: 'Import' }).last().isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('GREETING=Hello\nIMPORTED="one # two"\n');
  await dialog.getByRole('list', { name: 'New' }).getByText('IMPORTED').waitFor();
  await dialog.getByRole('list', { name: 'Same as now' }).getByText('GREETING').waitFor();
  await dialog.getByRole('button', { name: 'Import' }).last().click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await stored('IMPORTED')).toBe('one # two');
});

test('what somebody else saves meanwhile is told, and nothing that was typed is lost', async () => {
  pictureFailures(owner);
  const { page } = owner;
  await page.goto(address);
  await page.getByRole('button', { name: 'Edit GREETING' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Value', { exact: true }).fill('mine-POISON');
  await dialog.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByText('new value, 11 characters').waitFor();
  expect(await everything()).not.toContain('mine-POISON');
  await dashboard.api.call('PATCH', `/projects/${projectSlug}/secrets`, {
    set: { GREETING: 'theirs' },
  });
  await page.getByText('Somebody else has saved meanwhile').waitFor();
  expect(await page.getByRole('button', { name: 'Save…' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await save();
  expect(await stored('GREETING')).toBe('mine-POISON');
});

test('a page with something unsaved asks before it is left', async () => {
  pictureFailures(owner);
  const { page } = owner;
  await page.goto(address);
  await page.getByRole('button', { name: 'More for IMPORTED' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByRole('link', { name: 'Domains' }).click();
  await page.getByText('Leave without saving?').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await save();
  await page.getByText('IMPORTED').waitFor({ state: 'detached' });
});

test('an earlier version comes back, after saying what that changes', async () => {
  pictureFailures(owner);
  const { page } = owner;
  await page.goto(address);
  await page.getByRole('button', { name: 'History', exact: true }).click();
  const first = page.getByRole('listitem').filter({ hasText: 'v1' }).first();
  await first.getByRole('button', { name: 'Restore' }).click();
  const dialog = page.getByRole('dialog', { name: 'Restore the secrets of version 1?' });
  await dialog.getByText('CANARY').waitFor();
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await stored('GREETING')).toBe('Hello');
  expect(owner.complaints).toEqual([]);
});
