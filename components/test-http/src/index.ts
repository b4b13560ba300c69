export { type Answer, type CallOptions, createHttpClient, type HttpClient } from './http-client.js';
export { assertProblem, problemFaults, type ProblemBody, type ProblemFault } from './problem.js';
export type { Tokens } from './walk/checks.js';
export { walkContract, type WalkOptions, type WalkReport } from './walk/walk-contract.js';
export { readRoleTable, type RoleCell, verdictOf, writeRoleTable } from './role-table.js';
