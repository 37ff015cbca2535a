/** The application of the bad days: it says who it is and what it was given, and takes its time where a test wants that. */

/** Milliseconds that a step's own command takes; the steps without one are as long as they are. */
export interface Pauses {
  build?: number;
  test?: number;
  release?: number;
  /** Until the health check answers 200. */
  health?: number;
  /** After being ready, until it ends by itself; 0: never. */
  life?: number;
}

interface AppOptions {
  name: string;
  /** On the command line of everything that the project runs, so that leftovers are found. */
  mark: string;
}

/** What config.vpspilot.json of the application says; tests change parts of it. */
export function badDayConfig({ name, mark }: AppOptions): Record<string, unknown> {
  return {
    name,
    type: 'nodejs',
    runtime: { node: '24' },
    build: { commands: [`node work.js build ${mark}`] },
    test: { command: `node work.js test ${mark}` },
    release: { command: `node work.js release ${mark}` },
    start: { command: `node server.js ${mark}` },
    healthcheck: { url: '/health', start_period: 10 },
    env: {},
    resources: { memory_limit: '256M', cpu_limit: '1.0' },
  };
}

export function badDayFiles(options: AppOptions): Record<string, string> {
  return {
    'package.json': JSON.stringify({ name: options.name, version: '1.0.0', private: true }),
    'config.vpspilot.json': JSON.stringify(badDayConfig(options), null, 2),
    'pauses.json': '{}',
    'work.js': work,
    'server.js': server,
  };
}

const work = `const pauses = require('./pauses.json');
const [, , step] = process.argv;
console.log(step + ' works');
setTimeout(() => console.log(step + ' has worked'), pauses[step] ?? 0);
`;

const server = `const { createHash } = require('node:crypto');
const { createServer } = require('node:http');
const pauses = require('./pauses.json');
const { PORT, VPSPILOT_RELEASE: release, VPSPILOT_COMMIT: commit } = process.env;
const healthyAt = Date.now() + (pauses.health ?? 0);
const json = (response, value) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(value));
};
const server = createServer((request, response) => {
  if (request.url === '/env') return json(response, process.env);
  if (request.url === '/health') {
    response.statusCode = Date.now() >= healthyAt ? 200 : 503;
    return response.end();
  }
  if (request.url === '/upload') {
    let bytes = 0;
    request.on('data', (chunk) => { bytes += chunk.length; });
    return request.on('end', () => json(response, { release: Number(release), bytes }));
  }
  if (request.url === '/events') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const timer = setInterval(() => response.write('data: ' + release + '\\n\\n'), 100);
    return request.on('close', () => clearInterval(timer));
  }
  json(response, { release: Number(release), commit });
});
// Just enough of RFC 6455 to say its release whenever something is sent.
server.on('upgrade', (request, socket) => {
  const key = request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
  const accept = createHash('sha1').update(key).digest('base64');
  socket.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\n' +
    'Connection: Upgrade\\r\\nSec-WebSocket-Accept: ' + accept + '\\r\\n\\r\\n');
  socket.on('data', () => {
    const text = Buffer.from(String(release));
    socket.write(Buffer.concat([Buffer.from([0x81, text.length]), text]));
  });
  socket.on('error', () => {});
});
server.listen(Number(PORT), '127.0.0.1', () => {
  console.log('release ' + release + ' listens');
  if (pauses.life) setTimeout(() => process.exit(3), (pauses.health ?? 0) + pauses.life);
});
process.on('SIGTERM', () => server.close());
`;
