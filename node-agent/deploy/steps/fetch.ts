import { readCredential, secretsOf } from '../../domain/repository-credential.ts';
import type { SourceTree, Step } from '../../ports.ts';
import type { DeployOrder, Job } from '../job.ts';

/** Brings the commit here and tells what it is, so that also a deployment that fails later has a name. */
export async function fetchSource(job: Job, order: DeployOrder): Promise<SourceTree> {
  const { tools, story, signal, project } = job;
  const masked = `${project.id}@repository`;
  try {
    const tree = await story.step('fetch', signal, (step) => fetch(job, order, masked, step));
    tellSource(job, tree);
    return tree;
  } finally {
    tools.redactor.remove(masked);
  }
}

async function fetch(
  { tools, folders, project }: Job,
  { repositoryUrl: url, branch, commit, sealedCredential }: DeployOrder,
  masked: string,
  step: Step,
): Promise<SourceTree> {
  const credential = readCredential(await tools.environments.open(sealedCredential));
  tools.redactor.set(masked, secretsOf(credential));
  const since = (await tools.releases.live(project))?.commit ?? '';
  const request = { folders, url, branch, commit, since, credential };
  const tree = await tools.ports.repositories.fetch(request, step);
  step.note(`${tree.commit.slice(0, 10)} ${tree.subject}`.trim());
  return tree;
}

function tellSource({ tools, story }: Job, { commit, subject, author, history }: SourceTree): void {
  const { mask } = tools.redactor;
  const commits = (history?.commits ?? []).map((one) => ({
    commit: one.commit,
    subject: mask(one.subject).slice(0, 200),
    author: mask(one.author).slice(0, 100),
  }));
  const value = {
    ...{ commit, subject: mask(subject), author: mask(author), commits },
    commitsMore: history?.more ?? false,
    commitsSince: history?.since ?? '',
    commitsUnrelated: history?.isUnrelated ?? false,
  };
  story.tell({ case: 'sourceFetched', value });
}
