import { workers } from './jest.preset.js';

export default {
  projects: ['components', 'bases', 'projects', 'tools'].map((kind) => `<rootDir>/${kind}/*/jest.config.js`),
  // Jest reads these at the root alone.
  testTimeout: 30_000,
  ...workers,
};
