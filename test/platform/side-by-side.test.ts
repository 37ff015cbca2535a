import { expect, test } from 'vitest';
import { answerOf, settings } from '../support/nix-node.ts';
import { nixProject } from '../support/nix-project.ts';

const manifest = '{"name":"assets","scripts":{"build":"node --version > node.txt"}}';

/** Each answers with the versions that it runs with. */
const projects = {
  'PHP 8.2 and Node 20': {
    config: {
      ...{ type: 'laravel', runtime: { php: '8.2', node: '20' } },
      build: { commands: ['npm run build'] },
      start: { command: 'php -S 127.0.0.1:$PORT' },
    },
    files: { 'index.php': "<?php echo PHP_VERSION, ' ', file_get_contents('node.txt');" },
    answer: /^8\.2\.\d+ v20\./,
  },
  'Python 3.11 and Node 18': {
    config: {
      ...{ type: 'python', runtime: { python: '3.11', node: '18' } },
      build: { commands: ['npm run build'] },
      start: { command: 'python main.py' },
    },
    files: {
      'main.py': `import http.server, os, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write((sys.version.split()[0] + ' ' + open('node.txt').read()).encode())
http.server.HTTPServer(('127.0.0.1', int(os.environ['PORT'])), Handler).serve_forever()
`,
    },
    answer: /^3\.11\.\d+ v18\./,
  },
  'Go 1.24': {
    config: { type: 'go', runtime: { go: '1.24' }, build: { commands: ['go build -o app .'] } },
    files: {
      'go.mod': 'module example.com/versions\n\ngo 1.19\n',
      'main.go': `package main

import ("fmt"; "net/http"; "os"; "runtime")

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, runtime.Version()) })
	http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil)
}
`,
    },
    answer: /^go1\.24/,
  },
  'Ruby 3.1': {
    config: { type: 'ruby', runtime: { ruby: '3.1' }, start: { command: 'ruby server.rb' } },
    files: {
      'server.rb': `require 'socket'
server = TCPServer.new('127.0.0.1', ENV['PORT'].to_i)
loop do
  client = server.accept
  client.gets
  client.write("HTTP/1.1 200 OK\\r\\nConnection: close\\r\\n\\r\\n" + RUBY_VERSION)
  client.close
end
`,
    },
    answer: /^3\.1\./,
  },
};

test('K7: projects with different versions of five languages run beside each other', async () => {
  const releases: { name: string; storePath: string; answer: RegExp }[] = [];
  for (const [name, { config, files, answer }] of Object.entries(projects)) {
    const app = nixProject(settings);
    app.configure({ name, ...config });
    if ('node' in config.runtime) app.repository.write('package.json', manifest);
    for (const [path, text] of Object.entries(files)) app.repository.write(path, text);
    const { storePath, step } = await app.deploy();
    expect(step.warnings.join(), name).not.toContain('offline stand-in');
    releases.push({ name, storePath, answer });
  }
  const answers = await Promise.all(releases.map(({ storePath }) => answerOf(storePath)));
  for (const [index, { name, answer }] of releases.entries()) {
    expect(answers[index], name).toMatch(answer);
  }
});
