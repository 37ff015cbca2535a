import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAppConfig } from '../../lib/app-config/app-config.ts';
import type { Digests } from '../../node-agent/adapters/dependencies/digests.ts';
import { createDependencies } from '../../node-agent/adapters/dependencies.ts';
import { createFlakes } from '../../node-agent/adapters/flakes.ts';
import { createRepositories } from '../../node-agent/adapters/git.ts';
import { createBuilder } from '../../node-agent/adapters/nix-builder.ts';
import { projectFolders } from '../../node-agent/domain/folders.ts';
import { type AgentSettings, defaultSettings } from '../../node-agent/settings.ts';
import { gitRepository } from './git-repository.ts';
import { localDigests } from './local-digests.ts';
import { recordingStep } from './step.ts';

/** Settings of a node for tests: everything below one folder, except the store itself. */
export function nixSettings(root: string, more: Partial<AgentSettings> = {}): AgentSettings {
  return {
    ...defaultSettings,
    root,
    profilesDirectory: join(root, 'profiles'),
    toolchains: 'offline',
    allowLocalRepositories: true,
    ...more,
  };
}

/** A project on disk that goes through fetch, dependencies, render, build and test as a deployment does. */
export function nixProject(
  settings: AgentSettings,
  options: {
    diskFloorBytes?: number;
    secrets?: Record<string, string>;
    digests?: Digests;
  } = {},
) {
  const secrets = options.secrets ?? {};
  const id = Math.floor(Math.random() * 1_000_000_000);
  const project = { id, slug: `test-${id}`, domains: [] };
  const folders = projectFolders(settings.root, project);
  const repository = gitRepository(mkdtempSync(join(settings.root, 'app-')));
  const ports = {
    repositories: createRepositories(settings),
    dependencies: createDependencies(settings, {
      digests: options.digests ?? localDigests(),
    }),
    flakes: createFlakes(settings),
    builder: createBuilder(settings, options),
  };
  return {
    project,
    folders,
    repository,
    ports,
    configure: (config: object) => {
      repository.write('config.vpspilot.json', JSON.stringify(config));
    },
    /** Commits what was written and builds it; runs the tests when the config has some. */
    async deploy(step = recordingStep()) {
      const commit = repository.commit();
      const url = repository.directory;
      const tree = await ports.repositories.fetch({ folders, url, branch: 'main', commit }, step);
      const text = readFileSync(join(tree.directory, 'config.vpspilot.json'), 'utf8');
      const { config, problems } = parseAppConfig(text);
      if (config === undefined) throw new Error(JSON.stringify(problems));
      const dependencies = await ports.dependencies.resolve(
        { project, tree, config, secrets: async () => secrets },
        step,
      );
      const flake = await ports.flakes.render(
        { folders, project, config, tree, dependencies },
        step,
      );
      const built = await ports.builder.build({ folders, project, flake }, step);
      if (config.test !== undefined) {
        await ports.builder.test({ folders, flake, command: config.test.command }, step);
      }
      return { ...built, step, dependencies, flake };
    },
  };
}
