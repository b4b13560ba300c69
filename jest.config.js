export default {
  projects: ['components', 'bases', 'projects', 'tools'].map((kind) => `<rootDir>/${kind}/*/jest.config.js`),
};
