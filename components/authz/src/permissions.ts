/** Platform roles, as the identity brick maps them from credentials. */
export type PlatformRole = 'admin' | 'member' | 'service';

const readers: readonly PlatformRole[] = ['admin', 'member', 'service'];
const administrators: readonly PlatformRole[] = ['admin'];

/** Who may do what to the platform's own objects. */
export const permissions: Readonly<Record<string, readonly PlatformRole[]>> = {
  'storage.read': readers,
  'storage.create': administrators,
  'storage.update': administrators,
  'storage.delete': administrators,
};

/** @throws {TypeError} for a permission that is not in the table: a programming error. */
export function rolesFor(permission: string): readonly PlatformRole[] {
  const roles = Object.hasOwn(permissions, permission) ? permissions[permission] : undefined;
  if (!roles) throw new TypeError(`There is no permission "${permission}"`);
  return roles;
}
