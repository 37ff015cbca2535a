import { exitCodes } from './exit-codes.ts';
import { processIo } from './io.ts';
import { run } from './run.ts';

/** `vpspilot logs | head` ends us, not with an error. */
function endQuietlyOnClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCodes.ok.code);
    throw error;
  });
}

endQuietlyOnClosedPipe(process.stdout);
endQuietlyOnClosedPipe(process.stderr);
const exit = await run(processIo(), process.argv.slice(2));
process.exitCode = exitCodes[exit].code;
