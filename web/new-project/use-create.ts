import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../data/api.ts';
import { queryClient } from '../data/query-client.ts';
import type { Created } from './created-project.tsx';
import type { Repository } from './repository.ts';

export type Access = 'public' | 'connection' | 'key';

export interface Wish {
  repository: Repository;
  name: string;
  branch: string;
  node: string;
  access: Access;
  connection: string;
}

/** Makes the project, then what its repository needs to be fetched. */
export function useCreate(onCreated: (created: Created) => void) {
  // Pressed twice, or sent again by the network: still one project.
  const [key] = useState(randomKey);
  return useMutation({
    mutationFn: async (wish: Wish): Promise<Created> => {
      const made = await api.post('/api/v1/projects', {
        headers: { 'idempotency-key': `${key}-${wish.name}` },
        body: {
          name: wish.name,
          repositoryUrl: addressOf(wish),
          branch: wish.branch.trim(),
          node: wish.node,
        },
      });
      // The project is there now; what fails from here on is told beside it.
      const accessError = await giveAccess(made.project.slug, wish).catch(
        (error: unknown) => error,
      );
      await queryClient.invalidateQueries({ queryKey: ['projects'] });
      return {
        ...made,
        connection: wish.access === 'connection' ? wish.connection : null,
        accessError,
      };
    },
    onSuccess: onCreated,
  });
}

/** Deploy keys work over ssh only. */
function addressOf({ access, repository }: Wish): string {
  return access === 'key' && repository.isGitHub
    ? `git@github.com:${repository.fullName}.git`
    : repository.url;
}

async function giveAccess(project: string, { access, connection }: Wish): Promise<undefined> {
  const path = { params: { path: { project } } };
  if (access === 'key') await api.post('/api/v1/projects/{project}/deploy-key', path);
  if (access === 'connection') {
    await api.patch('/api/v1/projects/{project}', {
      ...path,
      body: { githubConnection: connection },
    });
  }
  return undefined;
}

/** Not randomUUID: browsers have it on HTTPS only. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join(
    '',
  );
}
