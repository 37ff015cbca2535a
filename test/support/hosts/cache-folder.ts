import { resolve } from 'node:path';

/** What is made once and kept between runs; git ignores it. */
export const cacheFolder = resolve(import.meta.dirname, '../../../.cache/hosts');
