/**
 * Part of the dependencies of projects with pnpm or yarn: a registry on loopback, inside the build,
 * with the packages that the lock file names and nothing else.
 *
 *   node package-server.cjs start FOLDER PID   starts it and prints its address
 *
 * It ends with the process PID.
 */
const { spawn } = require('node:child_process');
const {
  createReadStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} = require('node:fs');
const { createServer } = require('node:http');
const { tmpdir } = require('node:os');
const { join, normalize } = require('node:path');

// Always the same where builds are isolated: package managers write it into what they install.
const usualPort = 4873;

const [command, folder, pid, portFile] = process.argv.slice(2);
if (command === 'start') start();
else serve();

function start() {
  const file = join(mkdtempSync(join(process.env.NIX_BUILD_TOP ?? tmpdir(), 'packages-')), 'port');
  // Not our streams: the build is over when nobody holds them any more.
  const child = spawn(process.execPath, [__filename, 'serve', folder, pid, file], {
    detached: true,
    stdio: 'ignore',
  });
  child.unref();
  const until = Date.now() + 20_000;
  const look = () => {
    const port = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (port !== '') console.log(`http://127.0.0.1:${port}/`);
    else if (Date.now() < until) setTimeout(look, 10);
    else throw new Error('the packages of the lock file cannot be served');
  };
  look();
}

function serve() {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const file = join(folder, normalize(`/${path}`));
    if (request.method !== 'GET' || !file.endsWith('.tgz') || !existsSync(file)) {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ error: `${path} is not in the lock file, and builds have no network` }),
      );
      return;
    }
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  server.once('error', () => server.listen(0, '127.0.0.1'));
  server.on('listening', () => writeFileSync(portFile, String(server.address().port)));
  server.listen(usualPort, '127.0.0.1');
  setInterval(() => {
    try {
      process.kill(Number(pid), 0);
    } catch {
      process.exit();
    }
  }, 500);
}
