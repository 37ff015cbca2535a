import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'wouter';

/** The navigation on a phone: slides in, and leaves when a page was chosen. */
export function Drawer(props: { open: boolean; onClose: () => void; children: ReactNode }) {
  return props.open ? <OpenDrawer {...props} /> : null;
}

function OpenDrawer({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const element = useRef<HTMLDialogElement>(null);
  const [location] = useLocation();
  const cameFrom = useRef(location);
  useEffect(() => {
    const dialog = element.current;
    if (dialog?.open === false) dialog.showModal();
    return () => dialog?.close();
  }, []);
  useEffect(() => {
    if (location !== cameFrom.current) onClose();
  }, [location, onClose]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a native dialog
    <dialog
      ref={element}
      className="drawer"
      aria-label="Navigation"
      onClose={onClose}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
    >
      {children}
    </dialog>
  );
}
