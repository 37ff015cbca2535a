import express from 'express';

const app = express();
app.get('/', (_request, response) => response.send('version 1'));
app.listen(process.env.PORT);
