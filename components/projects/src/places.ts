import type { Authorizer } from '@ashlar/authz';
import type { OperationContext } from '@ashlar/database';
import { NotFound } from '@ashlar/errors';
import { assertCurrent, type Namespaces, type Place } from '@ashlar/groups';
import type { PlaceRef } from './projects.types.js';

export interface PlacesDeps {
  readonly authorizer: Pick<Authorizer, 'authorize'>;
  readonly namespaces: Namespaces;
}

/** Finds a place in which the caller may put a project. What the caller may not see looks as if it were not there. */
export function createPlaces({
  authorizer,
  namespaces,
}: PlacesDeps): (ctx: OperationContext, ref: PlaceRef) => Promise<Place> {
  return async (ctx, ref) => {
    const found = 'path' in ref ? await namespaces.find(ctx, ref.path, ref.domainId) : undefined;
    if ('path' in ref && (!found || found.type === 'project')) {
      throw new NotFound('There is no such thing, or it is not visible to you');
    }
    const id = 'path' in ref ? (found?.id ?? '') : ref.namespaceId;
    const place = await namespaces.findPlace(ctx, id);
    const type = place?.type === 'user-namespace' ? 'user_namespace' : 'group';
    await authorizer.authorize(ctx, { permission: `${type}.create_project`, objectId: id });
    if (!place) throw new NotFound('There is no such thing, or it is not visible to you');
    if (found) assertCurrent(found);
    await namespaces.assertActive(ctx, place.domainId);
    return place;
  };
}
