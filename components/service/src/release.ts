import { createRequire } from 'node:module';

/** The version of this release: all packages have the same. */
export const release: string = (
  createRequire(import.meta.url)('../package.json') as { readonly version: string }
).version;
