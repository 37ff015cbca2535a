// Turns each page of src/ into a finished page of dist/.
const { mkdirSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');

const frame = (title, body) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${title}</title>
${body}
</html>
`;

mkdirSync('dist', { recursive: true });
for (const file of readdirSync('src')) {
  const [title, ...body] = readFileSync(`src/${file}`, 'utf8').split('\n');
  writeFileSync(`dist/${file}`, frame(title, body.join('\n').trim()));
  console.log(`dist/${file}`);
}
