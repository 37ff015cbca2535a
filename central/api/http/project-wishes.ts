import { z } from 'zod';
import { watchPathLengthMax, watchPathsMax } from '../../../lib/watch-paths.ts';

/** What can be said when a project is made, and changed later. */
export const projectWishes = {
  repositoryName: z
    .string()
    .regex(/^[^\s/]{1,100}\/[^\s/]{1,100}$/, 'expected owner/name')
    .optional()
    .describe('As GitHub names it in its webhooks; default: the end of the address'),
  branch: z.string().optional().describe('Default: main'),
  domains: z.array(z.string().max(300)).max(50).optional(),
  autoDeploy: z.boolean().optional().describe('Deploy each push to the branch; default: true'),
  watchPaths: z
    .array(z.string().max(watchPathLengthMax))
    .max(watchPathsMax)
    .optional()
    .describe('Only a push that changes one of these paths deploys: apps/web/**, !**/*.md'),
  description: z.string().max(500).optional(),
};
export const repositoryUrl = z.string().min(1).max(1000);
