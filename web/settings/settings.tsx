import { Page } from '../components/page.tsx';
import { useCan } from '../data/me.ts';
import { ChannelsCard } from './channels/channels-card.tsx';
import { ConnectionsCard } from './github/connections-card.tsx';

/** What holds for the whole installation. */
export function SettingsPage() {
  const can = useCan();
  return (
    <Page
      title="Settings"
      description="What holds for every project. The settings of a single one are in the project."
      width="narrow"
    >
      {can('github.read') ? <ConnectionsCard /> : null}
      {can('notifications.read') ? <ChannelsCard project={null} /> : null}
    </Page>
  );
}
