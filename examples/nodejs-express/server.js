const { createApp } = require('./app.js');

const server = createApp().listen(Number(process.env.PORT ?? 3000));

// Requests that are under way are answered before the release is replaced.
process.once('SIGTERM', () => server.close());
