import {
  contextFor,
  type Actor,
  type Database,
  type OperationContext,
  type Page,
  type PageRequest,
  type SchemaNeed,
} from '@ashlar/database';
import { Forbidden, ValidationFailed } from '@ashlar/errors';
import type { AccessAudit, ChangeFilter } from './audit.types.js';
import type { Authorizer, Explanation, Relations } from './authz.types.js';
import { ChangeLogRepository, type ChangeRow } from './change-log.repository.js';
import { loadModel, platformId } from './model.js';
import { subjectIdOf } from './subject.js';
import { codeOf, everybody } from './tuple-terms.js';
import { createTupleRows } from './tuple-rows.js';
import type { ObjectRef, TupleChangeRecord } from './tuples.types.js';

export const auditSchema: SchemaNeed = { brick: 'authz', migration: '0013-authz-audit' };

/** Who may read the whole log and ask about others. */
const readAudit = 'platform.read_audit';
/** Nothing lies deeper; ends the walk should tuples ever form a ring. */
const deepest = 100;

export interface AccessAuditDeps {
  readonly database: Database;
  readonly authorizer: Pick<Authorizer, 'check' | 'assertPermission' | 'explain'>;
  readonly relations: Pick<Relations, 'ofObject'>;
}

export function createAccessAudit({ database, authorizer, relations }: AccessAuditDeps): AccessAudit {
  const { model, codes } = loadModel();
  const log = new ChangeLogRepository(database);
  const { toTuple } = createTupleRows(loadModel());

  /** What an object lies in, right below the platform: a domain, for most. */
  const topmost = async (ctx: OperationContext, object: ObjectRef): Promise<ObjectRef> => {
    let at = object;
    for (let depth = 0; depth < deepest; depth += 1) {
      const [parent] = await relations.ofObject(ctx, at, ['parent']);
      if (!parent || parent.subject.id === platformId) return at;
      at = { type: parent.subject.type, id: parent.subject.id };
    }
    return at;
  };

  const mayRead = async (ctx: OperationContext, object: ObjectRef | undefined): Promise<boolean> => {
    if (await authorizer.check(ctx, readAudit)) return true;
    if (!object || !model.definitions.has(object.type)) return false;
    const top = await topmost(ctx, object);
    const has = model.definitions.get(top.type)?.permissions.has('own') ?? false;
    return has && authorizer.check(ctx, `${top.type}.own`, top.id);
  };

  const toRecord = (row: ChangeRow): TupleChangeRecord => ({
    ...toTuple(row),
    seq: row.seq,
    op: row.op,
    actor: { kind: row.actor_kind, id: row.actor_id },
    requestId: row.request_id,
    createdAt: row.created_at,
  });

  return {
    async listChanges(ctx, filter: ChangeFilter, request: PageRequest): Promise<Page<TupleChangeRecord>> {
      if (!(await mayRead(ctx, filter.object))) {
        throw new Forbidden(`This needs ${readAudit}, or the whole of what the object lies in`);
      }
      const coded = (name: string, field: string): number => {
        if (!model.definitions.has(name)) throw invalid(field, `There is no type "${name}"`);
        return codeOf(codes.types, name);
      };
      const { object, subject } = filter;
      const page = await log.list(
        ctx,
        {
          ...filter,
          object: object && { type: coded(object.type, 'object_type'), id: object.id },
          subject: subject && {
            type: coded(subject.type, 'subject_type'),
            id: subject.id === '*' ? everybody : subjectIdOf(asActor(subject)),
          },
        },
        request,
      );
      return { ...page, items: page.items.map(toRecord) };
    },
    async explain(ctx, { permission, objectId, about }): Promise<Explanation> {
      const self = about === undefined || (about.kind === ctx.actor.kind && about.id === ctx.actor.id);
      if (!self && !(await authorizer.check(ctx, readAudit))) {
        throw new Forbidden(`To ask about others needs ${readAudit}`);
      }
      try {
        authorizer.assertPermission(permission);
      } catch (error) {
        if (error instanceof TypeError) throw invalid('permission', error.message);
        throw error;
      }
      if (objectId === undefined && !permission.startsWith('platform.')) {
        throw invalid('object_id', `${permission} is about an object, and none is named`);
      }
      // Roles are in credentials: of others none is known here.
      const asked = self ? ctx : { ...contextFor({ ...about, roles: [] }), signal: ctx.signal };
      return authorizer.explain(asked, permission, objectId);
    },
    ensurePartitions: (ctx, { monthsAhead = 2 } = {}) => log.ensureMonths(ctx, monthsAhead),
    sweepChanges: (ctx, { keepMonths }) => log.sweepMonths(ctx, keepMonths),
  };
}

/** Services are known by their client ids, and so are asked for by them. */
function asActor({ type, id }: ObjectRef): Pick<Actor, 'kind' | 'id'> {
  return { kind: type === 'service' ? 'service' : 'user', id };
}

function invalid(field: string, message: string): Error {
  return new ValidationFailed(message, {
    details: { errors: [{ pointer: `#/query/${field}`, field, rule: field, message }] },
  });
}
