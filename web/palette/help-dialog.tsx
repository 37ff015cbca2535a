import { Dialog } from '../components/dialog.tsx';
import { goTo } from './shortcuts.ts';

const general: readonly [readonly string[], string][] = [
  [['Ctrl', 'K'], 'Search and go anywhere'],
  [['/'], 'The same'],
  [['?'], 'This list'],
  [['Esc'], 'Close what is open'],
];

/** Every key that does something. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const places = Object.entries(goTo).map(
    ([letter, { label }]) => [['g', letter], label] as [readonly string[], string],
  );
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts">
      <dl className="shortcuts">
        {[...general, ...places].map(([keys, meaning]) => (
          <div key={keys.join(' ')}>
            <dt>{meaning}</dt>
            <dd className="row">
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
