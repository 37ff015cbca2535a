import { z } from 'zod';
import { UserError } from '../../lib/user-error.ts';

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** Public P-256 key; a private half sent by mistake is refused, not kept. */
const sealingKey = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: coordinate,
  y: coordinate,
});

/** The key to which a node's secrets are sealed, as JSON. @throws UserError `sealing_key_invalid` */
export function checkedSealingKey(text: string): string {
  try {
    return JSON.stringify(sealingKey.parse(JSON.parse(text)));
  } catch (cause) {
    throw new UserError('sealing_key_invalid', 'The sealing key is not a public P-256 JWK', {
      cause: cause instanceof z.ZodError ? cause : undefined,
    });
  }
}
