/** Vitest reporter: writes what `vpspilot test` counts to the file named by VPSPILOT_TEST_COUNTS. */
import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';
import type { Counts, FileCounts } from './ring.ts';

// biome-ignore lint/style/noDefaultExport: Vitest loads a reporter by its default export.
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const target = process.env['VPSPILOT_TEST_COUNTS'];
    if (target === undefined) return;
    const paths = unhandled.map((each) => each['VITEST_TEST_PATH']);
    const counts: Counts = {
      files: modules.map((each) => countsOf(each, paths.includes(each.moduleId))),
      astray: paths
        .filter((path) => !modules.some((each) => each.moduleId === path))
        .map(() => 'an error that no test caught'),
      reasons: modules.flatMap(reasonsOf),
    };
    writeFileSync(target, JSON.stringify(counts));
  }
}

/** The end of a long output is often all that is kept of it: there it must say what failed, not only where. */
function reasonsOf(module: TestModule): string[] {
  return [...module.children.allTests()].flatMap((test) =>
    (test.result().errors ?? []).map(
      ({ message }) => `${nameOf(test)}: ${message.slice(0, 1_000)}`,
    ),
  );
}

function countsOf(module: TestModule, hasUnhandledError: boolean): FileCounts {
  const tests = [...module.children.allTests()];
  const file = module.relativeModuleId;
  return {
    file,
    passed: tests.filter((test) => test.result().state === 'passed').map(nameOf),
    failed: [
      ...tests.filter((test) => test.result().state === 'failed').map(nameOf),
      // A file or a hook that breaks takes its tests with it: that must be seen in the count.
      ...(brokeOutsideTests(module) ? [`${file} (outside its tests)`] : []),
      ...(hasUnhandledError ? [`${file} (an error that no test caught)`] : []),
    ],
    // A test that never ran has no result; it may not vanish from the count.
    skipped: tests
      .filter(isSkipped)
      .map((test) => ({ name: nameOf(test), reason: reasonOf(test) })),
  };
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
