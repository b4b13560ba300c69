export { scheduleRoutes, type ScheduleRoutesDeps } from './schedule.routes.js';
export { scheduledSessionRoutes } from './session.routes.js';
