import type { ChosenRuntime } from '../../lib/toolchains/choose-runtime.ts';
import { buildCommands, flakeView } from '../domain/flake-view.ts';
import type { Language } from '../domain/languages/language.ts';
import { languageOf } from '../domain/languages/languages.ts';
import type { Pin } from '../domain/toolchains.ts';
import type { Flakes, Step } from '../ports.ts';
import type { AgentSettings } from '../settings.ts';
import { renderCustom } from './custom-flake.ts';
import { type FlakeFiles, lockJson, nixpkgsNode, nixSystem, writeFlake } from './flake-files.ts';
import { narHash } from './nar.ts';
import { hasIn, projectRuntimes } from './project-runtimes.ts';
import { loadTemplates } from './templates.ts';
import { type Toolchains, toolchainsFor } from './toolchains.ts';

type Request = Parameters<Flakes['render']>[0];
type Templates = ReturnType<typeof loadTemplates>;

/** Writes flake.nix and flake.lock, which hold everything a build is made from and nothing secret. */
export function createFlakes(
  settings: Pick<AgentSettings, 'root' | 'toolchains' | 'nixCommand'>,
): Flakes {
  let loaded: Templates | undefined;
  return {
    async render(request, step) {
      const toolchains = await toolchainsFor(settings);
      const templates = loaded ?? loadTemplates();
      loaded = templates;
      const language = languageOf(request.config.type);
      const files =
        language === undefined
          ? await renderCustom(request, { toolchains, templates, nix: settings.nixCommand }, step)
          : await renderTemplate(request, language, toolchains, templates, step);
      return await writeFlake(request.folders.flake, files);
    },
  };
}

async function renderTemplate(
  request: Request,
  language: Language,
  toolchains: Toolchains,
  templates: Templates,
  step: Step,
): Promise<FlakeFiles> {
  const { config, dependencies, folders, project, tree } = request;
  const runtimes = projectRuntimes(language, request);
  for (const runtime of runtimes) warnAbout(runtime, toolchains, step);
  const pin = toolchains.pin(commonPins(runtimes, toolchains));
  warnAboutStart(request, language, step);
  const input = {
    config,
    slug: project.slug,
    language,
    nixpkgsRev: pin.rev,
    sourceDirectory: folders.source,
    system: nixSystem(),
    runtimes,
    dependencies,
    has: hasIn(tree),
  };
  if (config.build.commands.length === 0) tellCommands(buildCommands(input), step);
  const nix = templates.render(language.template, flakeView(input));
  const versions = runtimes.map(({ runtime, version }) => `${runtime} ${version}`);
  step.note([...versions, `nixpkgs ${pin.name}`, toolchains.kind].join(', '));
  return { nix, lock: await lockText(request, toolchains, pin) };
}

/** A project with dependencies and no build commands would start without them: they are installed as its lock says. */
function tellCommands(commands: readonly string[], step: Step): void {
  if (commands.length === 0) return;
  const quoted = commands.map((command) => `"${command}"`).join(', ');
  step.output(`build.commands is empty: running ${quoted}`);
}

/** `npx serve`, as tutorials have it, would be downloaded again at each start. */
function warnAboutStart({ config }: Request, { mayHaveNoStart }: Language, step: Step): void {
  if (!mayHaveNoStart || !/^npx\s+(?:-\S+\s+)*serve\b/.test(config.start.command ?? '')) return;
  step.warn(
    'start_not_needed',
    'npx downloads "serve" whenever the release starts. Without start.command the files are served directly, and faster',
  );
}

/** Names of the pins that have every one of the runtimes. */
function commonPins(runtimes: readonly ChosenRuntime[], { table }: Toolchains): readonly string[] {
  const [first, ...others] = runtimes.map(({ pins }) => pins);
  return (first ?? table.defaultPins).filter((name) => others.every((pins) => pins.includes(name)));
}

function warnAbout(runtime: ChosenRuntime, toolchains: Toolchains, step: Step): void {
  for (const note of runtime.notes) step.warn('runtime_version', note);
  const used = toolchains.offlineNodes?.[runtime.version];
  if (runtime.runtime !== 'node' || used === undefined) return;
  if (used.split('.')[0] === runtime.version) return;
  step.warn(
    'offline_stand_in',
    `offline stand-in: node ${runtime.version} asked, ${used} used, because nixpkgs cannot be reached`,
  );
}

async function lockText({ folders }: Request, toolchains: Toolchains, pin: Pin): Promise<string> {
  const { sri } = await narHash(folders.source);
  const path = { type: 'path', path: folders.source };
  return lockJson({
    nodes: {
      nixpkgs: nixpkgsNode(toolchains, pin),
      root: { inputs: { nixpkgs: 'nixpkgs', source: 'source' } },
      source: { flake: false, locked: { ...path, narHash: sri }, original: path },
    },
    root: 'root',
    version: 7,
  });
}
