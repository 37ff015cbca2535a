import { afterEach, beforeEach } from 'vitest';
import { FakeCentralHttp, fakeToken } from './fake-central-http.ts';
import { type CliOptions, runCli, spawnCli } from './run-cli.ts';

/** A fresh fake central before each test of the file, and the command line logged in to it. */
export function cliWithCentral() {
  let central: FakeCentralHttp;
  beforeEach(async () => {
    central = await FakeCentralHttp.start();
  });
  afterEach(() => central.stop());
  const withLogin = ({ env, ...options }: CliOptions): CliOptions => ({
    ...options,
    env: { VPSPILOT_SERVER: central.url, VPSPILOT_TOKEN: fakeToken, ...env },
  });
  return {
    central: () => central,
    run: (args: string | readonly string[], options: CliOptions = {}) =>
      runCli(words(args), withLogin(options)),
    /** As a process of its own, for what signals and pipes do. */
    spawn: (args: string, options: CliOptions = {}) => spawnCli(words(args), withLogin(options)),
  };
}

function words(args: string | readonly string[]): readonly string[] {
  return typeof args === 'string' ? args.split(' ').filter((word) => word !== '') : args;
}
