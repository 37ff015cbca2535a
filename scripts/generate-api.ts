/** Writes what is made from central's routes: the OpenAPI document and the types of the client. */
import { writeFileSync } from 'node:fs';
import { apiFiles } from './generate-api/api-files.ts';

for (const [path, text] of Object.entries(await apiFiles())) {
  writeFileSync(new URL(`../${path}`, import.meta.url), text);
}
