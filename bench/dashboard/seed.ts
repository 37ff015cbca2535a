/** Fills central's database with years of work, by SQL alone: over the API it would take a day. */
import { DatabaseSync } from 'node:sqlite';

export interface Size {
  projects: number;
  deployments: number;
  logLines: number;
}

export const stepsPerDeployment = 8;
/** Central keeps no more of them. */
const deliveriesMax = 5_000;
/** One statement at a time, so that Ctrl-C is heard and progress is seen. */
const rowsPerStatement = 100_000;
/** A build that talks: the same in each size, for a search reads all of one log. */
export const longLogLines = 20_000;

/** The first project has every fifth deployment; the others share the rest. */
export const busyShare = 5;

/** Id of the deployment n: scattered as random ones are. */
export function deploymentId(n: number): string {
  const scattered = (BigInt(n) * 2_654_435_761n) % 4_294_967_296n;
  return `${scattered.toString(16).padStart(8, '0')}-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

const idOf = (n: string) =>
  `printf('%08x-0000-4000-8000-%012d', (${n} * 2654435761) % 4294967296, ${n})`;
const dateOf = (n: string, seconds = 0) =>
  `strftime('%Y-%m-%dT%H:%M:%f', 1700000000 + ${n} * 300 + ${seconds}, 'unixepoch') || '+00:00'`;
const words = `'["sell more","mend the cart","update packages","revert","speed up the search",' ||
  '"translate the shop","new colours","log less"]'`;

/** Writes everything of one size into a database that central has made. */
export async function seed(file: string, size: Size, signal: AbortSignal): Promise<void> {
  const db = new DatabaseSync(file);
  try {
    // Lost when the machine stops now, and then it is made anew.
    runSql(db, 'PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -200000');
    seedProjects(db, size);
    for (const table of tablesOf(size)) {
      for (let from = 1; from <= table.rows; from += rowsPerStatement) {
        signal.throwIfAborted();
        const to = Math.min(table.rows, from + rowsPerStatement - 1);
        runSql(
          db,
          `WITH RECURSIVE rows(n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM rows
          WHERE n < ${to}) ${table.insert}`,
        );
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    finish(db);
  } finally {
    db.close();
  }
}

function runSql(db: DatabaseSync, sql: string): void {
  db.exec(sql);
}

function seedProjects(db: DatabaseSync, { projects }: Size): void {
  runSql(
    db,
    `
    INSERT INTO nodes (id, name, sealing_key) WITH RECURSIVE rows(n) AS (SELECT 1 UNION ALL
      SELECT n + 1 FROM rows WHERE n < 10) SELECT 'node-' || n, 'node-' || n, '{}' FROM rows;
    INSERT INTO projects (id, slug, repository_url, repository_name, branch, domains, node_id,
        webhook_secret, description)
      WITH RECURSIVE rows(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM rows WHERE n < ${projects})
      SELECT n, printf('project-%04d', n), printf('https://github.com/acme/project-%04d.git', n),
        printf('acme/project-%04d', n), 'main', printf('p%d.example.org', n),
        'node-' || (1 + n % 10), '', 'One of many' FROM rows`,
  );
}

interface Table {
  rows: number;
  insert: string;
}

function tablesOf({ projects, deployments, logLines }: Size): Table[] {
  const others = projects - 1;
  const perDeployment = Math.round(logLines / deployments);
  // Without every fifth: 1 2 3 4 6 7 … become 0 1 2 3 4 5 …
  const rank = `(n - n / ${busyShare} - 1)`;
  const isBusy = `n % ${busyShare} = 0`;
  return [
    {
      rows: deployments,
      insert: `INSERT INTO deployments (id, project_id, node_id, number, kind, state, branch,
          "commit", commit_message, commit_author, environment_version, created_by, created_at,
          deadline_at, sent_at, started_at, live_at, finished_at)
        SELECT ${idOf('n')}, CASE WHEN ${isBusy} THEN 1 ELSE 2 + ${rank} % ${others} END, 'node-1',
          CASE WHEN ${isBusy} THEN n / ${busyShare} ELSE 1 + ${rank} / ${others} END,
          'push', CASE WHEN n % 13 = 0 THEN 'failed' ELSE 'replaced' END, 'main',
          lower(hex(randomblob(20))), json_extract(${words}, '$[' || (n % 8) || ']') || ' ' || n,
          'Author ' || (n % 50), 1, 'delivery:' || n, ${dateOf('n')}, ${dateOf('n', 3600)},
          ${dateOf('n')}, ${dateOf('n', 1)},
          CASE WHEN n % 13 = 0 THEN NULL ELSE ${dateOf('n', 60)} END, ${dateOf('n', 120)}
        FROM rows`,
    },
    {
      rows: deployments * stepsPerDeployment,
      insert: `INSERT INTO deployment_steps (deployment_id, name, state, started_at, duration_ms)
        SELECT ${idOf(`(1 + (n - 1) / ${stepsPerDeployment})`)},
          json_extract('["fetch","config","dependencies","render","build","secrets","start","health"]',
            '$[' || ((n - 1) % ${stepsPerDeployment}) || ']'),
          'done', ${dateOf(`(1 + (n - 1) / ${stepsPerDeployment})`, 2)}, n % 900 FROM rows`,
    },
    {
      rows: logLines,
      insert: `INSERT INTO deployment_log (deployment_id, at, kind, step, stderr, text)
        SELECT ${idOf(`(1 + (n - 1) / ${perDeployment})`)},
          ${dateOf(`(1 + (n - 1) / ${perDeployment})`)}, 'output', 'build', n % 7 = 0,
          'added package ' || hex(randomblob(16)) || ' in ' || (n % 97) || ' ms' FROM rows`,
    },
    {
      rows: longLogLines,
      insert: `INSERT INTO deployment_log (deployment_id, at, kind, step, stderr, text)
        SELECT '${deploymentId(1)}', ${dateOf('1')}, 'output', 'build', 0,
          'compiled module ' || hex(randomblob(16)) || ' of ' || n FROM rows`,
    },
    {
      rows: Math.min(deployments, deliveriesMax),
      insert: `INSERT INTO webhook_deliveries (delivery_id, event, project_id, outcome, reason,
          payload, received_at)
        SELECT 'delivery-' || n, 'push', 1 + n % ${projects},
          CASE WHEN n % 3 = 0 THEN 'ignored' ELSE 'deployed' END,
          CASE WHEN n % 3 = 0 THEN 'other_branch' ELSE '' END, randomblob(4000), ${dateOf('n')}
        FROM rows`,
    },
    {
      rows: deployments * 2,
      insert: `INSERT INTO audit_log (at, actor, action, project_id, target, detail)
        SELECT ${dateOf('n')}, 'person-' || (n % 40) || '@example.org',
          CASE WHEN n % 5 = 0 THEN 'secret.set' ELSE 'deployment.cancel' END,
          1 + n % ${projects}, 'KEY_' || (n % 30), 'version ' || n FROM rows`,
    },
  ];
}

function finish(db: DatabaseSync): void {
  runSql(
    db,
    `
    UPDATE projects SET environment_version = 1, last_number =
      (SELECT max(number) FROM deployments WHERE project_id = projects.id);
    UPDATE deployments SET state = 'live', live_at = finished_at WHERE
      number = (SELECT last_number FROM projects WHERE id = deployments.project_id);
    INSERT INTO project_env_vars (project_id, key, version, value, created_by, created_at)
      SELECT p.id, 'KEY_' || k.value, 1, 'sealed', 'seed', ${dateOf('p.id')}
      FROM projects p, json_each('[1,2,3,4,5,6,7,8,9,10]') k`,
  );
}
