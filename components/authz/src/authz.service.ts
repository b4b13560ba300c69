import type { Database, OperationContext } from '@ashlar/database';
import { Forbidden, NotFound } from '@ashlar/errors';
import type { Authorizer } from './authz.types.js';
import { CheckRepository } from './checks.repository.js';
import { explainAccess } from './explain.js';
import { everything, nothingAtAll, visibleTo } from './list-filter.repository.js';
import { lookupSubjects } from './lookup-subjects.js';
import { loadModel, type StoredModel } from './model.js';
import { resolvePermission } from './permissions.js';
import { rightsOf } from './permitted-row.repository.js';
import { createStatements } from './statements.js';
import { subjectOf } from './subject.js';
import { isUuid } from './tuple-rows.js';
import { SubjectRepository } from './subjects.repository.js';
import { isNowhere } from './ways.js';

const mostObjects = 500;

export interface AuthorizerDeps {
  readonly database: Database;
  /** Another model than Ashlar's own: for tests. */
  readonly model?: StoredModel;
}

/** Decides by the tuples in this database and the roles of the caller's credential. */
export function createAuthorizer({ database, model = loadModel() }: AuthorizerDeps): Authorizer {
  const statements = createStatements(model);
  const checks = new CheckRepository(database, statements);
  const subjects = new SubjectRepository(database, model);

  const check = async ({ ...ctx }: OperationContext, wanted: string, given?: string): Promise<boolean> => {
    const permission = resolvePermission(model, wanted);
    const objectId = permission.objectId ?? given;
    if (objectId === undefined) throw new TypeError(`${wanted} is about an object, and none is named`);
    const subject = subjectOf(ctx.actor);
    if (!subject) return true;
    return isUuid(objectId) && checks.check(ctx, subject, permission, objectId);
  };

  return {
    assertPermission: (permission) => void resolvePermission(model, permission),
    check,
    async checkMany(ctx, wanted, objectIds) {
      if (objectIds.length > mostObjects) throw new RangeError(`At most ${mostObjects} objects at once`);
      const permission = resolvePermission(model, wanted);
      const subject = subjectOf(ctx.actor);
      if (!subject) return new Set(objectIds);
      return checks.allowedOf(ctx, subject, permission, objectIds.filter(isUuid));
    },
    async authorize(ctx, { permission, objectId }) {
      if (await check(ctx, permission, objectId)) return;
      const { type, objectId: fixed } = resolvePermission(model, permission);
      const visible = fixed !== undefined || (await check(ctx, `${type}.read`, objectId));
      throw visible
        ? new Forbidden(`This needs the permission ${permission}`)
        : new NotFound('There is no such thing, or it is not visible to you');
    },
    async visibleIn(ctx, wanted) {
      const permission = resolvePermission(model, wanted);
      const subject = subjectOf(ctx.actor);
      if (!subject) return everything;
      const ways = statements.planFor(subject, permission).waysOf(`${permission.type}#${permission.name}`);
      if (ways.always) return everything;
      return isNowhere(ways) ? nothingAtAll : visibleTo(statements, subject, permission);
    },
    rightsIn(ctx, wanted) {
      const permissions = wanted.map((name) => ({ ...resolvePermission(model, name), wanted: name }));
      if (new Set(permissions.map(({ type }) => type)).size > 1) {
        throw new TypeError(`${wanted.join(' and ')} are not of one type`);
      }
      return rightsOf({ statements, subject: subjectOf(ctx.actor), permissions });
    },
    explain: (ctx, wanted, objectId) =>
      explainAccess({ ctx, statements, checks, subjects, wanted, objectId }),
    lookupSubjects: (ctx, wanted, objectId, options) =>
      lookupSubjects({ ctx, statements, checks, subjects, wanted, objectId, ...options }),
  };
}
