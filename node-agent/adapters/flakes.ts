import { buildCommands, flakeView } from '../domain/flake-view.ts';
import type { Language } from '../domain/languages/language.ts';
import { languageOf } from '../domain/languages/languages.ts';
import { groupRuntimes, inputName, permittedPackages } from '../domain/nixpkgs-inputs.ts';
import type { Pin } from '../domain/toolchains.ts';
import type { Flakes, Step } from '../ports.ts';
import type { AgentSettings } from '../settings.ts';
import { renderCustom } from './custom-flake.ts';
import { type FlakeFiles, lockJson, nixpkgsNode, nixSystem, writeFlake } from './flake-files.ts';
import { narHash } from './nar.ts';
import { hasIn, type ProjectRuntime, projectRuntimes, readIn } from './project-runtimes.ts';
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
  const chosen = projectRuntimes(language, request, toolchains);
  for (const runtime of chosen) warnAbout(runtime, step);
  const nixpkgs = groupRuntimes(chosen, toolchains.table.defaultPins).map((group) => {
    const pin = toolchains.pin(group.pins);
    const permitted = permittedPackages(toolchains.table, pin.name, group.runtimes);
    return { ...group, pin, rev: pin.rev, permitted };
  });
  const runtimes = nixpkgs.flatMap(({ runtimes }, index) =>
    runtimes.map((runtime) => ({ ...runtime, nixpkgs: index })),
  );
  warnAboutStart(request, language, step);
  const input = {
    config,
    slug: project.slug,
    language,
    nixpkgs,
    sourceDirectory: folders.source,
    system: nixSystem(),
    runtimes,
    dependencies,
    has: hasIn(tree),
    read: readIn(tree),
  };
  if (config.build.commands.length === 0) tellCommands(buildCommands(input), step);
  const nix = templates.render(language.template, flakeView(input));
  const pins = nixpkgs.map(({ pin }) => pin);
  step.note(
    [
      ...chosen.map(shown),
      `nixpkgs ${pins.map(({ name }) => name).join(' and ')}`,
      toolchains.kind,
    ].join(', '),
  );
  return { nix, lock: await lockText(request, toolchains, pins) };
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

/** "node 20 (.nvmrc)" */
function shown({ runtime, version, source }: ProjectRuntime): string {
  const isOwn = source === undefined || source === `runtime.${runtime}`;
  return `${runtime} ${version}${isOwn ? '' : ` (${source})`}`;
}

function warnAbout({ runtime, version, notes, standIn }: ProjectRuntime, step: Step): void {
  for (const note of notes) step.warn('runtime_version', note);
  if (standIn === undefined) return;
  step.warn(
    'offline_stand_in',
    `offline stand-in: ${runtime} ${version} asked, ${standIn} used, because nixpkgs cannot be reached`,
  );
}

async function lockText(
  { folders }: Request,
  toolchains: Toolchains,
  pins: readonly Pin[],
): Promise<string> {
  const { sri } = await narHash(folders.source);
  const path = { type: 'path', path: folders.source };
  const names = pins.map((_, index) => inputName(index));
  const inputs = Object.fromEntries([...names, 'source'].map((name) => [name, name]));
  const nixpkgs = pins.map((pin, index) => [inputName(index), nixpkgsNode(toolchains, pin)]);
  return lockJson({
    nodes: {
      ...Object.fromEntries(nixpkgs),
      root: { inputs },
      source: { flake: false, locked: { ...path, narHash: sri }, original: path },
    },
    root: 'root',
    version: 7,
  });
}
