/**
 * The certificate library, loaded when it is needed: it is large, and used for moments. It refuses
 * to load without the polyfill, which has to come first.
 */
export async function loadX509(): Promise<typeof import('@peculiar/x509')> {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}
