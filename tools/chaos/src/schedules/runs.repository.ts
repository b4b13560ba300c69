import type { RunKind, RunReport, RunState } from '@ashlar/runs';
import type pg from 'pg';

/** A system outside that remembers every launch; a run succeeds a little after it was launched. */
export const runTables = `
  create schema chaos;
  create table chaos.runs (key text primary key, launches integer not null, at timestamptz not null)`;

const report = (key: string, state: RunState): RunReport => ({
  key,
  externalId: key,
  state,
  raw: state,
  links: [],
});

export function createChaosKind(pool: pg.Pool): RunKind {
  return {
    kind: 'chaos',
    batch: 100,
    parse: () => ({}),
    async launch(_ctx, { key }) {
      await pool.query(
        `insert into chaos.runs values ($1, 1, now()) on conflict (key) do update set launches = runs.launches + 1`,
        [key],
      );
      return { outcome: 'launched', report: report(key, 'running') };
    },
    async poll(_ctx, handles) {
      const keys = handles.map(({ key }) => key);
      const { rows } = await pool.query<{ key: string; done: boolean }>(
        `select key, at < now() - interval '100 ms' as done from chaos.runs where key = any($1)`,
        [keys],
      );
      const done = new Map(rows.map((row) => [row.key, row.done]));
      return keys.map((key) =>
        report(key, done.get(key) === undefined ? 'lost' : done.get(key) ? 'succeeded' : 'running'),
      );
    },
    cancel: () => Promise.resolve(),
  };
}
