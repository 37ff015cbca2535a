import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appAnswer } from '../support/browser/app-answer.ts';
import { startChromium, type Visitor, visit } from '../support/browser/chromium.ts';
import { type Dashboard, projectSlug, startDashboard } from '../support/browser/dashboard.ts';
import { ada, fillSignIn, makeOwner } from '../support/browser/people.ts';
import { pictureFailures } from '../support/browser/picture-failures.ts';
import { joinSecondNode } from '../support/browser/second-node.ts';

let dashboard: Dashboard;
let browser: Browser;
let owner: Visitor;
/** The colleague who may only look. */
let viewer: Visitor;
let webhookSecret: string;

const grace = {
  name: 'Grace Hopper',
  email: 'grace@example.com',
  password: 'a nanosecond of wire',
};
const ended: (() => Promise<void>)[] = [];

beforeAll(async () => {
  [dashboard, browser] = await Promise.all([startDashboard(), startChromium()]);
  owner = await visit(browser, dashboard.url);
  await makeOwner(owner.page, await dashboard.setupLink(), ada);
});
afterAll(async () => {
  await browser?.close();
  for (const end of ended) await end();
  await dashboard?.stop();
});

/** What the live application answers. */
const appSays = () => appAnswer(dashboard.platform, `${projectSlug}.localhost`, '/');

test('a machine that runs the pasted line is seen joining', async () => {
  pictureFailures(owner);
  const { page } = owner;
  await page.goto('/nodes/new');
  await page.getByLabel('Name of the node').fill('bergen');
  await page.getByRole('button', { name: 'Make the join command' }).click();
  const line = await page.locator('code', { hasText: '--token' }).first().textContent();
  ended.push(await joinSecondNode(dashboard.platform, line ?? ''));
  await page.getByText(/bergen is connected/i).waitFor();
  await page.goto('/nodes');
  await page.getByRole('link', { name: 'bergen' }).first().waitFor();
  await page.getByRole('link', { name: 'oslo' }).first().waitFor();
});

test('a project is created, and its page waits for the first push', async () => {
  pictureFailures(owner);
  const { page } = owner;
  await page.goto('/projects/new');
  await page
    .getByLabel('Repository', { exact: true })
    .fill(`file://${dashboard.repository.folder}`);
  await page.getByLabel('Name', { exact: true }).fill(projectSlug);
  await page.getByLabel('Node', { exact: true }).selectOption('oslo');
  await page.getByRole('button', { name: 'Create project' }).click();
  await page.getByText('Waiting for GitHub').waitFor();
  const codes = await page.locator('code').allTextContents();
  webhookSecret = codes.find((text) => /^[\w-]{20,}$/.test(text)) ?? '';
  expect(webhookSecret).not.toBe('');
});

test('a secret is set before anything runs, and is nowhere in the page afterwards', async () => {
  pictureFailures(owner);
  const { page } = owner;
  await page.goto(`/projects/${projectSlug}/secrets`);
  await page.getByLabel('Name', { exact: true }).fill('GREETING');
  await page.getByLabel('Value', { exact: true }).fill('Hello from the dashboard');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'Save…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Save/ }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.reload();
  await page.getByText('GREETING').first().waitFor();
  expect(await page.content()).not.toContain('Hello from the dashboard');
});

test('a domain is added, and a push is watched going live step by step', async () => {
  pictureFailures(owner);
  const { page } = owner;
  await page.goto(`/projects/${projectSlug}/domains`);
  await page
    .getByLabel(/domain/i)
    .first()
    .fill(`${projectSlug}.localhost`);
  await page.getByRole('button', { name: /^Add/ }).first().click();
  await page.getByText(`${projectSlug}.localhost`).first().waitFor();

  await page.goto(`/projects/${projectSlug}`);
  // Never built before: what is in the store already prints nothing.
  const words = `the build says ${randomUUID()}`;
  await dashboard.repository.edit('build.js', /^/, `console.log('${words}');\n`);
  await dashboard.repository.commit('First words');
  await dashboard.push(webhookSecret);
  // Without a reload: the page is told.
  await page
    .getByRole('link', { name: /First words/ })
    .first()
    .click({ timeout: 30_000 });
  await page.getByRole('log').getByText(words).waitFor();
  await page.getByText('Live', { exact: true }).first().waitFor({ timeout: 60_000 });
  expect(await appSays()).toContain('Hello from the dashboard');
});

