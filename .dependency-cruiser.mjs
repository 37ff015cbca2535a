/** Each rule is a direction of the design, with the sentence for whoever trips over it. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const useCases =
  '^central/(accounts|deployments|github|nodes|notifications|outbox|projects|secrets|webhooks)/';
const effects =
  '^(node:)?(fs|net|tls|http|http2|https|dgram|child_process|worker_threads)(/|$)|node_modules/(execa|simple-git|undici|handlebars)/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    rule(
      'no-circular',
      'A cycle hides the direction of the design; move the shared part down.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule(
      'programs-meet-only-in-proto-and-lib',
      'central, node-agent, cli and web share the wire contract and lib, nothing else.',
      { path: '^(central|node-agent|cli|web)/' },
      { path: '^(central|node-agent|cli|web)/', pathNot: '^$1/' },
    ),
    rule(
      'lib-is-a-leaf',
      'lib holds helpers any program may use; it knows none of them.',
      { path: '^lib/' },
      { path: '^(central|node-agent|cli|web|prisma|scripts|bench|test)/' },
    ),
    rule(
      'browsers-use-lib-api',
      'The typed client is bundled for browsers: nothing of Node in it.',
      { path: '^lib/api/' },
      { path: '^node:|^lib/(?!api/|user-error)' },
    ),
    rule(
      'domain-is-pure',
      'domain holds rules: it computes, and knows no file, socket, process, database or clock.',
      { path: '^(central|node-agent)/domain/' },
      {
        pathNot:
          '^(central|node-agent)/(domain/|ports\\.ts$)|^lib/|^(node:)?(path|crypto|util|buffer|net)(/|$)|node_modules/(zod|dotenv)/',
      },
    ),
    rule(
      'domain-runs-nothing',
      'A rule that starts a program is not a rule.',
      { path: '^(central|node-agent)/domain/' },
      { path: '^lib/(run-command|logger|grpc)\\.ts$', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'ports-know-only-words',
      'ports.ts and its parts name what we need from outside, in our own words.',
      { path: '^(central|node-agent)/(|disk-|service-)ports\\.ts$' },
      {
        pathNot:
          '^(central|node-agent)/(domain/|ports\\.ts$|disk-ports\\.ts$|service-ports\\.ts$)|^lib/',
      },
    ),
    rule(
      'command-lines-are-data',
      'commands/ builds argument arrays; lib/run-command.ts runs them.',
      { path: '^(central|node-agent)/commands/' },
      {
        path: '^(central|node-agent)/(?!domain/|commands/|ports\\.ts|settings\\.ts)|^(node:)?(fs|net|child_process)(/|$)|node_modules/execa/',
      },
    ),
    rule(
      'only-one-place-runs-programs',
      'lib/run-command.ts starts what is waited for; long-lived children belong to an adapter.',
      {
        pathNot:
          '^lib/run-command\\.ts$|^(central|node-agent)/adapters/|^(scripts|bench|test)/|^cli/adapters/',
      },
      { path: '^(node:)?child_process$|node_modules/execa/' },
    ),
    rule(
      'use-cases-never-import-adapters',
      'Use cases get everything through the context, so that tests can pass something else.',
      { path: useCases },
      { path: '^central/(adapters|api|config|main\\.ts)', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'adapters-take-no-decisions',
      'An adapter turns one port into the outside world; decisions live above it.',
      { path: '^central/adapters/' },
      {
        path: `${useCases}|^central/(api|main\\.ts|context\\.ts)`,
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'api-calls-use-cases',
      'A method checks, translates and calls one use case; it reaches no adapter.',
      { path: '^central/api/' },
      { path: '^central/(adapters/|main\\.ts$)', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'the-story-knows-ports-only',
      'deploy/ is the order of the steps; how each is done is an adapter behind a port.',
      { path: '^node-agent/deploy/' },
      { path: '^node-agent/(adapters|loops|main\\.ts)', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'agent-adapters-take-no-decisions',
      'An adapter turns one port into the outside world; the story and the loops live above it.',
      { path: '^node-agent/adapters/' },
      {
        path: '^node-agent/(deploy|loops|main\\.ts|context\\.ts)',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'effects-live-in-adapters',
      'Files, sockets and processes are touched in adapters/ and lib/ only.',
      {
        path: '^(central|node-agent)/',
        pathNot: '^(central|node-agent)/(adapters/|config/|api/|domain/|main\\.ts$|context\\.ts$)',
      },
      { path: effects, dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'the-database-is-opened-in-one-place',
      'Everybody may know the types of the rows; one adapter opens the database.',
      { path: '^(central|node-agent|cli|lib)/', pathNot: '^central/adapters/' },
      { path: '^prisma/client/|node_modules/@prisma/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'settings-are-read-once',
      'Only main.ts and context.ts see what reads the settings; all others get them.',
      { path: '^central/', pathNot: '^central/(config/|main\\.ts$|context\\.ts$)' },
      { path: '^central/config/load-settings\\.ts$' },
    ),
    rule(
      'the-demo-is-a-user',
      'Demo and benchmark use the product from outside, as anybody would; else they prove nothing. Only bench/builds measures a part: how the agent builds.',
      { path: '^(scripts/(demo|platform|push-hook|bench)|bench/)', pathNot: '^bench/builds/' },
      { path: '^(central|node-agent|cli|web|prisma)/' },
    ),
    rule(
      'the-product-needs-no-scripts',
      'If production code needs it, it is neither a script nor a test helper.',
      { path: '^(central|node-agent|cli|web|lib)/' },
      { path: '^(scripts|bench|test|examples)/' },
    ),
    rule(
      'resolvable',
      'An import that resolves to nothing. (@octokit/openapi-types holds types and no code.)',
      {},
      { couldNotResolve: true, pathNot: '^@octokit/openapi-types$' },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: '^(proto/gen|dist|data|bench/applications|test/support/registries/npm-projects)/',
    },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
