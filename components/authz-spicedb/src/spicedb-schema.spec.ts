import { loadModel } from '@ashlar/authz/engine';
import { createSpiceDbSchema } from './spicedb-schema.js';

const model = loadModel();
const schema = createSpiceDbSchema(model);

const permission = (type: string, name: string): string | undefined => {
  const [, body = ''] = new RegExp(`definition ${type} \\{\\n([^}]*)\\}`).exec(schema.text) ?? [];
  return body
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line.startsWith(`permission ${name} =`))
    ?.split(' = ')[1];
};

it('has every relation and permission of the model, under its name', () => {
  for (const { name, relations, permissions } of model.model.definitions.values()) {
    expect(schema.text).toContain(`definition ${name} {`);
    for (const relation of relations.keys()) expect(schema.text).toContain(`\trelation ${relation}: `);
    for (const one of permissions.keys()) expect(permission(name, one)).toBeDefined();
  }
});

it('asks for what depends on a role of the credential by a name that says the role', () => {
  expect(schema.nameFor({ type: 'project', name: 'update' }, [])).toBe('update');
  expect(schema.nameFor({ type: 'project', name: 'update' }, ['admin'])).toBe('update_as_admin');
  expect(schema.nameFor({ type: 'project', name: 'update' }, ['member', 'admin', 'stranger'])).toBe(
    'update_as_admin_member',
  );
  // Members of the platform see what lies in it, and own nothing by that.
  expect(schema.nameFor({ type: 'storage', name: 'read' }, ['member'])).toBe('read_as_member');
  expect(schema.nameFor({ type: 'storage', name: 'own' }, ['member'])).toBe('own');
  expect(permission('platform', 'view_as_member')).toBe('((bearer + service) + edit)');
  expect(permission('storage', 'view_as_member')).toBe('(parent->view_as_member + edit)');
  // Projects cannot depend on it, and lie behind the same arrow.
  expect(permission('project', 'view_as_member')).toBe('view');
});

it('keeps what is not a union as it is', () => {
  expect(permission('resource_pool', 'read')).toBe('(((viewer + public) - prohibited) + platform->own)');
  expect(permission('resource_pool', 'read_as_admin')).toBe(
    '(((viewer + public) - prohibited) + platform->own_as_admin)',
  );
});

it('knows which objects have an edge that is not stored', () => {
  expect(schema.impliedBy({ type: 'project', id: 'x' })).toMatchObject({ relation: 'platform' });
  expect(schema.impliedBy({ type: 'secret', id: 'x' })).toBeUndefined();
});
