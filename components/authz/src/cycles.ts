import type { StoredModel } from './model.js';
import { codeOf } from './tuple-terms.js';
import { createPlan } from './plan.js';
import type { Cycle } from './plan.types.js';
import type { TupleRow } from './tuple-rows.js';
import { partsOf, stateOf } from './ways.js';

/** Kinds of tuples that the model may follow round and round, such as a group in its parent. */
export type CycleEdges = readonly Omit<TupleRow, 'resource_id' | 'subject_id'>[];

/**
 * Plans every permission for every type of subject, and gives the kinds of tuples that form cycles.
 * @throws {ModelError} when something of the model cannot be compiled.
 */
export function cyclesOf({ model, codes, singleton }: StoredModel): readonly CycleEdges[] {
  const found = new Map<string, CycleEdges>();
  const roles = new Set(singleton?.roles);
  for (const subjectType of model.definitions.keys()) {
    for (const { name, permissions } of model.definitions.values()) {
      for (const permission of permissions.keys()) {
        const { cycles } = createPlan(stateOf(name, permission), { model, singleton, subjectType, roles });
        for (const cycle of cycles) {
          const edges = edgesOf(cycle);
          found.set(JSON.stringify(edges), edges);
        }
      }
    }
  }
  return [...found.values()];

  function edgesOf({ inner }: Cycle): CycleEdges {
    const edges = inner.flatMap(({ source, step }) =>
      step.relations.map((relation) => ({
        resource_type: codeOf(codes.types, partsOf(source)[0]),
        relation: codeOf(codes.names, relation),
        subject_type: codeOf(codes.types, step.subjectType),
        subject_relation: step.subjectRelation === undefined ? 0 : codeOf(codes.names, step.subjectRelation),
      })),
    );
    const unique = new Map(edges.map((edge) => [JSON.stringify(edge), edge]));
    return [...unique.keys()].sort().flatMap((key) => unique.get(key) ?? []);
  }
}

export function isOfCycle(row: TupleRow, edges: CycleEdges): boolean {
  return edges.some(
    (edge) =>
      edge.resource_type === row.resource_type &&
      edge.relation === row.relation &&
      edge.subject_type === row.subject_type &&
      edge.subject_relation === row.subject_relation,
  );
}
