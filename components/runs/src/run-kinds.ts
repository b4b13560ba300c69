import type { RunKind } from './run-kind.js';
import { UnknownRunKind } from './runs.errors.js';

/** The kinds of run that this process was composed with. */
export interface RunKinds {
  /** @throws {UnknownRunKind} */
  get(kind: string): RunKind;
  /** In the order given. */
  readonly names: readonly string[];
  /** These and more: such as `pipeline`, which itself is made of kinds. */
  with(more: readonly RunKind[]): RunKinds;
}

export function createRunKinds(kinds: readonly RunKind[]): RunKinds {
  const byName = new Map(kinds.map((each) => [each.kind, each]));
  if (byName.size < kinds.length) throw new Error('Two kinds of run have one name');
  const names = [...byName.keys()];
  return {
    names,
    with: (more) => createRunKinds([...kinds, ...more]),
    get(kind) {
      const found = byName.get(kind);
      if (found === undefined)
        throw new UnknownRunKind(`No kind of run "${kind}"`, { details: { kind, kinds: names } });
      return found;
    },
  };
}
