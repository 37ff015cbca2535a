/** `vpspilot demo`: from a push to a live release, on this machine, to watch and to play with. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatDuration, padColumns } from '../lib/terminal-text.ts';
import { UserError } from '../lib/user-error.ts';
import { appVersion } from './demo/app-version.ts';
import { circumstances } from './demo/circumstances.ts';
import { figureLines, verdictOn } from './demo/figures.ts';
import { type DemoOptions, demoHelp, demoOptions } from './demo/options.ts';
import { type DemoProject, openProject } from './demo/project.ts';
import { push, say } from './demo/stage.ts';
import { playStory } from './demo/story.ts';
import { printSummary } from './demo/summary.ts';
import { startOnTestHost } from './demo/test-host.ts';
import { forgetPlatform } from './platform/forget.ts';
import { type Platform, startPlatform } from './platform/start.ts';
import { interruptedExitCode, repositoryRoot, runScript } from './run-script.ts';
import { requireNixStore, requireWritableFolder } from './setup/require-access.ts';
import { demoPrograms, ensurePrograms, hostPrograms } from './setup/system-packages.ts';

/** How long the application of the last time may take to answer again. */
const comeBackMs = 30_000;

await runScript(async (signal) => {
  const options = demoOptions(process.argv.slice(2));
  if (options === undefined) {
    console.log(demoHelp);
    return 0;
  }
  await ensurePrograms(options.onTestHost ? [...demoPrograms, ...hostPrograms] : demoPrograms);
  const command = ['./vpspilot demo', ...process.argv.slice(2)].join(' ');
  await requireNixStore(command);
  const began = Date.now();
  const usual = options.once ? 'data/demo-once' : 'data/demo';
  const folder = options.folder ?? join(repositoryRoot, usual);
  await requireWritableFolder(folder, command);
  if (options.reset || options.once) await forgetPlatform(folder);
  const start = options.onTestHost ? startOnTestHost : startPlatform;
  const platform = await start({ ...options, folder, nodeName: 'demo', onReady, signal });
  // The figures as JSON are the very last line, also for those who read both streams.
  const lastLines: string[] = [];
  try {
    console.log(circumstances(platform.node, platform.state.ports, options).join('\n'));
    const project = await openProject(platform);
    const playing = options.once
      ? playOnce(platform, project, options, lastLines)
      : playOn(platform, project, began);
    const ended = interrupted(signal).then(() => (options.once ? interruptedExitCode : 0));
    return await Promise.race([playing, platform.failed, ended]);
  } finally {
    await stop(platform);
    for (const line of lastLines) console.log(line);
  }
});

async function playOnce(
  platform: Platform,
  project: DemoProject,
  options: DemoOptions,
  lastLines: string[],
): Promise<number> {
  const result = await playStory(platform, project);
  const { isGood, words } = verdictOn(result);
  say('The figures');
  console.log(figureLines(result).join('\n'));
  console.log(`\n${words}`);
  if (options.json) lastLines.push(JSON.stringify(result));
  return isGood ? 0 : 1;
}

async function playOn(platform: Platform, project: DemoProject, began: number): Promise<never> {
  const { live } = await platform.api.call<{ live: { number: number } | null }>(
    'GET',
    `/projects/${project.slug}`,
  );
  if (live === null) {
    say(`Deploying ${project.slug}: a signed push webhook, as GitHub sends it`);
    await push(platform, project);
  } else {
    await untilBack(platform, project);
    console.log(`  ${padColumns('application', 14)}release ${live.number} answers again`);
  }
  await printSummary(platform, project);
  console.log(`  Ready after ${formatDuration(Date.now() - began)}.`);
  // Until somebody interrupts, or a part ends by itself.
  return await new Promise<never>(() => {});
}

async function untilBack(platform: Platform, project: DemoProject): Promise<void> {
  const deadline = Date.now() + comeBackMs;
  while ((await appVersion(platform, project).catch(() => undefined)) === undefined) {
    if (Date.now() > deadline) {
      throw new UserError('app_not_back', `${project.slug} does not answer`, {
        hint: `Look into ${platform.agentLog}`,
      });
    }
    await sleep(20);
  }
}

function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  );
}

async function stop(platform: Platform): Promise<void> {
  const began = Date.now();
  console.error('\nStopping applications, agent, Caddy and central …');
  await platform.stop();
  console.error(`Everything has stopped (${formatDuration(Date.now() - began)}).`);
}

function onReady(part: string, tookMs: number, what: string): void {
  console.log(`  ${padColumns(part, 14)}${padColumns(formatDuration(tookMs), 9)}${what}`);
}
