export { findProgram, needDebianProgram } from './debian.js';
export { runServer, type RunServerOptions } from './run-server.js';
export {
  ServerMissingError,
  type Facts,
  type Outcome,
  type Place,
  type RunningServer,
  type Server,
} from './server.types.js';
export { servers } from './servers/index.js';
