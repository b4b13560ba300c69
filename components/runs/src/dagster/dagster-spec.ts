import { anyJson, listOf, mapOf, object, optional, readSpec, such, text } from '../spec/shapes.js';

const name = text({ max: 250 });
/** Others of Dagster's own steer what is the operator's: images, pods, retries, the origin of a run. */
const openTags = ['dagster/priority', 'dagster/concurrency_key', 'dagster/partition'];

const tags = such(
  mapOf(text({ max: 1_000, min: 0 }), {
    max: 30,
    names: /^[A-Za-z0-9_.-]{1,100}(\/[A-Za-z0-9_.-]{1,100})?$/,
    says: 'must be a name of letters, digits, dots, dashes and underscores, with up to one slash',
  }),
  (given) => {
    const closed = Object.keys(given).find(
      (tag) => /^(\.?dagster|ashlar)([-/.]|$)/.test(tag) && !openTags.includes(tag),
    );
    return closed === undefined ? undefined : `the tag ${closed} cannot be set here`;
  },
);

const shape = object({
  job: name,
  /** Looked for when left out. */
  repository: optional(name),
  location: optional(name),
  /** An object, or YAML. */
  run_config: optional(
    such(anyJson(200_000), (value) =>
      typeof value === 'string' || (typeof value === 'object' && value !== null && !Array.isArray(value))
        ? undefined
        : 'must be an object or text',
    ),
    {},
  ),
  tags: optional(tags, {}),
  op_selection: optional(listOf(text({ max: 500 }), 500)),
  asset_selection: optional(listOf(listOf(text({ max: 250 }), 20), 500)),
  /** Of Dagster before 1.0. */
  mode: optional(name),
});

export type DagsterSpec = ReturnType<typeof readDagsterSpec>;

export function readDagsterSpec(spec: unknown) {
  return readSpec(shape, spec);
}
