import type { SourceTree } from '../../ports.ts';
import type { DeployOrder, Job } from '../job.ts';

/** Brings the commit here and tells what it is, so that also a deployment that fails later has a name. */
export async function fetchSource(job: Job, order: DeployOrder): Promise<SourceTree> {
  const { tools, story, signal, folders } = job;
  const tree = await story.step('fetch', signal, async (step) => {
    const tree = await tools.ports.repositories.fetch(
      { folders, url: order.repositoryUrl, branch: order.branch, commit: order.commit },
      step,
    );
    step.note(`${tree.commit.slice(0, 10)} ${tree.subject}`.trim());
    return tree;
  });
  const { mask } = tools.redactor;
  const { commit, subject, author } = tree;
  const value = { commit, subject: mask(subject), author: mask(author) };
  story.tell({ case: 'sourceFetched', value });
  return tree;
}
