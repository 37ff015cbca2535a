import { Suspense, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { HelpDialog, Palette } from '../pages.ts';
import { createShortcuts, type Shortcut } from './shortcuts.ts';

/** Listens to the keyboard everywhere; shows the palette and the list of shortcuts. */
export function Keyboard() {
  const [open, setOpen] = useState<'palette' | 'help'>();
  const [, navigate] = useLocation();
  useEffect(
    () =>
      listen((shortcut) => {
        if (typeof shortcut === 'string') setOpen(shortcut);
        else navigate(shortcut.path);
      }),
    [navigate],
  );
  const close = () => setOpen(undefined);
  return (
    <Suspense fallback={null}>
      {open === 'palette' ? <Palette onClose={close} /> : null}
      {open === 'help' ? <HelpDialog onClose={close} /> : null}
    </Suspense>
  );
}

/** Opens the palette from a button. */
export function openPalette(): void {
  dispatchEvent(new Event('open-palette'));
}

function listen(told: (shortcut: Shortcut) => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const understand = createShortcuts();
  addEventListener('open-palette', () => told('palette'), { signal });
  addEventListener(
    'keydown',
    (event) => {
      const { key, ctrlKey, metaKey, altKey, timeStamp: atMs } = event;
      const isTyping = isTextField(event.target) || isDialogOpen();
      const shortcut = understand({ key, ctrlKey, metaKey, altKey, isTyping, atMs });
      if (shortcut === undefined) return;
      event.preventDefault();
      told(shortcut);
    },
    { signal },
  );
  return () => stop.abort();
}

function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable]') !== null
  );
}

/** What lies below a dialog must not move. */
function isDialogOpen(): boolean {
  return document.querySelector('dialog[open]') !== null;
}
