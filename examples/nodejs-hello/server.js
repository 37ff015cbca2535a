import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

// vpspilot chooses the port, so that the new version can start beside the old one.
const port = Number(process.env.PORT ?? 3000);
// A secret: config.vpspilot.json names it, `vpspilot secrets set` gives it a value.
const greeting = process.env.GREETING ?? 'Hello';
const version = readFileSync('dist/version.txt', 'utf8');
const page = readFileSync('dist/index.html', 'utf8').replaceAll(
  '{{GREETING}}',
  escapeHtml(greeting),
);

const answers = {
  '/': () => ({ status: 200, type: 'text/html; charset=utf-8', body: page }),
  '/version': () => ({
    status: 200,
    type: 'application/json',
    body: JSON.stringify({ version, greeting }),
  }),
  // vpspilot sends no visitor here before this has answered 200.
  '/health': () => ({ status: 200, type: 'text/plain', body: 'ok' }),
};

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const notFound = () => ({ status: 404, type: 'text/plain', body: 'not found' });
  const { status, type, body } = (answers[pathname] ?? notFound)();
  response.writeHead(status, { 'content-type': type });
  response.end(body);
});

server.listen(port, () => console.log(`version ${version} listens on port ${port}`));

// Asked to end: answer what is being asked, then go.
process.on('SIGTERM', () => server.close());

function escapeHtml(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
