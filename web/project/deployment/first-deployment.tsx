import { Rocket } from 'lucide-react';
import { Link } from 'wouter';
import { Code, InlineCode } from '../../components/code.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import type { Project } from '../types.ts';

/** What to do when nothing was ever deployed. */
export function FirstDeployment({ project }: { project: Project }) {
  const { slug, branch, node, autoDeploy, webhookUrl } = project;
  return (
    <section className="card" aria-label="Deployments">
      <EmptyState icon={Rocket} title="Nothing deployed yet">
        {autoDeploy
          ? `Push to ${branch} and it is built, tested and put live on ${node.name}.`
          : `Pushes do not deploy ${slug}: press Deploy when it is time.`}
      </EmptyState>
      <ol className="first-steps">
        <li>
          <strong>
            Put a <InlineCode>config.vpspilot.json</InlineCode> into the repository
          </strong>
          <p className="muted">In a checkout, this writes one that fits what is there:</p>
          <Code>vpspilot init</Code>
        </li>
        <li>
          <strong>Let GitHub tell of pushes</strong>
          <p className="muted">
            Repository → Settings → Webhooks: this address, content type application/json, and the
            secret that was shown when the project was made. A new secret is made in{' '}
            <Link href={`/projects/${slug}/settings`}>settings</Link>; what arrives is listed in{' '}
            <Link href={`/deliveries?project=${slug}`}>deliveries</Link>.
          </p>
          <Code>{webhookUrl}</Code>
        </li>
        <li>
          <strong>Push, or press Deploy</strong>
          <Code>{`git push origin ${branch}`}</Code>
        </li>
      </ol>
    </section>
  );
}
