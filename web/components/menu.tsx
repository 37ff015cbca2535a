import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { useLocation } from 'wouter';

export interface MenuItem {
  label: string;
  icon?: ReactNode;
  /** Either goes somewhere or does something. */
  href?: string;
  onSelect?: () => void;
  danger?: boolean;
  disabled?: boolean;
  /** A line above it. */
  separated?: boolean;
}

interface MenuProps {
  /** What the button opens, for who does not see it: 'Actions for shop'. */
  label: string;
  /** What the button shows, and its classes: default a small ghost button. */
  trigger: ReactNode;
  triggerClass?: string;
  /** The button shows a text, which is its name then. */
  hasText?: boolean;
  head?: ReactNode;
  items: readonly MenuItem[];
}

/** A button with a menu: arrows, Home, End, first letters and Escape work in it. */
export function Menu({ label, trigger, triggerClass, hasText, head, items }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [, navigate] = useLocation();
  const onToggle = (event: React.ToggleEvent<HTMLDivElement>) => {
    const isOpen = event.newState === 'open';
    setOpen(isOpen);
    if (!isOpen) return;
    place(menu.current, button.current);
    entriesOf(menu.current)[0]?.focus();
  };
  const select = ({ href, onSelect }: MenuItem) => {
    menu.current?.hidePopover();
    button.current?.focus();
    if (href === undefined) onSelect?.();
    else navigate(href);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={triggerClass ?? 'button button-ghost button-small button-icon'}
        aria-label={hasText === true ? undefined : label}
        aria-haspopup="menu"
        aria-expanded={open}
        popoverTarget={id}
      >
        {trigger}
      </button>
      <div ref={menu} id={id} className="menu" popover="auto" onToggle={onToggle}>
        {head === undefined ? null : <div className="menu-head">{head}</div>}
        <div role="menu" aria-label={label} onKeyDown={(event) => move(event, menu.current)}>
          {items.map((item) => (
            <Entry key={item.label} item={item} onPress={() => select(item)} />
          ))}
        </div>
      </div>
    </>
  );
}

function Entry({ item, onPress }: { item: MenuItem; onPress: () => void }) {
  return (
    <>
      {item.separated === true ? <div className="menu-line" role="none" /> : null}
      <button
        type="button"
        role="menuitem"
        tabIndex={-1}
        className={item.danger === true ? 'menu-item menu-item-danger' : 'menu-item'}
        disabled={item.disabled}
        onClick={onPress}
      >
        {item.icon}
        {item.label}
      </button>
    </>
  );
}

function entriesOf(menu: HTMLElement | null): HTMLButtonElement[] {
  return [...(menu?.querySelectorAll<HTMLButtonElement>('[role=menuitem]:enabled') ?? [])];
}

function move(event: KeyboardEvent, menu: HTMLElement | null): void {
  const entries = entriesOf(menu);
  const at = entries.indexOf(document.activeElement as HTMLButtonElement);
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: entries.length - 1,
  };
  if (event.key === 'Tab') menu?.hidePopover();
  const next = steps[event.key] ?? byLetter(event.key, entries, at);
  if (next === undefined) return;
  event.preventDefault();
  entries.at(next % entries.length)?.focus();
}

function byLetter(key: string, entries: readonly HTMLElement[], at: number): number | undefined {
  if (!/^\p{L}$/u.test(key)) return undefined;
  const starts = (entry: HTMLElement) =>
    entry.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()) === true;
  const after = entries.findIndex((entry, index) => index > at && starts(entry));
  const found = after === -1 ? entries.findIndex(starts) : after;
  return found === -1 ? undefined : found;
}

/** Below the button, or above it where there is no room; within the window in any case. */
function place(menu: HTMLElement | null, button: HTMLElement | null): void {
  if (menu === null || button === null) return;
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const isRight = at.left + width > innerWidth - 8;
  const left = isRight ? at.right - width : at.left;
  const below = at.bottom + 4;
  const top = below + height > innerHeight - 8 ? at.top - height - 4 : below;
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${Math.max(8, top)}px`;
}
