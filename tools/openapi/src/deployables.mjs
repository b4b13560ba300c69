import { build } from '@ashlar/images/build';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Deployable
 * @property {string} name as the process calls itself
 * @property {string} file of its document, without folder and ending
 * @property {object} config its configuration classes
 * @property {Record<string, any>} document OpenAPI
 * @property {Record<string, any> | undefined} [eventDocument] AsyncAPI, of the one that describes the events
 */

/** The bases, and how their documents are called. */
const bases = { 'data-rest-api': 'data-api', 'secrets-rest-api': 'secrets-api', 'job-runner': 'worker' };

/**
 * A tool depends on no base; this one reads what is built of them, as the deployables do.
 * @param {URL} root of the checkout
 */
export async function loadDeployables(root) {
  const folders = [...Object.keys(bases).map((base) => `bases/${base}`), 'components/config'];
  build({ root: fileURLToPath(root), folders });
  const { describeConfig, renderConfigTable } = await load(root, 'components/config');
  /** @type {Deployable[]} */
  const deployables = [];
  for (const [base, file] of Object.entries(bases)) {
    const { deployable } = await load(root, `bases/${base}`);
    const { name, config, eventDocument } = deployable;
    deployables.push({
      name,
      file,
      config,
      document: deployable.document(),
      eventDocument: eventDocument?.(),
    });
  }
  return { deployables, describeConfig, renderConfigTable };
}

/** @param {URL} root @param {string} folder */
function load(root, folder) {
  return import(new URL(`${folder}/dist/index.js`, root).href);
}
