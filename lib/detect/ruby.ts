import type { Draft } from './draft.ts';
import { addInstall, hasFile } from './package-manager.ts';
import type { Recipe } from './recipe.ts';
import type { SourceFiles } from './source-files.ts';

export const rails: Recipe = {
  type: 'ruby',
  recognise: (files) =>
    usesGem(files, 'rails') ? { framework: 'Rails', because: 'Gemfile' } : undefined,
  fill(draft, files) {
    addBundler(draft, files);
    const hasAssets = files.list('app/assets').length > 0 || hasFile(files, 'package.json');
    if (hasFile(files, 'package.json')) addInstall(draft, files);
    if (hasAssets) {
      draft.build('bundle exec rails assets:precompile', 'app/assets');
    }
    if (hasFile(files, 'config/puma.rb')) {
      draft.start('bundle exec puma -C config/puma.rb', 'config/puma.rb');
    } else {
      draft.start('bundle exec rails server -b 0.0.0.0 -p $PORT', 'Rails');
    }
    if (files.list('db/migrate').length > 0 || hasFile(files, 'db/schema.rb')) {
      draft.release('bundle exec rails db:migrate', 'db/migrate');
    }
    if (/rails\/health#show/.test(files.read('config/routes.rb') ?? '')) {
      draft.health('/up', 'config/routes.rb');
    }
    addVariables(draft, files);
    for (const folder of ['tmp', 'storage']) draft.storage(folder, 'Rails writes there');
  },
};

/** Sinatra, Hanami, Roda: anything that Rack or a plain file starts. */
export const rack: Recipe = {
  type: 'ruby',
  recognise(files) {
    const framework = usesGem(files, 'sinatra') ? 'Sinatra' : 'Ruby';
    const [file] = ['config.ru', 'app.rb', 'main.rb', 'server.rb'].filter((one) =>
      hasFile(files, one),
    );
    if (file === undefined) return undefined;
    return hasFile(files, 'Gemfile') ? { framework, because: file } : undefined;
  },
  fill(draft, files) {
    addBundler(draft, files);
    const script = ['app.rb', 'main.rb', 'server.rb'].find((one) => hasFile(files, one));
    if (hasFile(files, 'config.ru') && usesGem(files, 'puma')) {
      draft.start('bundle exec puma -b tcp://0.0.0.0:$PORT', 'config.ru, puma');
    } else if (hasFile(files, 'config.ru')) {
      draft.start('bundle exec rackup -o 0.0.0.0 -p $PORT', 'config.ru');
    } else if (draft.framework === 'Sinatra') {
      draft.start(`bundle exec ruby ${script} -o 0.0.0.0 -p $PORT`, `${script}, Sinatra`);
    } else {
      draft.start(`bundle exec ruby ${script}`, `${script}`);
    }
  },
};

export const jekyll: Recipe = {
  type: 'ruby',
  recognise: (files) =>
    usesGem(files, 'jekyll|github-pages') ? { framework: 'Jekyll', because: 'Gemfile' } : undefined,
  fill(draft, files) {
    addBundler(draft, files);
    draft.build('bundle exec jekyll build', 'Jekyll');
    draft.start(
      'bundle exec jekyll serve --skip-initial-build --no-watch --host 0.0.0.0 --port $PORT',
      'Jekyll serves what it has built',
    );
    draft.warn(
      'Static sites that Node builds are served by Caddy itself, which is faster; Jekyll needs Ruby, so it serves its own',
    );
  },
};

function addBundler(draft: Draft, files: SourceFiles): void {
  draft.build('bundle install', 'Gemfile');
  if (hasFile(files, 'Gemfile.lock')) return;
  draft.warn('There is no Gemfile.lock: run "bundle lock" and commit it');
}

function usesGem(files: SourceFiles, name: string): boolean {
  return new RegExp(`^[ \\t]*gem[ \\t(]{1,9}["'](${name})["']`, 'm').test(
    files.read('Gemfile') ?? '',
  );
}

function addVariables(draft: Draft, files: SourceFiles): void {
  if (hasFile(files, 'config/credentials.yml.enc')) {
    draft.secret('RAILS_MASTER_KEY', 'it opens config/credentials.yml.enc');
  } else {
    draft.secret('SECRET_KEY_BASE', 'Rails signs with it; bundle exec rails secret makes one');
  }
  if (
    /\bDATABASE_URL\b|adapter:\s*(postgresql|mysql2|trilogy)/.test(
      files.read('config/database.yml') ?? '',
    )
  ) {
    draft.secret('DATABASE_URL', 'config/database.yml');
  }
}
