/** For specs of what launches runs: systems outside whose every answer is scripted. */
export { type ScriptedDagster, type ScriptedRun, startDagster } from './dagster/scripted-dagster.js';
export { type LoopbackServer, serve } from './loopback-server.js';
