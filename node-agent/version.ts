/** Of the agent; the same as in package.json, which the bundle does not contain. */
export const agentVersion = '0.1.0';
