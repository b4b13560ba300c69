import { randomUUID } from 'node:crypto';
import type { OperationContext } from '@ashlar/database';
import type { Subjects } from './authz.types.js';
import type { CheckRepository } from './checks.repository.js';
import { resolvePermission } from './permissions.js';
import type { State, Step, Ways } from './plan.types.js';
import { everybody } from './tuple-terms.js';
import type { Statements } from './statements.js';
import type { SubjectRepository } from './subjects.repository.js';
import { isUuid } from './tuple-rows.js';
import { partsOf, stateOf } from './ways.js';

const mostTuples = 10_000;
const mostSubjects = 1_000;

interface LookupDeps {
  readonly ctx: OperationContext;
  readonly statements: Statements;
  readonly checks: CheckRepository;
  readonly subjects: SubjectRepository;
  readonly wanted: string;
  readonly objectId: string;
  readonly subjectType?: string;
  readonly limit?: number;
}

/**
 * Collects everybody whom a tuple on any way from the object names, for or against, and then asks about each. Whether
 * everybody may is asked on behalf of somebody whom no tuple names.
 */
export async function lookupSubjects({
  ctx,
  statements,
  checks,
  subjects,
  wanted,
  objectId,
  subjectType = 'user',
  limit = mostSubjects,
}: LookupDeps): Promise<Subjects> {
  if (limit < 1 || limit > mostSubjects) throw new RangeError(`limit is 1 to ${mostSubjects}`);
  const permission = resolvePermission(statements.stored, wanted);
  if (!isUuid(objectId)) return { ids: [], complete: true };
  const subject = { type: subjectType, id: '', roles: [] };
  const { waysOf } = statements.planFor(subject, permission);
  const start = { state: stateOf(permission.type, permission.name), id: objectId };
  const { ids, complete } = await namedOnTheWay({ ctx, subjects, subjectType, waysOf, start });

  const stranger = randomUUID();
  const allowed = await checks.subjectsOf(ctx, subjectType, permission, objectId, [...ids, stranger]);
  const found = [...ids].filter((id) => allowed.has(id)).sort();
  return {
    ids: found.slice(0, limit),
    ...(allowed.has(stranger) && { everybodyExcept: [...ids].filter((id) => !allowed.has(id)).sort() }),
    complete: complete && found.length <= limit,
  };
}

interface Node {
  readonly state: State;
  readonly id: string;
}

async function namedOnTheWay({
  ctx,
  subjects,
  subjectType,
  waysOf,
  start,
}: Pick<LookupDeps, 'ctx' | 'subjects'> & {
  readonly subjectType: string;
  readonly waysOf: (state: State) => Ways;
  readonly start: Node;
}): Promise<{ readonly ids: ReadonlySet<string>; readonly complete: boolean }> {
  const ids = new Set<string>();
  const seen = new Set([`${start.state} ${start.id}`]);
  let complete = true;
  const read = async (state: State, nodes: readonly string[], relations: readonly string[], step?: Step) => {
    const rows = await subjects.find(ctx, {
      type: partsOf(state)[0],
      ids: nodes,
      relations,
      subjectType: step?.subjectType ?? subjectType,
      subjectRelation: step?.subjectRelation,
      limit: mostTuples,
    });
    complete &&= rows.length < mostTuples;
    return rows.map((row) => row.subject_id);
  };

  for (let frontier: readonly Node[] = [start]; frontier.length > 0;) {
    const next: Node[] = [];
    for (const state of new Set(frontier.map((node) => node.state))) {
      const nodes = frontier.filter((node) => node.state === state).map(({ id }) => id);
      const { direct, steps } = flattened(waysOf(state));
      if (direct.length > 0) for (const id of await read(state, nodes, direct)) ids.add(id);
      for (const step of steps) {
        for (const id of await read(state, nodes, step.relations, step)) {
          const key = `${step.target} ${id}`;
          if (!seen.has(key)) next.push({ state: step.target, id });
          seen.add(key);
        }
      }
    }
    complete &&= seen.size < mostTuples;
    frontier = complete ? next : [];
  }
  ids.delete(everybody);
  return { ids, complete };
}

/** Both sides of every guard: who is excluded is named on the way as well. */
function flattened({ direct, steps, guards }: Ways): Pick<Ways, 'direct' | 'steps'> {
  const sides = guards.flatMap(({ left, right }) => [flattened(left), flattened(right)]);
  return {
    direct: [...new Set([...direct, ...sides.flatMap((side) => side.direct)])],
    steps: [...steps, ...sides.flatMap((side) => side.steps)],
  };
}
