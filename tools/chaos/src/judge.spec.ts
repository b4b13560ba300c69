import type { Evidence } from './evidence.js';
import { judgeJobs, judgeWrites } from './judge.js';
import type { Answer, Write } from './storage-client.js';

const write = (kind: Write['kind'], name: string, answer: Answer): Write => ({
  kind,
  name,
  key: `key of ${name}`,
  answer,
});
const storage = (name: string, version = 1) => ({ id: `id of ${name}`, name, version });
const acknowledged = (name: string, version = 1): Answer => ({
  status: version === 1 ? 201 : 200,
  id: `id of ${name}`,
  version,
});
const judge = (writes: Write[], storages: Evidence['storages'], sentAgain = false) =>
  judgeWrites(writes, { storages }, { sentAgain });

describe('writes', () => {
  it('that are as they were answered have no fault', () => {
    const writes = [
      write('create', 'a', acknowledged('a')),
      write('update', 'a', acknowledged('a', 2)),
      write('duplicate', 'a', { status: 409 }),
      write('create', 'cut off, committed', { status: 'none' }),
      write('create', 'cut off, rolled back', { status: 'none' }),
    ];
    expect(judge(writes, [storage('a', 2), storage('cut off, committed')])).toEqual([]);
  });

  it.each<[string, Write[], Evidence['storages'], string]>([
    [
      'a lost create',
      [write('create', 'a', acknowledged('a'))],
      [],
      '1 acknowledged, but not there: create a (201)',
    ],
    [
      'a lost update',
      [write('create', 'a', acknowledged('a')), write('update', 'a', acknowledged('a', 2))],
      [storage('a')],
      '1 acknowledged, but not there: update a (200)',
    ],
    [
      'a refused create that is there',
      [write('create', 'a', { status: 503 })],
      [storage('a')],
      '1 refused, but there: create a (503)',
    ],
    [
      'a create made twice',
      [write('create', 'a', acknowledged('a'))],
      [storage('a'), { ...storage('a'), id: 'another' }],
      '1 there twice: a',
    ],
    [
      'a duplicate that was taken',
      [write('create', 'a', acknowledged('a')), write('duplicate', 'a', acknowledged('a'))],
      [storage('a')],
      '1 acknowledged twice under one name: a',
    ],
    ['a row of nobody', [], [storage('ghost')], '1 there, but never sent: ghost'],
    [
      'an answer that does not fit',
      [write('update', 'a', { status: 412 }), write('create', 'a', acknowledged('a'))],
      [storage('a')],
      '1 answered with what no write of this kind may be answered with: update a (412)',
    ],
  ])('%s is seen', (_what, writes, storages, violation) => {
    expect(judge(writes, storages)).toContain(violation);
  });

  it('an update sent again may be told that it was made already', () => {
    const writes = [write('create', 'a', acknowledged('a')), write('update', 'a', { status: 412 })];
    expect(judge(writes, [storage('a', 2)], true)).toEqual([]);
  });
});

describe('jobs', () => {
  const good: Evidence = {
    storages: [storage('a', 2), storage('b')],
    counted: { 'id of a': 2, 'id of b': 1 },
    jobsCommitted: ['1', '2', '3'],
    jobsDone: ['3', '1', '2'],
    jobsWaiting: 0,
  };

  it('that all had their effect once have no fault', () => {
    expect(judgeJobs(good)).toEqual([]);
  });

  it.each<[string, Partial<Evidence>, string]>([
    ['a job without effect', { jobsDone: ['1', '2'] }, '1 jobs committed that took no effect: 3'],
    [
      'an effect of a job that was rolled back',
      { jobsDone: ['1', '2', '3', '4'] },
      '1 effects without a committed job: 4',
    ],
    ['an effect recorded twice', { jobsDone: ['1', '2', '3', '3'] }, '1 effects recorded twice: 3'],
    [
      'an effect that happened twice',
      { counted: { 'id of a': 3, 'id of b': 1 } },
      '1 storages whose changes were not counted once each: a: version 2, counted 3',
    ],
    [
      'an effect that did not happen, though recorded',
      { counted: { 'id of a': 2 } },
      '1 storages whose changes were not counted once each: b: version 1, counted 0',
    ],
    [
      'a count of nothing',
      { counted: { ...good.counted, gone: 1 } },
      '1 changes counted of what is not there: gone',
    ],
    ['a row left in the outbox', { jobsWaiting: 1 }, '1 outbox rows still wait'],
    [
      'a change without its job',
      { jobsCommitted: ['1', '2'], jobsDone: ['1', '2'] },
      '2 jobs were committed for 3 changes',
    ],
  ])('%s is seen', (_what, spoilt, violation) => {
    expect(judgeJobs({ ...good, ...spoilt })).toContain(violation);
  });
});
