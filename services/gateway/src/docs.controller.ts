import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Refusal } from '#libs/web/http/problem';
import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { Views } from './aggregation/views.js';
import { OwnOperations } from './own/own-operations.js';
import { ownPaths } from './own/own-paths.js';
import { apiDocument } from './routing/api-document.js';
import { LiveRoutes } from './routing/live-routes.js';
import type { RouteTable } from './routing/route-table.js';
import { VERSION } from './version.js';

const ASSETS = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const TYPES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

/** Everything comes from here: a page that works without the internet. */
const PAGE = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Switchboard API</title>
  <link rel="icon" href="/docs/favicon-32x32.png">
  <link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
  <div id="api"></div>
  <script src="/docs/swagger-ui-bundle.js"></script>
  <script>
    SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true, docExpansion: 'none', filter: true });
  </script>
</body>
</html>
`;

/** The API of all services, for programs and for people. */
@Controller()
export class DocsController {
  /** It is large, and anybody may ask for it: made once for each table of routes and all that are the gateway's own. */
  #made: { readonly of: RouteTable; readonly views: object; readonly json: string } | undefined;

  constructor(
    private readonly routes: LiveRoutes,
    private readonly views: Views,
    private readonly own: OwnOperations,
  ) {}

  @Get('openapi.json')
  @Header('content-type', 'application/json; charset=utf-8')
  openApi(): string {
    const { descriptions, table } = this.routes;
    const views = this.views.revision;
    if (this.#made?.of !== table || this.#made.views !== views) {
      const document = apiDocument(descriptions, table, VERSION);
      const json = JSON.stringify({
        ...document,
        paths: { ...document.paths, ...this.views.paths(), ...ownPaths(this.own.routes) },
      });
      this.#made = { of: table, views, json };
    }
    return this.#made.json;
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    return PAGE;
  }

  @Get('docs/:asset')
  @Header('cache-control', 'public, max-age=86400')
  asset(@Param('asset') asset: string): StreamableFile {
    const type = TYPES[asset];
    if (type === undefined) throw new Refusal(404, 'no-such-route', 'The page has no such part.');
    return new StreamableFile(createReadStream(join(ASSETS, asset)), { type });
  }
}
