/** C++'s library, which gems that come compiled expect to find. */
const cpp = 'stdenv.cc.cc.lib';

/** Attributes of nixpkgs that gems are compiled against, or load when they run. */
const librariesByGem: Readonly<Record<string, readonly string[]>> = {
  charlock_holmes: ['icu', 'zlib', cpp],
  curb: ['curl'],
  eventmachine: ['openssl', cpp],
  ffi: ['libffi'],
  fiddle: ['libffi'],
  'google-protobuf': [cpp],
  grpc: ['openssl', cpp],
  'libv8-node': [cpp],
  mini_racer: [cpp],
  mysql2: ['libmysqlclient', 'openssl', 'zlib'],
  nokogiri: ['libxml2', 'libxslt', 'zlib'],
  openssl: ['openssl'],
  pg: ['libpq'],
  psych: ['libyaml'],
  puma: ['openssl'],
  rdkafka: ['openssl', 'zlib', cpp],
  rmagick: ['imagemagick'],
  'ruby-vips': ['vips', 'glib'],
  rugged: ['openssl', 'zlib'],
  sassc: [cpp],
  snappy: ['snappy', cpp],
  sqlite3: ['sqlite'],
  thin: [cpp],
  tiny_tds: ['freetds', 'openssl'],
  trilogy: ['openssl', 'zlib'],
  unf_ext: [cpp],
  zlib: ['zlib'],
};

/** Libraries of nixpkgs for the gems of these names. */
export function gemLibraries(names: readonly string[]): string[] {
  return [...new Set(names.flatMap((name) => librariesByGem[name] ?? []))].sort();
}
