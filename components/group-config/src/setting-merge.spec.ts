import fc from 'fast-check';
import type { OwnerRef } from './dotfiles.types.js';
import { isJsonObject, mergeSettings } from './setting-merge.js';
import type { JsonObject } from './settings.types.js';

const owners: readonly OwnerRef[] = [
  { type: 'domain', id: 'd' },
  { type: 'group', id: 'g' },
  { type: 'project', id: 'p' },
  { type: 'user', id: 'u' },
];
const key = fc.constantFrom('a', 'b', 'a/b', '__proto__', '~');
const leaf = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.constant(null),
  fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 2 }),
);
/** Built from text, as over HTTP: `__proto__` is a member like others. */
const objectOf = (value: fc.Arbitrary<unknown>): fc.Arbitrary<JsonObject> =>
  fc
    .array(fc.tuple(key, value), { maxLength: 3 })
    .map((members) => Object.fromEntries(members) as JsonObject);
const document = objectOf(fc.oneof(leaf, objectOf(fc.oneof(leaf, objectOf(leaf)))));
const layersOf = (values: readonly JsonObject[], locks: readonly (readonly string[])[] = []) =>
  values.map((value, index) => ({
    ...{ owner: owners[index] ?? { type: 'user' as const, id: 'u' }, value, locked: locks[index] ?? [] },
  }));

/** What a merge is, said the short way. */
function merged(wide: unknown, narrow: unknown): unknown {
  if (!isJsonObject(narrow)) return narrow;
  const base = isJsonObject(wide) ? wide : {};
  const keys = [...new Set([...Object.keys(base), ...Object.keys(narrow)])];
  return Object.fromEntries(
    keys.map((one) => [one, Object.hasOwn(narrow, one) ? merged(own(base, one), narrow[one]) : base[one]]),
  );
}

function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** What a pointer leads to. */
function at(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((one, step) => (isJsonObject(one) ? own(one, step) : undefined), value);
}

describe('settings of several owners', () => {
  it('are merged member by member, and every value says who said it', () => {
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 4 }), (values) => {
        const { value, sources, stopped } = mergeSettings(layersOf(values));
        expect(JSON.stringify(value, sorted)).toBe(
          JSON.stringify(
            values.reduce<unknown>((wide, narrow) => merged(wide, narrow), {}),
            sorted,
          ),
        );
        expect(stopped).toEqual([]);
        for (const { pointer, from, shadows } of sources) {
          const said = values[owners.indexOf(from)];
          if (pointer !== '' && !isJsonObject(at(value, pointer))) {
            expect(at(said, pointer)).toEqual(at(value, pointer));
          }
          expect(shadows).not.toContain(from);
        }
        expect(({} as { a?: unknown }).a).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });

  it('leave as it is what a wider owner has locked, and say what they kept out', () => {
    const pointers = fc.constantFrom('', '/a', '/a/b', '/b', '/a~1b', '/__proto__', '/a/a/b');
    fc.assert(
      fc.property(
        fc.array(document, { minLength: 2, maxLength: 4 }),
        fc.array(fc.array(pointers, { maxLength: 2 }), { minLength: 1, maxLength: 4 }),
        (values, locks) => {
          const layers = layersOf(values, locks);
          const { value, stopped } = mergeSettings(layers);
          layers.forEach(({ locked }, index) => {
            const wider = mergeSettings(layers.slice(0, index + 1)).value;
            for (const pointer of locked) expect(at(value, pointer)).toEqual(at(wider, pointer));
          });
          for (const { from, lock, pointer } of stopped) {
            expect(owners.indexOf(lock.from)).toBeLessThan(owners.indexOf(from));
            expect(at(values[owners.indexOf(from)], pointer)).toBeDefined();
          }
          const withoutStopped = layers.every(({ locked }) => locked.length === 0);
          if (withoutStopped) expect(stopped).toEqual([]);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('say who stands before whom', () => {
    const { sources, stopped } = mergeSettings(
      layersOf(
        [
          { editor: { theme: 'light', size: 1 } },
          { editor: { theme: 'dark' } },
          { editor: 'vim' },
          { editor: { x: 1 } },
        ],
        [[], ['/editor/size']],
      ),
    );
    const [domain, group, project, user] = owners;
    expect(sources).toEqual([
      { pointer: '/editor/size', from: domain, shadows: [] },
      { pointer: '/editor/theme', from: group, shadows: [domain] },
      { pointer: '/editor/x', from: user, shadows: [] },
    ]);
    expect(stopped).toEqual([
      { pointer: '/editor', from: project, lock: { pointer: '/editor/size', from: group } },
    ]);
  });
});

function sorted(_: string, value: unknown): unknown {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
