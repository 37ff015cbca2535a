/** How Caddy serves a release that is only files. */
import { type Json, type JsonObject, routeFile } from './caddy-json.ts';

/** Folders of which bundlers say themselves that nothing in them ever changes. */
const immutableFolders = '^/(_next/static|_app/immutable)/.';

/** Where other bundlers put a digest into each name: what such a file holds never changes either. */
const digestNames = '^/(assets|static|_astro)/.*[.-][A-Za-z0-9_]{8,}\\.[a-z0-9]+$';

/** Words, dates and sizes that look like digests: logo-download.png, photo-20240101.jpg, icon-1024x1024.png. */
const otherNames = '[.-]([a-z_]{8,}|[0-9_]{8,}|[0-9]+x[0-9]+)\\.[a-z0-9]+$';

/** Names that look like a file, so that a missing script is not answered with a page. */
const fileNames = '\\.[A-Za-z0-9]{1,8}$';

/** Handlers for a release whose route folder holds `static-<n>`; root leads to its files. */
export function staticRoutes(root: string): Json[] {
  return [
    {
      match: [routeFile('release', '(?:^|/)static-([0-9]+)$')],
      handle: [
        {
          handler: 'subroute',
          routes: [onlyReading, notModified, ...headers, ...cacheRules, ...files(root)],
        },
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

const onlyReading: Json = {
  match: [{ not: [{ method: ['GET', 'HEAD'] }] }],
  handle: [{ handler: 'static_response', status_code: 405, headers: { Allow: ['GET, HEAD'] } }],
  terminal: true,
};

const notModified: Json = {
  match: [{ vars: { '{http.request.header.If-None-Match}': [version] } }],
  handle: [{ handler: 'static_response', status_code: 304, headers: { Etag: [version] } }],
  terminal: true,
};

const headers: Json[] = [
  // Its ETag is a weak one, with which parts of a file may not be put together.
  {
    match: [{ header: { 'If-Range': ['*'] } }],
    handle: [{ handler: 'headers', request: { delete: ['Range'] } }],
  },
  {
    handle: [
      {
        handler: 'headers',
        request: { delete: ['If-None-Match', 'If-Modified-Since', 'If-Range'] },
        response: { deferred: true, delete: ['Last-Modified'], set: { Etag: [version] } },
      },
    ],
  },
  // A part of a file is a part of what it is on the disk.
  {
    match: [{ not: [{ header: { Range: ['*'] } }] }],
    handle: [{ handler: 'encode', encodings: { zstd: {}, gzip: {} }, prefer: ['zstd', 'gzip'] }],
  },
];

const cacheRules: Json[] = [
  { handle: [{ handler: 'headers', response: { set: { 'Cache-Control': ['no-cache'] } } }] },
  {
    match: [
      { path_regexp: { pattern: immutableFolders } },
      {
        path_regexp: { pattern: digestNames },
        not: [{ path_regexp: { pattern: otherNames } }],
      },
    ],
    // Not for a file that is missing while an old page still asks for it.
    handle: [
      {
        handler: 'headers',
        response: {
          deferred: true,
          require: { status_code: [2] },
          set: { 'Cache-Control': ['public, max-age=31536000, immutable'] },
        },
      },
    ],
  },
];

/** The file; the page of that name; the site's own 404 page, or else its single page. */
function files(root: string): Json[] {
  const path = '{http.request.uri.path}';
  const bare = '{http.regexp.slashed.1}';
  const slashed = { path_regexp: { name: 'slashed', pattern: '^(/.*[^/])/+$' } };
  const isPublic = { not: [hidden] };
  return [
    when({ ...isPublic, file: { root, try_files: [path, `${path}/`] } }, [serve(root)]),
    when({ ...isPublic, file: { root, try_files: [`${path}.html`] } }, [
      rewrite(`${path}.html`),
      serve(root),
    ]),
    {
      match: [slashed],
      handle: [
        {
          handler: 'subroute',
          routes: [when({ file: { root, try_files: [`${bare}.html`] } }, [redirect(bare)])],
        },
      ],
    },
    when({ file: { root, try_files: ['/404.html'] } }, [rewrite('/404.html'), serve(root, 404)]),
    when({ not: [{ path_regexp: { pattern: fileNames } }, hidden] }, [
      rewrite('/index.html'),
      serve(root),
    ]),
    { handle: [{ handler: 'static_response', status_code: 404, body: 'Not found\n' }] },
  ];
}

/** Settings and histories of tools; what /.well-known holds is meant to be found. */
const hidden: JsonObject = { path: ['*/.*'], not: [{ path: ['/.well-known/*'] }] };

function redirect(place: string): Json {
  return { handler: 'static_response', status_code: 308, headers: { Location: [place] } };
}

function when(match: Json, handle: Json[]): Json {
  return { match: [match], handle, terminal: true };
}

function rewrite(uri: string): Json {
  return { handler: 'rewrite', uri };
}

function serve(root: string, statusCode?: number): Json {
  const status = statusCode === undefined ? {} : { status_code: statusCode };
  return {
    handler: 'file_server',
    root,
    hide: ['.git', '.env'],
    // What the build has compressed itself, and better than there is time for at each request.
    precompressed: { br: {}, zstd: {}, gzip: {} },
    precompressed_order: ['br', 'zstd', 'gzip'],
    ...status,
  };
}
