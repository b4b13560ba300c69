export { createJobBoard, type JobBoardDeps } from './job-board.js';
