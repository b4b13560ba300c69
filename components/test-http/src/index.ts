export { type Answer, type CallOptions, createHttpClient, type HttpClient } from './http-client.js';
export { assertProblem, problemFaults, type ProblemBody, type ProblemFault } from './problem.js';
