const express = require('express');
const helmet = require('helmet');

/** The API: notes in memory, so that there is nothing else to set up. */
function createApp() {
  const app = express();
  const notes = new Map();
  let lastId = 0;
  app.use(helmet());
  app.use(express.json({ limit: '10kb' }));

  app.get('/health', (_request, response) => response.json({ status: 'ok' }));

  app.get('/notes', (_request, response) => response.json([...notes.values()]));

  app.get('/notes/:id', (request, response) => {
    const note = notes.get(Number(request.params.id));
    if (note === undefined) response.status(404).json({ error: 'There is no such note' });
    else response.json(note);
  });

  app.post('/notes', (request, response) => {
    const { text } = request.body ?? {};
    if (typeof text !== 'string' || text.trim() === '') {
      response.status(400).json({ error: 'A note needs a text' });
      return;
    }
    lastId += 1;
    const note = { id: lastId, text };
    notes.set(lastId, note);
    response.status(201).json(note);
  });

  return app;
}

module.exports = { createApp };
