import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ApiError } from '../../../lib/api/api-error.ts';
import type { components } from '../../../lib/api/openapi.ts';
import { api } from '../../data/api.ts';
import type { Draft } from './draft.ts';
import { patchesOf, type SecretsPatch } from './draft-changes.ts';

export type SecretList = components['schemas']['SecretList'] & { etag: string | null };
export type SecretsChanged = components['schemas']['SecretsChanged'];

/** Where the list of a project's secrets is kept; `secrets:<slug>` is the topic that renews it. */
export function secretsKey(project: string): [string] {
  return [`secrets:${project}`];
}

/** The list, with the values of plain ones: so nothing of it is kept when the page is left. */
export function useSecrets(project: string) {
  return useQuery({
    queryKey: secretsKey(project),
    gcTime: 0,
    queryFn: async ({ signal }): Promise<SecretList> => {
      const { data, response } = await api.client.GET('/api/v1/projects/{project}/secrets', {
        params: { path: { project } },
        signal,
      });
      if (data === undefined) throw new Error('an answer without content');
      return { ...data, etag: response.headers.get('etag') };
    },
  });
}

/** Makes everything that shows these secrets read them again. */
export function useSecretsChanged(project: string): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({ queryKey: secretsKey(project) });
    await client.invalidateQueries({ queryKey: [`project:${project}`] });
  };
}

/**
 * Reads the list again when a release has gone live: what waits for a deployment and what the config
 * asks for are other things then, though no secret has changed.
 */
export function useSecretsOfRelease(project: string, liveId: string | undefined): void {
  const client = useQueryClient();
  const last = useRef(liveId);
  useEffect(() => {
    if (last.current === liveId) return;
    last.current = liveId;
    void client.invalidateQueries({ queryKey: secretsKey(project) });
  }, [client, project, liveId]);
}

/** Saves a draft. 412 means that somebody else was faster; the draft stays as it is. */
export function useSaveDraft(project: string) {
  const changed = useSecretsChanged(project);
  return useMutation({
    mutationFn: async ({
      draft,
      etag,
      apply,
    }: {
      draft: Draft;
      etag: string | null;
      apply: boolean;
    }) => {
      const patches = patchesOf(draft);
      let answer: SecretsChanged | undefined;
      for (const [index, patch] of patches.entries()) {
        const isLast = index === patches.length - 1;
        // The first one grows the version; what comes after it is ours already.
        const condition = index === 0 ? etag : null;
        answer = await send(project, { ...patch, apply: apply && isLast }, condition);
      }
      return answer;
    },
    // Not waited for: the draft is done with as soon as central has it.
    onSettled: () => void changed(),
  });
}

async function send(project: string, body: SecretsPatch & { apply: boolean }, etag: string | null) {
  return await api.patch('/api/v1/projects/{project}/secrets', {
    params: { path: { project } },
    body,
    ...(etag === null ? {} : { headers: { 'if-match': etag } }),
  });
}

/** Somebody else has saved since the list was read. */
export function isOutrun(error: unknown): boolean {
  return error instanceof ApiError && error.status === 412;
}

/** Asks for one value; central writes down who asked. */
export async function revealSecret(
  project: string,
  { key, node, version }: { key: string; node: string | null; version?: number },
): Promise<string> {
  const { value } = await api.post('/api/v1/projects/{project}/secrets/{key}/reveal', {
    params: { path: { project, key } },
    body: {
      ...(node === null ? {} : { node }),
      ...(version === undefined ? {} : { version }),
    },
  });
  return value;
}
