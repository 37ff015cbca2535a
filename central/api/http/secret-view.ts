import type { z } from 'zod';
import type { DescribedSecret, ProjectSecrets } from '../../secrets/describe-secrets.ts';
import type { secretListSchema, secretSchema } from './schemas/secrets.ts';

export function secretListView({
  items,
  ...rest
}: ProjectSecrets): z.input<typeof secretListSchema> {
  return { ...rest, items: items.map(secretView) };
}

function secretView(secret: DescribedSecret): z.input<typeof secretSchema> {
  const { key, nodeId, nodeName, kind, value, version, updatedAt, updatedBy, note } = secret;
  return {
    ...{ key, nodeName, kind, value, version, updatedBy, note },
    node: nodeId === '' ? null : nodeId,
    updatedAt: updatedAt.toISOString(),
    remindAt: secret.remindAt?.toISOString() ?? null,
  };
}
