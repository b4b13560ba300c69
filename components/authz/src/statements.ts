import { createHash } from 'node:crypto';
import type { StoredModel } from './model.js';
import { createPlan } from './plan.js';
import type { Plan } from './plan.types.js';
import { SqlWriter } from './sql-writer.js';
import { stateOf } from './ways.js';

/** Who asks, in the words of the model. */
export interface Subject {
  readonly type: string;
  readonly id: string;
  /** Roles of the credential at the singleton. */
  readonly roles: readonly string[];
}

export interface Permission {
  readonly type: string;
  readonly name: string;
}

export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** The statements of a model, each written once for a permission, a type of subject and the roles it has. */
export interface Statements {
  readonly stored: StoredModel;
  /** One for all subjects that have the same statements for this permission. */
  keyOf(subject: Subject, permission: Permission): string;
  planFor(subject: Subject, permission: Permission): Plan;
  /** $1 the object, $2 the subject: one row `allowed`. */
  check(subject: Subject, permission: Permission): Statement;
  /** $1 the objects, $2 the subject: the `id`s of those that are allowed. */
  bulkCheck(subject: Subject, permission: Permission): Statement;
  /** $1 the object, $2 the subjects (all of one type and without roles): the `id`s of those that may. */
  checkSubjects(subject: Subject, permission: Permission): Statement;
  /** $1 the objects, $2 the subjects, in pairs: the numbers `n`, from 1, of the pairs that are allowed. */
  checkPairs(subject: Subject, permission: Permission): Statement;
  /** For statements that ask about many objects for the one subject in `parameter` or, said so, about one. */
  writerFor(subject: Subject, permission: Permission, parameter: string, many?: boolean): SqlWriter;
}

export function createStatements(stored: StoredModel): Statements {
  const plans = new Map<string, Plan>();
  const written = new Map<string, Statement>();
  const roles = new Set(stored.singleton?.roles);

  const keyOf = (subject: Subject, { type, name }: Permission): string =>
    [subject.type, ...subject.roles.filter((role) => roles.has(role)).sort(), type, name].join(' ');

  const planFor = (subject: Subject, permission: Permission): Plan => {
    const key = keyOf(subject, permission);
    const plan =
      plans.get(key) ??
      createPlan(stateOf(permission.type, permission.name), {
        model: stored.model,
        singleton: stored.singleton,
        subjectType: subject.type,
        roles: new Set(subject.roles),
      });
    plans.set(key, plan);
    return plan;
  };

  const writerFor = (subject: Subject, permission: Permission, parameter: string, many = true): SqlWriter =>
    new SqlWriter({
      plan: planFor(subject, permission),
      model: stored.model,
      codes: stored.codes,
      singleton: stored.singleton,
      subjectType: subject.type,
      subject: parameter,
      many,
    });

  const once = (
    kind: string,
    subject: Subject,
    permission: Permission,
    parameter: string,
    write: (writer: SqlWriter) => string,
  ): Statement => {
    const key = `${kind} ${keyOf(subject, permission)}`;
    const statement =
      written.get(key) ?? named(kind, write(writerFor(subject, permission, parameter, kind === 'bulk')));
    written.set(key, statement);
    return statement;
  };

  return {
    stored,
    keyOf,
    planFor,
    writerFor,
    check: (subject, permission) =>
      once('check', subject, permission, '$2::uuid', (writer) => {
        const condition = writer.holds(stateOf(permission.type, permission.name), '$1::uuid');
        // Both parameters are always there, also where a condition needs neither.
        return `${writer.prefix}select ${condition} as allowed where $1::uuid is not null and $2::uuid is not null`;
      }),
    bulkCheck: (subject, permission) =>
      once('bulk', subject, permission, '$2::uuid', (writer) => {
        const condition = writer.holds(stateOf(permission.type, permission.name), 'o.id');
        return `${writer.prefix}select o.id from ${unnest('$1')} o(id) where $2::uuid is not null and ${condition}`;
      }),
    checkPairs: (subject, permission) =>
      once('pairs', subject, permission, 'p.subject', (writer) => {
        const condition = writer.holds(stateOf(permission.type, permission.name), 'p.object');
        return `select p.n::int as n from ${unnest('$1', '$2')} with ordinality p(object, subject, n) where (${writer.prefix}select ${condition})`;
      }),
    checkSubjects: (subject, permission) =>
      once('subjects', subject, permission, 's.id', (writer) => {
        const condition = writer.holds(stateOf(permission.type, permission.name), '$1::uuid');
        return `select s.id from ${unnest('$2')} s(id) where $1::uuid is not null and (${writer.prefix}select ${condition})`;
      }),
  };
}

/**
 * The ids in parameters. Through a sub-select, since the planner would see how few there are, take that for a reason to
 * plan for these alone, and do so at every call.
 */
function unnest(...parameters: readonly string[]): string {
  return `unnest(${parameters.map((parameter) => `(select ${parameter}::uuid[])`).join(', ')})`;
}

/** The name is made from the text, so that one name never stands for two. */
export function named(kind: string, text: string): Statement {
  return { name: `authz_${kind}_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`, text };
}
