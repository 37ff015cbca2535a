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
];
