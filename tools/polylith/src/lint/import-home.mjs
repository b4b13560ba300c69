import { brokenHome } from './homes.mjs';
import { onImport, workspacePath } from './imports.mjs';

/** Refuses an import outside the one place that may have it. @type {import('eslint').Rule.RuleModule} */
export const importHome = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { elsewhere: '"{{imported}}" may not be imported here: {{cure}}.' },
  },
  create(context) {
    const path = workspacePath(context.filename);
    return onImport((imported, node) => {
      const broken = brokenHome(path, imported);
      if (broken) context.report({ node, messageId: 'elsewhere', data: { imported, cure: broken.cure } });
    });
  },
};