test('a change of the secret is deployed with one button', async () => {
  pictureFailures(owner);
  const { page } = owner;
  await page.goto(`/projects/${projectSlug}/secrets`);
  await page.getByRole('button', { name: /edit.*GREETING/i }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/value/i).first().fill('Good morning');
  await dialog.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByRole('button', { name: 'Save…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save and deploy' }).click();
  await expect.poll(appSays, { timeout: 30_000 }).toContain('Good morning');
});

test('rolling back brings code and secrets back together', async () => {
  pictureFailures(owner);
  const { page } = owner;
  await page.goto(`/projects/${projectSlug}`);
  await page.getByRole('button', { name: 'Roll back', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Roll back to #1/ })
    .click();
  await expect.poll(appSays, { timeout: 30_000 }).toContain('Hello from the dashboard');
});

test('a colleague is invited, and may look only', async () => {
  pictureFailures(owner);
  const { page } = owner;
  await page.goto('/members');
  await page
    .getByRole('button', { name: /invite/i })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill(grace.email);
  await dialog.getByLabel(/role/i).first().selectOption('viewer');
  await dialog
    .getByRole('button', { name: /invit|link/i })
    .last()
    .click();
  const link = await dialog.locator('code', { hasText: '/invitation#' }).textContent();

  viewer = await visit(browser, dashboard.url);
  await viewer.page.goto(link ?? '');
  await viewer.page.getByLabel(/name/i).first().fill(grace.name);
  await viewer.page.getByLabel('New password').fill(grace.password);
  await viewer.page.getByRole('button', { name: /join|accept|create/i }).click();
  await viewer.page.getByRole('navigation').first().waitFor();

  await viewer.page.goto(`/projects/${projectSlug}`);
  await viewer.page.getByText('First words').first().waitFor();
  for (const name of ['Roll back', `Deploy ${projectSlug}`])
    expect(await viewer.page.getByRole('button', { name }).count(), name).toBe(0);
  await viewer.page.goto(`/projects/${projectSlug}/secrets`);
  await viewer.page.getByText('GREETING').first().waitFor();
  expect(await viewer.page.getByRole('button', { name: /show|edit|add/i }).count()).toBe(0);
  // The server decides, whatever the page shows.
  const status = await viewer.page.evaluate(async (slug) => {
    const me = (await (await fetch('/api/v1/me')).json()) as { csrfToken: string };
    const response = await fetch(`/api/v1/projects/${slug}/rollback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-csrf-token': me.csrfToken },
      body: '{}',
    });
    return response.status;
  }, projectSlug);
  expect(status).toBe(403);
});

test('what one does the other sees within half a second', async () => {
  pictureFailures(viewer);
  await viewer.page.goto(`/projects/${projectSlug}/secrets`);
  await viewer.page.getByText('GREETING').first().waitFor();
  const tookMs: number[] = [];
  for (const key of ['FIRST', 'SECOND', 'THIRD']) {
    const seen = viewer.page.getByText(key, { exact: true }).first().waitFor();
    await dashboard.api.call('PATCH', `/projects/${projectSlug}/secrets`, {
      set: { [key]: 'x' },
      apply: false,
    });
    const began = Date.now();
    await seen;
    tookMs.push(Date.now() - began);
  }
  expect(Math.min(...tookMs)).toBeLessThan(500);
});

test('signed out is signed out', async () => {
  const { page } = viewer;
  await page.getByRole('button', { name: grace.name }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByLabel('E-mail').waitFor();
  await page.goto(`/projects/${projectSlug}/secrets`);
  await page.getByLabel('E-mail').waitFor();
  // Back to where the page asked for it.
  await fillSignIn(page, grace);
  await page.getByText('GREETING').first().waitFor();
});

test('nothing went to another server, and no page complained', () => {
  expect(owner.complaints).toEqual([]);
  expect(viewer.complaints).toEqual([]);
});
