export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Matches the name of the one file in the release's route folder; its digits are `{http.regexp.<name>.1}`. */
export function routeFile(name: string, pattern: string): Json {
  return { vars_regexp: { '{http.matchers.file.relative}': { name, pattern } } };
}
