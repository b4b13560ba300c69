export default {
  projects: ['components', 'bases', 'projects', 'tools'].map((kind) => `<rootDir>/${kind}/*/jest.config.js`),
  // That of the preset holds only where a brick is tested by itself.
  testTimeout: 30_000,
};
