export default {
  '*': 'prettier --check --ignore-unknown',
  '{components,bases,projects,tools}/**/*.{ts,js,mjs,cjs}': 'eslint --max-warnings 0 --no-warn-ignored',
  '{components,bases,projects,tools}/*/package.json': 'eslint --max-warnings 0',
};
