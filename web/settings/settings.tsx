import { Page } from '../components/page.tsx';
import { useCan } from '../data/me.ts';
import { ChannelsCard } from './channels/channels-card.tsx';
import { ConnectionsCard } from './github/connections-card.tsx';
import { NotAllowed } from './not-allowed.tsx';

/** What holds for the whole installation. */
export function SettingsPage() {
  const can = useCan();
  const sees = { github: can('github.read'), channels: can('notifications.read') };
  return (
    <Page
      title="Settings"
      description="What holds for every project. The settings of a single one are in the project."
      width="narrow"
    >
      {sees.github ? <ConnectionsCard /> : null}
      {sees.channels ? <ChannelsCard project={null} /> : null}
      {sees.github || sees.channels ? null : <NotAllowed what="What holds for every project" />}
    </Page>
  );
}
