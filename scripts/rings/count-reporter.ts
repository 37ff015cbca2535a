/** Vitest reporter: writes what `vpspilot test` counts to the file named by VPSPILOT_TEST_COUNTS. */
import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { RingResult } from './ring.ts';

export type Counts = Pick<RingResult, 'passed' | 'failed' | 'skipped'>;

// biome-ignore lint/style/noDefaultExport: Vitest loads a reporter by its default export.
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const target = process.env['VPSPILOT_TEST_COUNTS'];
    if (target === undefined) return;
    const tests = modules.flatMap((each) => [...each.children.allTests()]);
    const counts: Counts = {
      passed: tests.filter((test) => test.result().state === 'passed').length,
      failed: [
        ...tests.filter((test) => test.result().state === 'failed').map(nameOf),
        // A file or a hook that breaks takes its tests with it: that must be seen in the count.
        ...modules
          .filter(brokeOutsideTests)
          .map((each) => `${each.relativeModuleId} (outside its tests)`),
        ...unhandled.map(() => 'an error that no test caught'),
      ],
      // A test that never ran has no result; it may not vanish from the count.
      skipped: tests
        .filter(isSkipped)
        .map((test) => ({ name: nameOf(test), reason: reasonOf(test) })),
    };
    writeFileSync(target, JSON.stringify(counts));
  }
}

function nameOf(test: TestCase): string {
  return `${test.module.relativeModuleId} > ${test.fullName}`;
}

function isSkipped(test: TestCase): boolean {
  return test.result().state === 'skipped' || test.result().state === 'pending';
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  return result.state === 'skipped' ? (result.note ?? '') : 'it never ran';
}

function brokeOutsideTests(module: TestModule): boolean {
  if (module.errors().length > 0) return true;
  return [...module.children.allSuites()].some((suite) => suite.errors().length > 0);
}
