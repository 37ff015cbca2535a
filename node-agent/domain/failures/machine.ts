/** The machine has too little of something, or forbids something. */
import { building, type Explanation } from './explanation.ts';

export const machineFailures: readonly Explanation[] = [
  {
    code: 'disk_full',
    pattern: /No space left on device|\bENOSPC\b|disk quota exceeded/i,
    hint: 'The disk is full: remove old projects or releases, or run nix-collect-garbage on the node',
  },
  {
    code: 'sandbox_unavailable',
    byNix: true,
    pattern:
      /private mount namespace|unsharing|user namespace|cannot (?:mount|pivot)|sandbox.*not supported/i,
    hint: "Nix' sandbox needs user and mount namespaces, which this machine or its container forbids",
  },
  {
    code: 'node_heap_full',
    pattern: /JavaScript heap out of memory/,
    stages: building,
    hint: 'The build ran out of the memory that Node allows itself: put "NODE_OPTIONS": "--max-old-space-size=4096" (megabytes) into build.env, if the node has as much',
  },
  {
    code: 'node_heap_full',
    pattern: /JavaScript heap out of memory/,
    hint: 'The application filled the memory that Node allows itself: look for what grows, or raise it with NODE_OPTIONS=--max-old-space-size=… in env, and resources.memory_limit with it',
  },
  {
    code: 'php_memory_limit',
    pattern: /Allowed memory size of (\d+) bytes exhausted/,
    hint: ([, bytes]) =>
      `PHP may use ${Math.round(Number(bytes) / 1024 / 1024)} MB only: run the command as "php -d memory_limit=1G …"`,
  },
  {
    code: 'build_out_of_memory',
    stages: building,
    pattern:
      /Cannot allocate memory|virtual memory exhausted|std::bad_alloc|fatal error: Killed signal|ld terminated with signal 9|signal: killed|^Killed$|: line \d+:\s+\d+ Killed\b|^MemoryError$|failed to allocate memory \(NoMemoryError\)|runtime: out of memory/m,
    hint: 'The build ran out of memory: give the node more memory or swap, let it build one project at a time ("maxBuilds": 1 in the settings of its agent), or let the tool use fewer processes',
  },
  {
    code: 'out_of_memory',
    pattern:
      /needed more memory than resources\.memory_limit|killed, most likely for needing more than resources\.memory_limit|Cannot allocate memory|^MemoryError$|failed to allocate memory \(NoMemoryError\)|runtime: out of memory/m,
    hint: 'The application needs more memory than it may have: raise resources.memory_limit, or let it start fewer workers',
  },
];
