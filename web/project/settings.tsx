import type { ReactNode } from 'react';
import { useCan } from '../data/me.ts';
import { ChannelsCard } from '../settings/channels/channels-card.tsx';
import { ProjectPage } from './project-page.tsx';
import { AccessSection } from './settings/access-section.tsx';
import { DangerSection } from './settings/danger-section.tsx';
import { GeneralSection } from './settings/general-section.tsx';
import { MembersSection } from './settings/members-section.tsx';
import { WatchPathsSection } from './settings/watch-paths-section.tsx';
import { WebhookSection } from './settings/webhook-section.tsx';

/** Everything that can be set about a project, one part below the other. */
export function ProjectSettingsPage({ project: slug }: { project: string }) {
  const can = useCan();
  const mayWrite = can('projects.write', slug);
  const sees = {
    members: can('members.read', slug),
    channels: can('notifications.read', slug),
  };
  return (
    <ProjectPage slug={slug} name="Settings">
      {(project) => (
        <div className="settings-layout">
          <Contents mayWrite={mayWrite} sees={sees} />
          <div className="stack">
            <Section id="general">
              <GeneralSection project={project} mayWrite={mayWrite} />
            </Section>
            <Section id="paths">
              <WatchPathsSection project={project} mayWrite={mayWrite} />
            </Section>
            <Section id="access">
              <AccessSection project={project} mayWrite={mayWrite} />
            </Section>
            <Section id="webhook">
              <WebhookSection project={project} mayWrite={mayWrite} />
            </Section>
            {sees.members ? (
              <Section id="members">
                <MembersSection project={project} />
              </Section>
            ) : null}
            {sees.channels ? (
              <Section id="notifications">
                <ChannelsCard project={slug} />
              </Section>
            ) : null}
            {mayWrite ? (
              <Section id="danger">
                <DangerSection project={project} />
              </Section>
            ) : null}
          </div>
        </div>
      )}
    </ProjectPage>
  );
}

function Section({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div id={id} className="settings-section">
      {children}
    </div>
  );
}

function Contents({
  mayWrite,
  sees,
}: {
  mayWrite: boolean;
  sees: { members: boolean; channels: boolean };
}) {
  const parts = [
    { id: 'general', label: 'General' },
    { id: 'paths', label: 'Paths that trigger' },
    { id: 'access', label: 'Repository access' },
    { id: 'webhook', label: 'Webhook' },
    ...(sees.members ? [{ id: 'members', label: 'Members' }] : []),
    ...(sees.channels ? [{ id: 'notifications', label: 'Notifications' }] : []),
    ...(mayWrite ? [{ id: 'danger', label: 'Danger zone' }] : []),
  ];
  return (
    <nav className="settings-nav" aria-label="Parts of the settings">
      {parts.map(({ id, label }) => (
        <a key={id} href={`#${id}`}>
          {label}
        </a>
      ))}
    </nav>
  );
}
