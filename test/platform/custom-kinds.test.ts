import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { narHash } from '../../node-agent/adapters/nar.ts';
import { customProject, flakeText, nixpkgsLock } from '../support/custom-flake.ts';
import { answerOf, root, server, settings } from '../support/nix-node.ts';

/** What users bring, in the words that their communities use; packages are those of the stand-in. */
describe('K71: flakes of several kinds', () => {
  test('Node with a build of its own, started by apps.default', async () => {
    const app = customProject(
      settings,
      flakeText(`rec {
      packages.\${system}.default = pkgs.stdenv.mkDerivation {
        pname = "api";
        version = "1.0.0";
        src = ./.;
        nativeBuildInputs = [ pkgs.nodejs ];
        buildPhase = "node build.js";
        installPhase = "mkdir -p $out/lib && cp server.js $out/lib/ && cp built.txt $out/lib/";
      };
      apps.\${system}.default = {
        type = "app";
        program = "\${pkgs.writeShellScript "api" "exec \${pkgs.nodejs}/bin/node \${packages.\${system}.default}/lib/server.js"}";
      };
      devShells.\${system}.default = pkgs.mkShell { packages = [ pkgs.nodejs ]; };
    }`),
    );
    app.repository.write('server.js', server);
    app.repository.write('build.js', `require('fs').writeFileSync('built.txt', 'built')`);
    const { storePath } = await app.deploy();
    expect(readFileSync(join(storePath, 'app/lib/built.txt'), 'utf8')).toBe('built');
    expect(await answerOf(storePath)).toContain('"node":"v');
  });

  test('a Python application, whose start command is in the config file', async () => {
    const app = customProject(
      settings,
      flakeText(`{
      packages.\${system}.default = pkgs.runCommand "site" { } ''
        mkdir -p $out/bin $out/lib
        cp \${./app.py} $out/lib/app.py
        ln -s \${pkgs.python3}/bin/python3 $out/bin/python3
      '';
    }`),
      nixpkgsLock,
      { start: { command: 'python3 lib/app.py' } },
    );
    app.repository.write(
      'app.py',
      [
        'import http.server, os',
        'class Handler(http.server.BaseHTTPRequestHandler):',
        '    def do_GET(self):',
        '        self.send_response(200); self.end_headers(); self.wfile.write(b"python answers")',
        'http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()',
      ].join('\n'),
    );
    const { storePath } = await app.deploy();
    expect(await answerOf(storePath)).toBe('python answers');
  });

  test('a front end and a back end in one flake, of which one package has both', async () => {
    const app = customProject(
      settings,
      flakeText(`{
      packages.\${system} = rec {
        frontend = pkgs.runCommand "frontend" { } "mkdir -p $out/share && echo page > $out/share/index.html";
        backend = pkgs.writeShellScriptBin "start" "exec \${pkgs.nodejs}/bin/node \${./server.js}";
        default = pkgs.symlinkJoin { name = "whole"; paths = [ frontend backend ]; };
      };
    }`),
    );
    app.repository.write('server.js', server);
    const { storePath } = await app.deploy();
    expect(readFileSync(join(storePath, 'app/share/index.html'), 'utf8')).toBe('page\n');
    expect(await answerOf(storePath)).toContain('"node":"v');
  });
});

describe('inputs of a flake', () => {
  /** An archive that no store has yet, on a server of this machine, and how a lock names it. */
  async function archive() {
    const folder = mkdtempSync(join(root, 'input-'));
    mkdirSync(join(folder, 'tree'));
    writeFileSync(
      join(folder, 'tree/flake.nix'),
      `{ outputs = { self }: { lib.greeting = "from afar"; /* ${folder} */ }; }\n`,
    );
    const { sri } = await narHash(join(folder, 'tree'));
    const file = join(folder, 'tree.tar.gz');
    execFileSync('tar', ['--sort=name', '--mtime=@1', '-C', folder, '-czf', file, 'tree']);
    const requests: string[] = [];
    const listener = createServer((request, response) => {
      requests.push(request.url ?? '');
      response.end(readFileSync(file));
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void listener.close());
    await new Promise((resolve) => listener.once('listening', resolve));
    const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/tree.tar.gz`;
    return { url, sri, requests, close: () => listener.close() };
  }

  function withInput(url: string, narHashOfInput: string) {
    const lock = JSON.parse(nixpkgsLock);
    const input = { type: 'tarball', url };
    lock.nodes.afar = { locked: { ...input, narHash: narHashOfInput }, original: input };
    lock.nodes.root.inputs.afar = 'afar';
    const text = flakeText(
      '{ packages.${system}.default = pkgs.writeShellScriptBin "hello" "echo ${afar.lib.greeting}"; }',
    )
      .replace('outputs = { self, nixpkgs }', 'outputs = { self, nixpkgs, afar }')
      .replace('inputs.nixpkgs', `inputs.afar.url = "${url}";\n  inputs.nixpkgs`);
    return customProject(settings, text, JSON.stringify(lock));
  }

  test('are fetched before the evaluation, which has no network, and once only', async () => {
    const { url, sri, requests } = await archive();
    const app = withInput(url, sri);
    const { storePath, step } = await app.deploy();
    const said = execFileSync(join(storePath, 'bin/start'), { encoding: 'utf8', cwd: root });
    expect(said).toBe('from afar\n');
    expect(step.outputs.join('\n')).toContain(`fetching ${url}`);
    await app.deploy();
    expect(requests).toHaveLength(1);
  });

  test('with another hash than the lock has are refused', async () => {
    const { url } = await archive();
    const wrong = `sha256-${createHash('sha256').update(url).digest('base64')}`;
    await expect(withInput(url, wrong).deploy()).rejects.toMatchObject({
      code: 'input_unreachable',
      message: expect.stringMatching(/input afar .* mismatch/i),
    });
  });

  test('that cannot be reached are named', async () => {
    const { url, close } = await archive();
    close();
    const wrong = `sha256-${createHash('sha256').update(url).digest('base64')}`;
    await expect(withInput(url, wrong).deploy()).rejects.toMatchObject({
      code: 'input_unreachable',
      message: expect.stringContaining(`The flake's input afar (${url}) cannot be fetched`),
    });
  });
});
