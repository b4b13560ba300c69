/**
 * @typedef {object} Variable as `describeConfig` of the config brick gives it
 * @property {string} variable
 * @property {string} type
 * @property {string | undefined} default
 * @property {boolean} required
 * @property {boolean} file
 * @property {string} description
 */

/**
 * The example.env of a deployable: every variable it reads, required ones open to be filled in, the others commented
 * out with their default.
 * @param {string} project
 * @param {readonly Variable[]} variables
 */
export function renderExampleEnv(project, variables) {
  const required = variables.filter((variable) => variable.required);
  const optional = variables.filter((variable) => !variable.required);
  return [
    `# Environment of ${project}. Made by \`node tools/images/example-env.mjs\` from the code that reads it.`,
    '# What is commented out shows its default. A variable that is not listed and begins with ASHLAR_ is refused.',
    ...required.flatMap((variable) => entry(variable, `${variable.variable}=`)),
    ...optional.flatMap((variable) => entry(variable, `# ${variable.variable}=${variable.default ?? ''}`)),
    '',
  ].join('\n');
}

/** @param {Variable} variable @param {string} line */
function entry({ variable, type, file, description }, line) {
  const orFile = file ? ` Or ${variable}_FILE: a file that holds it.` : '';
  return ['', `# ${description} (${type})${orFile}`, line];
}
