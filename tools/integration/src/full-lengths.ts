/** What the specs and checks that have a length are told for their whole length. */
export const fullLengths: Readonly<Record<string, string>> = {
  AUTHZ_DECISIONS: '100000',
  AUTHZ_INTERLEAVINGS: '500',
  GROUPS_INTERLEAVINGS: '500',
  GROUP_CONFIG_WRITERS_MS: '10000',
  PIPELINES_MODEL_STEPS: '100000',
  PIPELINES_PLAN_TARGETS: '600000',
  PIPELINES_ROUNDS: '1000',
  POSTGRES_TRACES: '10000',
  QUOTA_MODEL_STEPS: '100000',
  ROLE_MATRIX_EVERY: '1',
  RUNS_KEYS: '10000',
  SCHEDULE_SLOT_CASES: '100000',
  SECRETS_ROTATION_ROWS: '10000',
  SECRETS_TAMPER: 'bits',
  SPICEDB_KILLS: '50',
  SPICEDB_QUESTIONS: '20000',
  SPICEDB_RESTARTS: '10',
  SPICEDB_SECONDS: '60',
  SPICEDB_WRITES: '50000',
  USERS_PURGE_KILLS: '50',
};

/** The environment with what it does not say itself. */
export function withFullLengths(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...fullLengths, ...environment };
}
