import { createPlan } from './plan.js';
import { hashOf, loadModel } from './model.js';
import { cyclesOf } from './cycles.js';
import { parseModel } from './zed-parser.js';
import type { Expression } from './model.types.js';

function expressionOf(text: string): string {
  const model = parseModel(`
    definition user {}
    definition thing {
      relation aaa: user
      relation bbb: user
      relation ccc: user
      relation way: thing
      permission all_of = ${text}
    }`);
  const write = (expression: Expression): string => {
    switch (expression.kind) {
      case 'nil':
        return 'nil';
      case 'name':
        return expression.name;
      case 'arrow':
        return `${expression.relation}->${expression.target}`;
      default: {
        const sign = { union: '+', intersection: '&', exclusion: '-' }[expression.kind];
        return `(${write(expression.left)} ${sign} ${write(expression.right)})`;
      }
    }
  };
  const found = model.definitions.get('thing')?.permissions.get('all_of');
  return found ? write(found) : 'nothing';
}

describe('a permission', () => {
  it.each([
    ['aaa - bbb + ccc', '(aaa - (bbb + ccc))'],
    ['aaa & bbb + ccc', '(aaa & (bbb + ccc))'],
    ['aaa - bbb & ccc', '(aaa - (bbb & ccc))'],
    ['aaa - bbb - ccc', '((aaa - bbb) - ccc)'],
    ['(aaa - bbb) + ccc', '((aaa - bbb) + ccc)'],
    ['aaa + way->bbb // both', '(aaa + way->bbb)'],
    ['nil', 'nil'],
  ])('%s is %s', (text, expected) => {
    expect(expressionOf(text)).toBe(expected);
  });
});

describe('a model is refused', () => {
  const thing = (body: string): string => `definition user {}\ndefinition thing {\n${body}\n}`;
  it.each([
    ['caveat lucky(n int) {}', /caveats are not supported/],
    [thing('relation aaa: user with lucky'), /Line 3: caveats and expiry/],
    ['use expiration', /feature flags/],
    [thing('relation way: thing\npermission bbb = way.all(aaa)'), /"\.all" and "\.any"/],
    [thing('permission aaa = self'), /"self" is not supported/],
    [thing('relation ab: user'), /"ab" is not a name/],
    [thing('relation aaa: ghost'), /"ghost", which is not defined/],
    [thing('relation aaa: user#ghost'), /user#ghost, which is not defined/],
    [thing('permission aaa = bbb'), /"bbb", which is not defined/],
    [thing('relation aaa: user\npermission bbb = aaa->read'), /nothing behind "aaa" has "read"/],
    [thing('relation aaa: user:*\npermission bbb = aaa->ccc'), /holds wildcards or usersets/],
    [thing('permission aaa = bbb\npermission bbb = aaa'), /"aaa" contains itself/],
    [thing('relation aaa: user\nrelation aaa: user'), /"aaa" twice/],
    [thing('relation aaa: user').slice(0, -1), /ends too early/],
    [thing('relation aaa: user ?'), /cannot read "\?/],
  ])('%s', (text, message) => {
    expect(() => parseModel(text)).toThrow(message);
  });

  it('when a cycle goes through an exclusion', () => {
    const model = parseModel(
      thing('relation way: thing\nrelation ban: user\npermission see = way->see + ban - ban'),
    );
    const options = { model, singleton: undefined, subjectType: 'user', roles: new Set<string>() };
    expect(() => createPlan('thing#see', options)).toThrow(/thing#see contains itself within an exclusion/);
  });
});

describe("the platform's own model", () => {
  const stored = loadModel();

  it('has a code of its own for every type and relation, and for what stands in usersets', () => {
    const { types, names } = stored.codes;
    expect(new Set(Object.values(types)).size).toBe(Object.keys(types).length);
    expect(new Set(Object.values(names)).size).toBe(Object.keys(names).length);
    for (const { name, relations } of stored.model.definitions.values()) {
      expect(types).toHaveProperty(name);
      for (const [relation, kinds] of relations) {
        expect(names).toHaveProperty(relation);
        for (const kind of kinds)
          if (kind.relation !== undefined) expect(names).toHaveProperty(kind.relation);
      }
    }
  });

  it('goes round in parents of groups and in members of groups, and nowhere else', () => {
    const kind = { resource_type: 7, subject_type: 7 };
    const members = [6, 7, 8].map((relation) => ({ ...kind, relation, subject_relation: 2 }));
    expect(cyclesOf(stored)).toEqual([members, [{ ...kind, relation: 10, subject_relation: 0 }]]);
  });

  it('is the same whatever its comments and spacing', () => {
    expect(hashOf('definition user {} // people')).toBe(hashOf('definition  user\n{}'));
    expect(hashOf('definition user {}')).not.toBe(hashOf('definition users {}'));
  });
});
