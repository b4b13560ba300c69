export { runCallbackRoutes } from './run-callback.routes.js';
