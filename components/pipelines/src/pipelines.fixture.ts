import { createAuthorizer, createRelations, type Relations } from '@ashlar/authz';
import { contextFor, type Database, newId, type OperationContext, systemContext } from '@ashlar/database';
import { type OpenedDatabase, openDatabase } from '@ashlar/database/testing';
import { createEvents, type Events } from '@ashlar/events';
import { createRecordingEvents, type RecordingEvents } from '@ashlar/events/testing';
import { createRunKinds, noopKind, type RunKind } from '@ashlar/runs';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { jest } from '@jest/globals';
import pg from 'pg';
import {
  createPipelines,
  type NewPipeline,
  type NewStep,
  pipelineEntities,
  type Pipelines,
  type WholePipeline,
} from './index.js';

// A database is made for each spec, on a machine that may have much else to do.
jest.setTimeout(120_000);

export const domainId = '00000000-0000-7000-8000-000000000001';
export const system = systemContext('spec');

export interface World extends OpenedDatabase {
  readonly testDatabase: TestDatabase;
  readonly workerDatabase: Database;
  readonly root: pg.Client;
  readonly pipelines: Pipelines;
  readonly events: RecordingEvents;
  /** Written to the database, as in the services. */
  readonly realEvents: Events;
  readonly relations: Relations;
  /** A project, and callers who own, edit and only view it. */
  readonly projectId: string;
  readonly owner: OperationContext;
  readonly editor: OperationContext;
  readonly viewer: OperationContext;
  readonly stranger: OperationContext;
  newProject(): Promise<string>;
  make(steps: readonly NewStep[], more?: Partial<NewPipeline>): Promise<WholePipeline>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly kinds?: readonly RunKind[];
  readonly poolSize?: number;
}

/** The data API's half, with its rights. Events are remembered, not written. */
export async function openWorld({ kinds = [noopKind()], poolSize = 8 }: WorldOptions = {}): Promise<World> {
  const testDatabase = await createTestDatabase();
  const opened = await openDatabase(testDatabase.urlFor('data'), [...pipelineEntities], {
    poolSize,
    // On a machine with much else to do, those who come last wait long.
    ...{
      connectTimeoutMs: 60_000,
      statementTimeoutMs: 60_000,
      lockTimeoutMs: 30_000,
      retryDeadlineMs: 60_000,
    },
  });
  const { database: workerDatabase } = await openDatabase(testDatabase.urlFor('worker'), [
    ...pipelineEntities,
  ]);
  const root = new pg.Client({ connectionString: testDatabase.url });
  await root.connect();
  const { database } = opened;
  const relations = createRelations({ database });
  const events = createRecordingEvents();
  const pipelines = createPipelines({
    database,
    authorizer: createAuthorizer({ database }),
    relations,
    events,
    kinds: createRunKinds(kinds),
    domainOf: () => Promise.resolve(domainId),
  });
  const people = { owner: newId(), editor: newId(), viewer: newId() };
  const newProject = async (): Promise<string> => {
    const object = { type: 'project', id: newId() };
    await database.transact(system, (tx) =>
      relations.write(tx, {
        touch: Object.entries(people).map(([relation, id]) => ({
          object,
          relation,
          subject: { type: 'user', id },
        })),
      }),
    );
    return object.id;
  };
  const projectId = await newProject();
  const as = (id: string): OperationContext => contextFor({ kind: 'user', id, roles: ['member'] });
  return {
    ...opened,
    ...{ testDatabase, workerDatabase, root, pipelines, events, relations, projectId, newProject },
    realEvents: createEvents({ database, service: 'spec' }),
    owner: as(people.owner),
    editor: as(people.editor),
    viewer: as(people.viewer),
    stranger: as(newId()),
    async make(steps, more = {}) {
      const event = { kind: 'push', source: 'spec', externalId: newId(), commitSha: 'c0ffee', ref: 'main' };
      const { pipeline } = await pipelines.create(system, {
        projectId,
        event,
        name: 'default',
        steps,
        ...more,
      });
      return pipeline;
    },
    async close() {
      await root.end();
      await database.close();
      await workerDatabase.close();
      await testDatabase.drop();
    },
  };
}

/** A step of targets that others report of. */
export function stepOf(kind: string, name: string, ...names: readonly string[]): NewStep {
  return { kind, name, targets: names.map((each) => ({ name: each })) };
}

export function targetOf(pipeline: WholePipeline, name: string): string {
  const found = pipeline.steps.flatMap(({ targets }) => targets).find((target) => target.name === name);
  if (!found) throw new Error(`No target "${name}"`);
  return found.id;
}
