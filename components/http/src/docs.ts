import express, { type RequestHandler } from 'express';
import helmet from 'helmet';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** The reference page: Swagger UI, rendered from the service's own document, with no asset from elsewhere. */
export function docsHandlers(documentUrl: string): readonly RequestHandler[] {
  const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
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
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      next();
      return;
    }
    if (req.path === '/start.js') {
      res.type('text/javascript').send(startScript(documentUrl));
      return;
    }
    if (req.path !== '/') {
      next();
      return;
    }
    // Relative addresses below need the slash.
    if (!req.originalUrl.split('?')[0]?.endsWith('/')) {
      res.redirect(308, `${req.baseUrl}/`);
      return;
    }
    res.type('html').send(html);
  };
  return [policy, page, express.static(assets, { index: false, fallthrough: true, maxAge: '1h' })];
}

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

function startScript(documentUrl: string): string {
  return `window.onload = () => {
  window.ui = SwaggerUIBundle({ url: ${JSON.stringify(documentUrl)}, dom_id: '#reference', deepLinking: true });
};
`;
}
