import type { GrantedSecret } from '../../grant-token.js';
import { KeyMappingRefused } from './kubernetes.errors.js';

/** Of each secret of a grant, under which keys it lies. */
export type KeyMapping = readonly { readonly secretId: string; readonly keys: readonly string[] }[];

const validKey = /^[-._a-zA-Z0-9]{1,253}$/;

/** @throws {KeyMappingRefused} unless every secret has a key, none is strange to the grant and no key is given twice. */
export function keysOf(
  secrets: readonly GrantedSecret[],
  mapping: KeyMapping | undefined,
): ReadonlyMap<string, readonly string[]> {
  const given = mapping ?? secrets.map(({ id, filename }) => ({ secretId: id, keys: [filename] }));
  const byId = new Map(given.map(({ secretId, keys }) => [secretId, keys]));
  const ids = new Set(secrets.map(({ id }) => id));
  if (byId.size < given.length) throw new KeyMappingRefused('A secret is named twice');
  if (ids.size !== byId.size || [...ids].some((id) => !byId.has(id)))
    throw new KeyMappingRefused('The mapping names other secrets than the grant');
  const keys = [...byId.values()].flat();
  if (keys.some((key) => !validKey.test(key) || key === '.' || key === '..'))
    throw new KeyMappingRefused('A key is none that Kubernetes takes');
  if (new Set(keys).size < keys.length) throw new KeyMappingRefused('Two secrets would lie under one key');
  if ([...byId.values()].some((each) => each.length === 0))
    throw new KeyMappingRefused('A secret has no key');
  return byId;
}
