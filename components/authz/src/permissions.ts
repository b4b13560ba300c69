import type { StoredModel } from './model.js';
import type { Permission } from './statements.js';

/** What a permission such as `storage.read` is about. */
export interface ResolvedPermission extends Permission {
  /** The object when it is always the same one: the platform. */
  readonly objectId?: string;
}

/**
 * `storage.read` is the permission `read` of a storage. `storage.create`, where a storage cannot say who may make it, is
 * `create_storage` of the platform.
 * @throws {TypeError} for what the model does not have.
 */
export function resolvePermission({ model, singleton }: StoredModel, permission: string): ResolvedPermission {
  const [type = '', name = '', ...rest] = permission.split('.');
  const has = (definition: string, wanted: string): boolean =>
    model.definitions.get(definition)?.permissions.has(wanted) ?? false;
  if (rest.length === 0 && has(type, name)) {
    return { type, name, ...(type === singleton?.type && { objectId: singleton.id }) };
  }
  if (rest.length === 0 && name === 'create' && singleton && has(singleton.type, `create_${type}`)) {
    return { type: singleton.type, name: `create_${type}`, objectId: singleton.id };
  }
  throw new TypeError(`There is no permission "${permission}"`);
}
