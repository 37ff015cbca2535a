import { relative } from 'node:path';
import pc from 'picocolors';
import type { Platform } from '../platform/start.ts';
import { repositoryRoot, startedIn } from '../run-script.ts';
import type { DemoProject } from './project.ts';

/** What the person at the terminal needs now, and nothing else. */
export async function printSummary(platform: Platform, project: DemoProject): Promise<void> {
  const { api, central } = platform;
  const folder = shown(project.repository.folder);
  const setupLink = await central.setupLink();
  const vpspilot = shown(`${repositoryRoot}/vpspilot`);
  console.log(`
  ${pc.bold('Your application')}   ${pc.cyan(appUrl(platform, project))}
  ${pc.bold('Dashboard')}          ${pc.cyan(setupLink ?? central.url)}${setupLink === undefined ? '' : '\n                     good once: it makes your account'}
  ${pc.bold('API')}                ${pc.cyan(`${api.url}/api/v1`)}
  ${pc.bold('Command line')}       export VPSPILOT_SERVER=${central.url}
                     export VPSPILOT_TOKEN=${central.adminToken}
                     ${vpspilot} projects list

  ${pc.bold('Deploy a change')}    edit ${folder}/page.html, then
                     git -C ${folder} commit -am "New words"
                     ${pc.green(`${vpspilot} push-hook ${folder}`)}
  ${pc.bold('Change a secret')}    ${vpspilot} secrets set ${project.slug} GREETING="Good morning"
  ${pc.bold('Go back')}            ${vpspilot} rollback ${project.slug}

  Ctrl-C stops everything; the next start continues here.`);
}

/** A test host has an address of its own, which no name under localhost means. */
function appUrl({ app }: Platform, { host }: DemoProject): string {
  if (app.address === '127.0.0.1') return `http://${host}:${app.port}/`;
  return `http://${app.address}/   (curl --resolve ${host}:80:${app.address} http://${host}/)`;
}

/** As it can be pasted into the shell that started us. */
function shown(path: string): string {
  const short = relative(startedIn, path);
  if (short.startsWith('..') || short.length >= path.length) return path;
  return short.includes('/') ? short : `./${short}`;
}
