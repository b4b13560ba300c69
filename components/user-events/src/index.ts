export { tellOfUsers, userEvents } from './user-events.js';
