import pg from 'pg';
import { eventually } from './eventually.js';

/** A node of a plan, as far as costs are concerned. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

/** What one statement cost. */
export interface StatementCost {
  readonly text: string;
  /** Pages of 8 KiB that running it touched, in the cache or not. */
  readonly buffers: number;
  /** All nodes of its plan. */
  readonly nodes: readonly PlanNode[];
}

/** Explains what statements cost, on a connection of its own. */
export interface Explainer {
  /**
   * What the statements that are sent during an operation cost, by `pg` and whatever is built on it: each is explained
   * with the values that it was sent with, and rolled back. Other operations may not be under way.
   * @throws when it sends none.
   */
  costOf(act: () => Promise<unknown>): Promise<readonly StatementCost[]>;
  /** What a single statement costs. */
  explain(text: string, values?: readonly unknown[]): Promise<StatementCost>;
  /**
   * Vacuums and analyses tables until every row of them is known to be visible to all. As long as somebody has an older
   * snapshot, be it autovacuum, that is not so, and whoever reads by an index alone reads the table, too.
   */
  vacuum(...tables: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

interface Sent {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** @param url of a superuser, or of who may do what is explained. */
export async function openExplainer(url: string): Promise<Explainer> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();

  const run = async ({ text, values }: Sent): Promise<StatementCost> => {
    await client.query('begin');
    try {
      const { rows } = await client.query<{ 'QUERY PLAN': readonly { readonly Plan: PlanNode }[] }>(
        `explain (analyze, buffers, timing off, format json) ${text}`,
        [...values],
      );
      const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
      if (!plan) throw new Error(`There is no plan of ${text}`);
      const buffers = plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
      return { text, buffers, nodes: withBelow(plan) };
    } finally {
      await client.query('rollback');
    }
  };
  const explain = async (sent: Sent): Promise<StatementCost> => {
    // The first time, a connection reads of the catalogue what it does not know yet, or not any more: that counts as well.
    await run(sent);
    return run(sent);
  };

  return {
    async costOf(act) {
      const sent = await sentDuring(act);
      if (sent.length === 0) throw new Error('Nothing was sent');
      const costs: StatementCost[] = [];
      for (const each of sent) costs.push(await explain(each));
      return costs;
    },
    explain: (text, values = []) => explain({ text, values }),
    async vacuum(...tables) {
      await eventually(
        async () => {
          await client.query(`vacuum (analyze) ${tables.join(', ')}`);
          const { rows } = await client.query<{ readonly behind: boolean }>(
            `select bool_or(relallvisible < relpages) as behind from pg_class
             where oid = any ($1::text[]::regclass[])`,
            [tables],
          );
          return rows[0]?.behind === false;
        },
        { timeoutMs: 30_000, everyMs: 100 },
      );
    },
    close: () => client.end(),
  };
}

/** The pages of several statements together. */
export function buffersOf(costs: readonly StatementCost[]): number {
  return costs.reduce((sum, { buffers }) => sum + buffers, 0);
}

/** Which of them read a whole table. */
export function scansOf(costs: readonly StatementCost[], table: string): readonly string[] {
  return costs
    .filter(({ nodes }) =>
      nodes.some((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === table),
    )
    .map(({ text }) => text);
}

const withBelow = (node: PlanNode): readonly PlanNode[] => [node, ...(node.Plans ?? []).flatMap(withBelow)];

async function sentDuring(act: () => Promise<unknown>): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function (this: unknown, ...args) {
    const [first, second] = args as [string | Partial<Sent>, unknown];
    const given = Array.isArray(second) ? (second as unknown[]) : [];
    if (typeof first === 'string') sent.push({ text: first, values: given });
    else if (first.text !== undefined) sent.push({ text: first.text, values: first.values ?? given });
    return query.apply(this, args);
  };
  try {
    await act();
  } finally {
    prototype.query = query;
  }
  return sent.filter(({ text }) => !/^\s*(begin|start|commit|rollback|savepoint|release|set)\b/i.test(text));
}
