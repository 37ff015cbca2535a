const { createServer } = require('node:http');

const server = createServer((request, response) => {
  if (request.url === '/health') return response.end('ok\n');
  response.end('Built by my own flake\n');
});

server.listen(process.env.PORT, () => console.log(`listening on ${process.env.PORT}`));
process.on('SIGTERM', () => server.close());
