import type { Tuple } from '@ashlar/authz';
import { v1 } from '@authzed/authzed-node';
import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { readFileSync } from 'node:fs';
import { marks } from './spicedb-schema.js';
import type { SpiceDbConfig } from './spicedb.config.js';
import {
  type RemoteFilter,
  type RemotePage,
  type RemoteQuestion,
  RemoteStateChanged,
  type RemoteUpdate,
  type SpiceDb,
} from './spicedb.types.js';

/** Writes, and what an operator waits for, may take longer than a check. */
const patientMs = 10_000;

export type SpiceDbAddress = Pick<SpiceDbConfig, 'endpoint' | 'key' | 'tls' | 'caPath' | 'timeoutMs'>;

/** @throws {TypeError} without an endpoint or a key. */
export function createSpiceDbClient({ endpoint, key, tls, caPath, timeoutMs }: SpiceDbAddress): SpiceDb {
  if (endpoint === undefined || key === undefined) throw new TypeError('SpiceDB needs an endpoint and a key');
  const options = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 2_000 };
  const client =
    tls === 'on' && caPath !== undefined
      ? v1.NewClientWithCustomCert(key.reveal(), endpoint, readFileSync(caPath), undefined, options)
      : v1.NewClient(
          key.reveal(),
          endpoint,
          tls === 'on' ? v1.ClientSecurity.SECURE : v1.ClientSecurity.INSECURE_PLAINTEXT_CREDENTIALS,
          undefined,
          options,
        );

  return {
    async check(questions, freshness) {
      const request = v1.CheckBulkPermissionsRequest.create({
        consistency: atLeastAsFresh(freshness),
        items: questions.map(toItem),
      });
      const { pairs } = await unary<v1.CheckBulkPermissionsResponse>(timeoutMs, (metadata, call, done) =>
        client.checkBulkPermissions(request, metadata, call, done),
      );
      return pairs.map(({ response }) =>
        response.oneofKind === 'item'
          ? response.item.permissionship === v1.CheckPermissionResponse_Permissionship.HAS_PERMISSION
          : undefined,
      );
    },
    async write(updates, { must = [], mustNot = [] } = {}) {
      const { MUST_MATCH, MUST_NOT_MATCH } = v1.Precondition_Operation;
      const request = v1.WriteRelationshipsRequest.create({
        updates: updates.map(toUpdate),
        optionalPreconditions: [
          ...must.map((tuple) => ({ operation: MUST_MATCH, filter: toExactFilter(tuple) })),
          ...mustNot.map((filter) => ({ operation: MUST_NOT_MATCH, filter: toFilter(filter) })),
        ],
      });
      const { writtenAt } = await unary<v1.WriteRelationshipsResponse>(patientMs, (metadata, call, done) =>
        client.writeRelationships(request, metadata, call, done),
      );
      if (!writtenAt) throw new Error('SpiceDB gave no token for a write');
      return writtenAt.token;
    },
    read: (filter, { limit, after }) =>
      new Promise<RemotePage>((resolve, reject) => {
        const request = v1.ReadRelationshipsRequest.create({
          consistency: fullyConsistent,
          relationshipFilter: toFilter(filter),
          optionalLimit: limit,
          ...(after !== undefined && { optionalCursor: { token: after } }),
        });
        const found: { readonly tuple: Tuple; readonly cursor: string | undefined }[] = [];
        const stream = client.readRelationships(request, new Metadata(), {
          deadline: Date.now() + patientMs,
        });
        stream.on('data', ({ relationship, afterResultCursor }: v1.ReadRelationshipsResponse) => {
          if (relationship) found.push({ tuple: toTuple(relationship), cursor: afterResultCursor?.token });
        });
        stream.on('error', (error) => {
          // A store that was never filled does not know the type.
          if (codeOf(error) === status.FAILED_PRECONDITION) resolve({ tuples: [] });
          else reject(error);
        });
        stream.on('end', () => {
          const next = found.length < limit ? undefined : found.at(-1)?.cursor;
          resolve({ tuples: found.map(({ tuple }) => tuple), ...(next !== undefined && { next }) });
        });
      }),
    async writeSchema(text) {
      const request = v1.WriteSchemaRequest.create({ schema: text });
      await unary<v1.WriteSchemaResponse>(patientMs, (metadata, call, done) =>
        client.writeSchema(request, metadata, call, done),
      );
    },
    async ping() {
      const { type, id, fence: permission, subjectType } = marks;
      const mark = { object: { type, id }, permission, subject: { type: subjectType, id: '0' } };
      // It asks the store; that the type may be unknown is an answer too.
      const request = v1.CheckBulkPermissionsRequest.create({
        consistency: fullyConsistent,
        items: [toItem(mark)],
      });
      await unary<v1.CheckBulkPermissionsResponse>(timeoutMs, (metadata, call, done) =>
        client.checkBulkPermissions(request, metadata, call, done),
      );
    },
    close: () => client.close(),
  };
}

