import type { AppConfig } from '../../lib/app-config/app-config.ts';
import { UserError } from '../../lib/user-error.ts';
import { flakeView } from '../domain/flake-view.ts';
import { type TypeOfProject, typeOfProject } from '../domain/project-types.ts';
import { type ChosenRuntime, chooseRuntime, type Pin } from '../domain/toolchains.ts';
import type { Flakes, Step } from '../ports.ts';
import type { AgentSettings } from '../settings.ts';
import { renderCustom } from './custom-flake.ts';
import { type FlakeFiles, lockJson, nixpkgsNode, nixSystem, writeFlake } from './flake-files.ts';
import { narHash } from './nar.ts';
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
      const files =
        request.config.type === 'custom'
          ? await renderCustom(request, { toolchains, templates }, step)
          : await renderTemplate(request, toolchains, templates, step);
      return await writeFlake(request.folders.flake, files);
    },
  };
}

async function renderTemplate(
  request: Request,
  toolchains: Toolchains,
  templates: Templates,
  step: Step,
): Promise<FlakeFiles> {
  const type = typeOfProject(request.config.type);
  if (type === undefined) throw notBuildable(request.config.type);
  const { runtimes, pin } = chooseRuntimes(toolchains, type, request.config, step);
  warnAboutStart(request, type, step);
  const nix = templates.render(
    type.template,
    flakeView({
      config: withCommands(request, step),
      slug: request.project.slug,
      type,
      nixpkgsRev: pin.rev,
      sourceDirectory: request.folders.source,
      system: nixSystem(),
      runtimes: runtimes.map(({ attribute }) => attribute),
      dependencies: request.dependencies,
    }),
  );
  const versions = runtimes.map(({ runtime, version }) => `${runtime} ${version}`);
  step.note([...versions, `nixpkgs ${pin.name}`, toolchains.kind].join(', '));
  return { nix, lock: await lockText(request, toolchains, pin) };
}

/** A project with dependencies and no build commands would start without them: they are installed as its lock says. */
function withCommands({ config, dependencies }: Request, step: Step): AppConfig {
  if (dependencies === undefined || config.build.commands.length > 0) return config;
  step.output('no build.commands: running "npm ci", because the project has dependencies');
  return { ...config, build: { ...config.build, commands: ['npm ci'] } };
}

/** `npx serve`, as tutorials have it, would be downloaded again at each start. */
function warnAboutStart({ config }: Request, type: TypeOfProject, step: Step): void {
  if (!type.mayHaveNoStart || !/^npx\s+(?:-\S+\s+)*serve\b/.test(config.start.command ?? ''))
    return;
  step.warn(
    'start_not_needed',
    'npx downloads "serve" whenever the release starts. Without start.command the files are served directly, and faster',
  );
}

function chooseRuntimes(
  toolchains: Toolchains,
  type: TypeOfProject,
  config: AppConfig,
  step: Step,
) {
  const today = new Date().toISOString().slice(0, 10);
  const runtimes = type.runtimes.map((runtime) =>
    chooseRuntime(toolchains.table, runtime, config.runtime[runtime], today),
  );
  for (const runtime of runtimes) warnAbout(runtime, toolchains, step);
  const [first, ...others] = runtimes.map(({ pins }) => pins);
  const common = (first ?? toolchains.table.defaultPins).filter((name) =>
    others.every((pins) => pins.includes(name)),
  );
  return { runtimes, pin: toolchains.pin(common) };
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

function notBuildable(type: string): UserError {
  return new UserError('type_not_supported', `Projects of type "${type}" cannot be built yet`, {
    hint: 'Types that work: nodejs, static, custom',
  });
}
