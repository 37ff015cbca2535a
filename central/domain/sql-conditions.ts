/** A part of a WHERE with a `?` for each value. The text is always our own. */
export interface Condition {
  sql: string;
  values: readonly (string | number)[];
}

export function condition(sql: string, ...values: readonly (string | number)[]): Condition {
  return { sql, values };
}

/** A column that has one of these values; of none, it is never true. */
export function oneOf(column: string, values: readonly (string | number)[]): Condition {
  return { sql: `${column} IN (${values.map(() => '?').join(', ')})`, values };
}

/** The conditions that are there, all together. */
export function allOf(...conditions: readonly (Condition | undefined)[]): Condition {
  const given = conditions.filter((one) => one !== undefined);
  return {
    sql: given.map(({ sql }) => `(${sql})`).join(' AND '),
    values: given.flatMap(({ values }) => values),
  };
}
