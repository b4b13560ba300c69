import { systemContext } from '@ashlar/database';
import { previewOf } from './deletion-preview.js';
import type { OwnedByUsers } from './lifecycle.types.js';

const ctx = systemContext('spec');
const done = async () => 'done' as const;
const part = (name: string, more: Partial<OwnedByUsers> = {}): OwnedByUsers => ({
  ...{ name, remove: done },
  preview: async () => [{ kind: name, ids: ['a', 'b'] }],
  ...more,
});
const owned = [part('projects', { reassign: done }), part('settings')];

it('says what an heir gets, and what goes whoever inherits the rest', async () => {
  const outcomes = async (heirId?: string) =>
    (await previewOf(ctx, owned, 'user', heirId)).contents.map(({ kind, outcome }) => `${kind} ${outcome}`);
  expect(await outcomes('heir')).toEqual(['projects reassigned', 'settings removed']);
  expect(await outcomes()).toEqual(['projects removed', 'settings removed']);
});
