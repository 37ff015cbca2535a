import { join } from 'node:path';

const ws = join(import.meta.dirname, '../../node_modules/ws/index.js');

/** An application that says who it is, over plain requests, uploads, server-sent events and WebSockets. */
export function webApp(name: string): string {
  return `
const { createServer } = require('node:http');
const { WebSocketServer } = require(${JSON.stringify(ws)});
const server = createServer((request, response) => {
  if (request.method === 'POST') {
    let bytes = 0;
    request.on('data', (chunk) => { bytes += chunk.length; });
    request.on('end', () => response.end('${name} got ' + bytes));
  } else if (request.url === '/events') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let count = 0;
    const timer = setInterval(() => response.write('data: ${name} ' + count++ + '\\n\\n'), 100);
    request.on('close', () => clearInterval(timer));
  } else if (request.url === '/headers') {
    response.end(JSON.stringify(request.headers));
  } else {
    response.end('${name}');
  }
});
new WebSocketServer({ server }).on('connection', (socket) => {
  socket.on('message', (text) => socket.send('${name}: ' + text));
});
server.listen(process.env.PORT);
`;
}
