import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChromium, type Visitor, visit } from '../support/browser/chromium.ts';
import { type Dashboard, startDashboard } from '../support/browser/dashboard.ts';
import { ada, codeOf, makeOwner, signIn } from '../support/browser/people.ts';
import { pictureFailures } from '../support/browser/picture-failures.ts';

let dashboard: Dashboard;
let browser: Browser;
let owner: Visitor;

beforeAll(async () => {
  [dashboard, browser] = await Promise.all([startDashboard(), startChromium()]);
  owner = await visit(browser, dashboard.url);
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
});

/** What the authenticator app and the paper keep. */
let secret: string;
let recoveryCodes: string[];

test('the link that central printed makes the owner, once', async () => {
  const link = await dashboard.setupLink();
  await makeOwner(owner.page, link, ada);
  expect(new URL(owner.page.url()).pathname).toBe('/');
  // The token has left the address, so no history and no screenshot keeps it.
  expect(owner.page.url()).not.toContain('#');

  const other = await visit(browser, dashboard.url);
  await other.page.goto(link);
  await other.page.getByText('This server has an owner already').waitFor();
  await other.context.close();
});

test('an authenticator app is enrolled from a QR code, with recovery codes', async () => {
  pictureFailures(owner);
  const { page } = owner;
  await page.goto('/account');
  await page.getByRole('button', { name: 'Turn on' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Password', { exact: true }).fill(ada.password);
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await dialog.getByRole('img', { name: /QR code/ }).waitFor();
  secret = (await dialog.locator('code').textContent())?.trim() ?? '';
  await dialog.getByLabel('Code from the app').fill(codeOf(secret));
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  await dialog.getByText('Keep your recovery codes').waitFor();
  recoveryCodes = await dialog.locator('li').allInnerTexts();
  expect(recoveryCodes).toHaveLength(10);
  await dialog.getByLabel('I have kept them').check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'hidden' });
});

test('signing in asks for a code then; a recovery code is good once', async () => {
  const phone = await visit(browser, dashboard.url, { width: 390, height: 844, theme: 'dark' });
  const { page } = phone;
  await signIn(page, { ...ada, password: 'not the password' });
  await page.getByRole('alert').waitFor();
  await signIn(page, ada);
  await page.getByLabel('Code', { exact: true }).fill('000000');
  await page.getByRole('alert').waitFor();
  await page.getByRole('button', { name: /recovery code/i }).click();
  await page.getByLabel('Recovery code').fill(recoveryCodes[0] ?? '');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  expect(phone.complaints).toEqual([]);
  await phone.context.close();

  const again = await visit(browser, dashboard.url);
  await signIn(again.page, ada);
  await again.page.getByRole('button', { name: /recovery code/i }).click();
  await again.page.getByLabel('Recovery code').fill(recoveryCodes[0] ?? '');
  await again.page.getByRole('button', { name: 'Go on' }).click();
  await again.page.getByRole('alert').waitFor();
  await again.context.close();
});

test('nothing went to another server, and the policy had nothing to refuse', () => {
  expect(owner.complaints).toEqual([]);
});
