/** Name of the file in a project's repository. */
export const configFileName = 'config.vpspilot.json';
