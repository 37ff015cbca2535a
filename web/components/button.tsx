import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link } from 'wouter';
import { Spinner } from './spinner.tsx';

type Variant = 'primary' | 'secondary' | 'ghost' | 'danger' | 'danger-solid';

interface Look {
  /** Default secondary. One primary button to a page or dialog. */
  variant?: Variant | undefined;
  small?: boolean | undefined;
  /** A lucide icon at 15 px: `<Plus size={15} />`. */
  icon?: ReactNode;
  block?: boolean | undefined;
}

export interface ButtonProps extends Look, ButtonHTMLAttributes<HTMLButtonElement> {
  /** Work is going on: shows it and takes no second press. */
  busy?: boolean | undefined;
}

/** A button; of type `button` unless told `submit`. */
export function Button({ variant, small, icon, block, busy, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classesOf({ variant, small, block })}
      disabled={rest.disabled === true || busy === true}
      aria-busy={busy === true || undefined}
    >
      {busy === true ? <Spinner /> : icon}
      {children}
    </button>
  );
}

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function LinkButton({
  href,
  variant,
  small,
  icon,
  block,
  children,
}: Look & { href: string; children: ReactNode }) {
  return (
    <Link href={href} className={classesOf({ variant, small, block })}>
      {icon}
      {children}
    </Link>
  );
}

/** A button of one icon; `label` is its name for who does not see it, and its tooltip. */
export function IconButton({
  label,
  icon,
  variant = 'ghost',
  small = true,
  busy,
  ...rest
}: Omit<ButtonProps, 'children'> & { label: string }) {
  return (
    <button
      type="button"
      title={label}
      {...rest}
      aria-label={label}
      className={`${classesOf({ variant, small })} button-icon`}
      disabled={rest.disabled === true || busy === true}
    >
      {busy === true ? <Spinner /> : icon}
    </button>
  );
}

function classesOf({ variant = 'secondary', small, block }: Look): string {
  const size = small === true ? ' button-small' : '';
  return `button button-${variant}${size}${block === true ? ' button-block' : ''}`;
}
