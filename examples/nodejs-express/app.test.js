const assert = require('node:assert');
const { test } = require('node:test');
const { createApp } = require('./app.js');

test('a note that was posted is there', async () => {
  const server = createApp().listen(0);
  const address = `http://127.0.0.1:${server.address().port}/notes`;
  const headers = { 'content-type': 'application/json' };
  const posted = await fetch(address, { method: 'POST', headers, body: '{"text":"Hello"}' });
  assert.strictEqual(posted.status, 201);
  const note = await posted.json();
  assert.deepStrictEqual(await (await fetch(`${address}/${note.id}`)).json(), note);
  assert.strictEqual((await fetch(address, { method: 'POST', headers, body: '{}' })).status, 400);
  server.close();
});
