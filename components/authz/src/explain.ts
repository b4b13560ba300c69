import type { OperationContext } from '@ashlar/database';
import type { Explanation, PathStep } from './authz.types.js';
import type { CheckRepository } from './checks.repository.js';
import { resolvePermission } from './permissions.js';
import type { State, Ways } from './plan.types.js';
import type { Statements, Subject } from './statements.js';
import { subjectOf } from './subject.js';
import type { SubjectRepository } from './subjects.repository.js';
import { createTupleRows, isUuid, type TupleRow } from './tuple-rows.js';
import { partsOf, stateOf } from './ways.js';

/** Somebody with thousands of groups is told that access exists, if not by which way. */
const mostReads = 500;
const mostTuples = 1_000;

interface ExplainDeps {
  readonly ctx: OperationContext;
  readonly statements: Statements;
  readonly checks: CheckRepository;
  readonly subjects: SubjectRepository;
  readonly wanted: string;
  readonly objectId: string | undefined;
}

/** Walks the same plan as the statements do, but tuple by tuple, and remembers the way. */
export async function explainAccess(deps: ExplainDeps): Promise<Explanation> {
  const { ctx, statements, checks, wanted, objectId: given } = deps;
  const permission = resolvePermission(statements.stored, wanted);
  const objectId = permission.objectId ?? given ?? '';
  const subject = subjectOf(ctx.actor);
  if (!subject) return { allowed: true, by: 'system', path: [] };
  if (!isUuid(objectId) || !(await checks.check(ctx, subject, permission, objectId))) {
    return { allowed: false, by: 'none', path: [] };
  }
  const state = stateOf(permission.type, permission.name);
  const path = await new Walk(deps, subject, statements.planFor(subject, permission).waysOf).from(
    state,
    objectId,
  );
  if (path === 'role') return { allowed: true, by: 'role', path: [] };
  return { allowed: true, by: path ? 'path' : 'none', path: path ?? [] };
}

type Found = readonly PathStep[] | 'role' | undefined;

class Walk {
  private readonly seen = new Set<string>();
  private reads = 0;
  private readonly rows;

  constructor(
    private readonly deps: ExplainDeps,
    private readonly subject: Subject,
    private readonly waysOf: (state: State) => Ways,
  ) {
    this.rows = createTupleRows(deps.statements.stored);
  }

  async from(state: State, id: string): Promise<Found> {
    const key = `${state} ${id}`;
    if (this.seen.has(key) || this.reads > mostReads) return undefined;
    this.seen.add(key);
    return this.along(state, this.waysOf(state), id);
  }

  private async along(state: State, ways: Ways, id: string): Promise<Found> {
    if (ways.always) return 'role';
    return (
      (await this.direct(state, ways, id)) ??
      (await this.guarded(state, ways, id)) ??
      (await this.steps(state, ways, id)) ??
      (await this.implied(ways))
    );
  }

  private async direct(state: State, { direct }: Ways, id: string): Promise<Found> {
    if (direct.length === 0) return undefined;
    const [row] = await this.read(state, id, direct, this.subject.type, undefined, this.subject.id);
    return row && [this.step(state, row)];
  }

  private async guarded(state: State, { guards }: Ways, id: string): Promise<Found> {
    for (const { kind, left, right } of guards) {
      const found = await this.along(state, left, id);
      if (!found) continue;
      // The other side asks afresh: what was a dead end on the way here may matter there.
      const other = new Walk(this.deps, this.subject, this.waysOf);
      if (((await other.along(state, right, id)) !== undefined) === (kind === 'intersection')) return found;
    }
    return undefined;
  }

  private async steps(state: State, { steps }: Ways, id: string): Promise<Found> {
    for (const { relations, subjectType, subjectRelation, target } of steps) {
      for (const row of await this.read(state, id, relations, subjectType, subjectRelation)) {
        const rest = await this.from(target, row.subject_id);
        if (rest) return [this.step(state, row), ...(rest === 'role' ? [] : rest)];
      }
    }
    return undefined;
  }

  private async implied({ implied }: Ways): Promise<Found> {
    for (const target of implied) {
      const rest = await this.from(target, this.deps.statements.stored.singleton?.id ?? '');
      if (rest) return rest;
    }
    return undefined;
  }

  private async read(
    state: State,
    id: string,
    relations: readonly string[],
    subjectType: string,
    subjectRelation: string | undefined,
    subjectId?: string,
  ): Promise<readonly TupleRow[]> {
    this.reads += 1;
    return this.deps.subjects.find(this.deps.ctx, {
      type: partsOf(state)[0],
      ids: [id],
      relations,
      subjectType,
      subjectRelation,
      ...(subjectId !== undefined && { subjectId }),
      limit: mostTuples,
    });
  }

  private step(state: State, row: TupleRow): PathStep {
    return { ...this.rows.toTuple(row), permission: partsOf(state)[1] };
  }
}
