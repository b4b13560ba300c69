import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** The reference page: Swagger UI, rendered from the service's own document, with no asset from elsewhere. */
export function docsHandlers(): readonly RequestHandler[] {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const policy = helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      // Swagger UI sets style attributes.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      frameAncestors: ["'none'"],
    },
  });
  const page: RequestHandler = (req, res, next) => {
    const name = req.path.slice(1);
    if (req.method !== 'GET' && req.method !== 'HEAD') next();
    else if (assets.includes(name)) res.sendFile(name, { root: folder, cacheControl: false });
    else if (name === 'start.js') res.type('text/javascript').send(startScript);
    else if (name !== '') next();
    // The page's own addresses are relative and need the slash.
    else if (!req.originalUrl.split('?')[0]?.endsWith('/')) res.redirect(308, `${req.baseUrl}/`);
    else res.type('html').send(html);
  };
  return [policy, page];
}

/** All that the page needs; the package holds more, such as a page that shows somebody else's API. */
const assets = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Ashlar: API reference</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="icon" href="./favicon-32x32.png">
    <link rel="stylesheet" href="./swagger-ui.css">
  </head>
  <body>
    <div id="reference"></div>
    <script src="./swagger-ui-bundle.js"></script>
    <script src="./start.js"></script>
  </body>
</html>
`;

const startScript = `window.onload = () => {
  window.ui = SwaggerUIBundle({ url: '../spec.json', dom_id: '#reference', deepLinking: true });
};
`;
