// Who may use whom. A project is one base, a base puts components together, a component uses components.
import { secretsApi } from '../secrets-api.mjs';

/** @typedef {{ sourceTag: string, onlyDependOnLibsWithTags: string[] }} Constraint */

/** @type {readonly Constraint[]} */
export const productConstraints = [
  { sourceTag: 'type:project', onlyDependOnLibsWithTags: ['type:base'] },
  { sourceTag: 'type:base', onlyDependOnLibsWithTags: ['type:component'] },
  { sourceTag: 'type:component', onlyDependOnLibsWithTags: ['type:component'] },
  { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['type:component', 'type:tool'] },
  { sourceTag: 'kind:foundation', onlyDependOnLibsWithTags: ['kind:foundation'] },
  // Object types, ids and relations reach it as data, never as a brick.
  { sourceTag: 'brick:authz', onlyDependOnLibsWithTags: ['kind:foundation'] },
  {
    sourceTag: `brick:${secretsApi.base}`,
    onlyDependOnLibsWithTags: secretsApi.bricks.map((name) => `brick:${name}`),
  },
];

/** Specs may start whatever they test against. @type {readonly Constraint[]} */
export const testConstraints = [
  { sourceTag: 'type:project', onlyDependOnLibsWithTags: ['type:base', 'type:component', 'type:tool'] },
  { sourceTag: 'type:base', onlyDependOnLibsWithTags: ['type:component'] },
  { sourceTag: 'type:component', onlyDependOnLibsWithTags: ['type:component'] },
  { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['type:component', 'type:tool'] },
];
