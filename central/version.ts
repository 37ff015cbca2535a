/** Of central; the same as in package.json. Shown in the log of every agent. */
export const centralVersion = '0.1.0';
