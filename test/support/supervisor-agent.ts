/** An agent reduced to its process supervisor: `<state folder> <root>`; starts release 1, then waits to be killed. */
import { ProcessSupervisor } from '../../node-agent/adapters/process-supervisor.ts';
import { makeRelease, testProject } from './releases.ts';

const [, , state = '', root = '', port = '', code = '', stopAppsOnExit = ''] = process.argv;
const services = new ProcessSupervisor({
  stateDirectory: state,
  stopAppsOnExit: stopAppsOnExit === 'stop',
});
const app = testProject(root, 1);
const release = await makeRelease(root, app, { number: 1, port: Number(port), code });
const { pid } = await services.start(release, app.folders, new AbortController().signal);
await services.enableOnly(release);
process.on('SIGTERM', () => process.exit(0));
console.log(pid);
setInterval(() => undefined, 1_000);
