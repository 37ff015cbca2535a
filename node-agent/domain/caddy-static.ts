/** How Caddy serves a release that is only files. */
import { type Json, routeFile } from './caddy-json.ts';

/** Bundlers put a digest into these names: what they hold never changes. */
const digestNames =
  '^/(assets|static|_next/static|_astro|_app/immutable)/.*[.-][A-Za-z0-9_-]{8,}\\.[a-z0-9]+$';

/** Names that look like a file, so that a missing script is not answered with a page. */
const fileNames = '\\.[A-Za-z0-9]{1,8}$';

/** Handlers for a release whose route folder holds `static-<n>`; root leads to its files. */
export function staticRoutes(root: string): Json[] {
  return [
    {
      match: [routeFile('release', '(?:^|/)static-([0-9]+)$')],
      handle: [
        { handler: 'subroute', routes: [notModified, headers, ...cacheRules, ...files(root)] },
      ],
      terminal: true,
    },
  ];
}

/**
 * Files of the Nix store all have the same date, and Caddy makes its ETag of date and size: a
 * browser would keep an old page of the same length for ever. So the release is the version.
 */
const version = 'W/"release-{http.regexp.release.1}"';

const notModified: Json = {
  match: [{ vars: { '{http.request.header.If-None-Match}': [version] } }],
  handle: [{ handler: 'static_response', status_code: 304 }],
  terminal: true,
};

const headers: Json = {
  handle: [
    {
      handler: 'headers',
      request: { delete: ['If-None-Match', 'If-Modified-Since', 'If-Range'] },
      response: { deferred: true, delete: ['Last-Modified'], set: { Etag: [version] } },
    },
    { handler: 'encode', encodings: { zstd: {}, gzip: {} }, prefer: ['zstd', 'gzip'] },
  ],
};

const cacheRules: Json[] = [
  {
    match: [{ path_regexp: { pattern: digestNames } }],
    handle: [cacheControl('public, max-age=31536000, immutable')],
  },
  {
    match: [{ not: [{ path_regexp: { pattern: digestNames } }] }],
    handle: [cacheControl('no-cache')],
  },
];

function cacheControl(value: string): Json {
  return { handler: 'headers', response: { set: { 'Cache-Control': [value] } } };
}

/** The file; the page of that name; the site's own 404 page, or else its single page. */
function files(root: string): Json[] {
  const path = '{http.request.uri.path}';
  return [
    when({ file: { root, try_files: [path, `${path}/`] } }, [serve(root)]),
    when({ file: { root, try_files: [`${path}.html`] } }, [rewrite(`${path}.html`), serve(root)]),
    when({ file: { root, try_files: ['/404.html'] } }, [rewrite('/404.html'), serve(root, 404)]),
    when({ not: [{ path_regexp: { pattern: fileNames } }] }, [rewrite('/index.html'), serve(root)]),
    { handle: [{ handler: 'static_response', status_code: 404, body: 'Not found\n' }] },
  ];
}

function when(match: Json, handle: Json[]): Json {
  return { match: [match], handle, terminal: true };
}

function rewrite(uri: string): Json {
  return { handler: 'rewrite', uri };
}

function serve(root: string, statusCode?: number): Json {
  const status = statusCode === undefined ? {} : { status_code: statusCode };
  return { handler: 'file_server', root, hide: ['.git', '.env'], ...status };
}
