import {
  ArrowDownToLine,
  ChevronsDownUp,
  ChevronsUpDown,
  Clock,
  Download,
  Maximize2,
  Minimize2,
  WrapText,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { LogSearchField } from './log-search-field.tsx';
import type { LogModel } from './use-log-model.ts';

export interface Looks {
  isWrapped: boolean;
  hasTimes: boolean;
  isLarge: boolean;
  toggleWrap: () => void;
  toggleTimes: () => void;
  toggleLarge: () => void;
}

interface ToolbarProps {
  model: LogModel;
  looks: Looks;
  /** Name of the log, for names of buttons. */
  label: string;
  isGrowing: boolean;
  hasSteps: boolean;
  download: { href: string; name: string } | undefined;
  /** Searches elsewhere than in what is here. */
  filter?: ReactNode;
  extra?: ReactNode;
}

/** Above a log: looking for something, and how it is shown. */
export function LogToolbar(props: ToolbarProps) {
  const { model, filter, extra, hasSteps, isGrowing } = props;
  return (
    <div className="log-toolbar">
      {filter ?? <LogSearchField search={model.search} onFind={model.find} />}
      {extra}
      <div className="log-tools">
        {isGrowing ? <FollowButton model={model} /> : null}
        {hasSteps ? <FoldButton model={model} /> : null}
        <LookButtons looks={props.looks} />
        <TakeAway {...props} />
      </div>
    </div>
  );
}

function FollowButton({ model: { follow } }: { model: LogModel }) {
  const { isFollowing, setFollowing } = follow;
  return (
    <IconButton
      label={isFollowing ? 'Following new lines' : 'Follow new lines'}
      icon={<ArrowDownToLine size={15} />}
      aria-pressed={isFollowing}
      onClick={() => setFollowing(!isFollowing)}
    />
  );
}

function FoldButton({ model: { folding, snapshot } }: { model: LogModel }) {
  const hasFolded = folding.folded.size > 0;
  const toggle = () => folding.setFolded(hasFolded ? [] : snapshot.groups.map(({ step }) => step));
  return (
    <IconButton
      label={hasFolded ? 'Unfold all steps' : 'Fold all steps'}
      icon={hasFolded ? <ChevronsUpDown size={15} /> : <ChevronsDownUp size={15} />}
      onClick={toggle}
    />
  );
}

function LookButtons({ looks }: { looks: Looks }) {
  return (
    <>
      <IconButton
        label="Wrap long lines"
        icon={<WrapText size={15} />}
        aria-pressed={looks.isWrapped}
        onClick={looks.toggleWrap}
      />
      <IconButton
        label="Show times"
        icon={<Clock size={15} />}
        aria-pressed={looks.hasTimes}
        onClick={looks.toggleTimes}
      />
      <IconButton
        label={looks.isLarge ? 'Back to the page' : 'Fill the window'}
        icon={looks.isLarge ? <Minimize2 size={15} /> : <Maximize2 size={15} />}
        aria-pressed={looks.isLarge}
        onClick={looks.toggleLarge}
      />
    </>
  );
}

function TakeAway({ model, label, download }: ToolbarProps) {
  const text = () => model.snapshot.lines.map(({ plain }) => `${plain}\n`).join('');
  return (
    <>
      <CopyButton value={() => Promise.resolve(text())} label={`Copy ${label}`} />
      {download === undefined ? null : (
        <a
          className="button button-ghost button-small button-icon"
          href={download.href}
          download={download.name}
          title={`Download ${label}`}
          aria-label={`Download ${label}`}
        >
          <Download size={15} aria-hidden="true" />
        </a>
      )}
    </>
  );
}