type Done<Answer> = (error: ServiceError | null, answer?: Answer) => void;

function unary<Answer>(
  withinMs: number,
  call: (metadata: Metadata, options: { readonly deadline: number }, done: Done<Answer>) => unknown,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    call(new Metadata(), { deadline: Date.now() + withinMs }, (error, answer) => {
      if (answer !== undefined) resolve(answer);
      else if (codeOf(error) === status.FAILED_PRECONDITION && /precondition/i.test(error?.message ?? ''))
        reject(new RemoteStateChanged('A condition of the write did not hold', { cause: error }));
      else reject(error ?? new Error('SpiceDB gave no answer'));
    });
  });
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

const fullyConsistent: v1.Consistency = {
  requirement: { oneofKind: 'fullyConsistent', fullyConsistent: true },
};

function atLeastAsFresh(token: string): v1.Consistency {
  return { requirement: { oneofKind: 'atLeastAsFresh', atLeastAsFresh: { token } } };
}

const reference = ({ type, id }: { readonly type: string; readonly id: string }): v1.ObjectReference => ({
  objectType: type,
  objectId: id,
});

const toItem = ({ object, permission, subject }: RemoteQuestion): v1.CheckBulkPermissionsRequestItem =>
  v1.CheckBulkPermissionsRequestItem.create({
    resource: reference(object),
    permission,
    subject: { object: reference(subject), optionalRelation: '' },
  });

const toUpdate = ({ op, tuple: { object, relation, subject } }: RemoteUpdate): v1.RelationshipUpdate =>
  v1.RelationshipUpdate.create({
    operation:
      op === 'touch' ? v1.RelationshipUpdate_Operation.TOUCH : v1.RelationshipUpdate_Operation.DELETE,
    relationship: {
      resource: reference(object),
      relation,
      subject: { object: reference(subject), optionalRelation: subject.relation ?? '' },
    },
  });

const toFilter = ({ type, id = '', relation = '' }: RemoteFilter): v1.RelationshipFilter =>
  v1.RelationshipFilter.create({ resourceType: type, optionalResourceId: id, optionalRelation: relation });

const toExactFilter = ({ object, relation, subject }: Tuple): v1.RelationshipFilter =>
  v1.RelationshipFilter.create({
    ...toFilter({ ...object, relation }),
    optionalSubjectFilter: {
      subjectType: subject.type,
      optionalSubjectId: subject.id,
      optionalRelation: { relation: subject.relation ?? '' },
    },
  });

function toTuple({ resource, relation, subject }: v1.Relationship): Tuple {
  const userset = subject?.optionalRelation ?? '';
  return {
    object: { type: resource?.objectType ?? '', id: resource?.objectId ?? '' },
    relation,
    subject: {
      type: subject?.object?.objectType ?? '',
      id: subject?.object?.objectId ?? '',
      ...(userset !== '' && { relation: userset }),
    },
  };
}
