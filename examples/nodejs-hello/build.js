// Runs once per deployment, without network: writes the version into the page.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const page = readFileSync('page.html', 'utf8').replaceAll('{{VERSION}}', version);

mkdirSync('dist', { recursive: true });
writeFileSync('dist/index.html', page);
writeFileSync('dist/version.txt', version);
console.log(`built version ${version}`);
