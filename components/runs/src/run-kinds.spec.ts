import { systemContext } from '@ashlar/database';
import { createRunKinds, InvalidRunSpec, noopKind, UnknownRunKind } from './index.js';

describe('kinds of run', () => {
  const kinds = createRunKinds([noopKind()]);

  it('are found by name', () => {
    expect(kinds.names).toEqual(['noop']);
    expect(kinds.get('noop').kind).toBe('noop');
  });

  it('names those that there are when asked for another', () => {
    expect(() => kinds.get('dagster')).toThrow(UnknownRunKind);
    expect(() => kinds.get('dagster')).toThrow(
      expect.objectContaining({ details: { kind: 'dagster', kinds: ['noop'] } }),
    );
  });

  it('have one name each', () => {
    expect(() => createRunKinds([noopKind(), noopKind()])).toThrow('one name');
  });
});

describe('a run that does nothing', () => {
  const noop = noopKind();
  const ctx = systemContext('spec');

  it('has succeeded when it is launched, and each time it is asked about', async () => {
    const request = { key: 'a', spec: {}, attempt: 1, labels: {} };
    const report = { key: 'a', externalId: 'a', state: 'succeeded', raw: 'done', links: [] };
    await expect(noop.launch(ctx, request)).resolves.toEqual({ outcome: 'launched', report });
    await expect(noop.poll(ctx, [{ key: 'a', externalId: 'a', spec: {} }])).resolves.toEqual([report]);
  });

  it.each([[{ image: 'x' }], [[]], [null], ['text']])('takes no settings: %j', (spec) => {
    expect(() => noop.parse(spec)).toThrow(InvalidRunSpec);
  });
});
