export interface SealedColumn {
  table: string;
  column: string;
}

/**
 * Every column that holds values sealed with the master key. A field of the schema whose comment
 * says "JWE" must be in here: else a rotation of the key would lose it.
 */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'projects', column: 'webhook_secret' },
  { table: 'project_env_vars', column: 'value' },
  { table: 'users', column: 'totp_secret' },
  { table: 'users', column: 'totp_pending' },
  { table: 'notification_channels', column: 'target' },
  { table: 'notification_channels', column: 'secret' },
  { table: 'github_connections', column: 'credential' },
  { table: 'github_connections', column: 'webhook_secret' },
  { table: 'deploy_keys', column: 'private_key' },
  { table: 'idempotency_keys', column: 'request' },
  { table: 'idempotency_keys', column: 'answer' },
];
