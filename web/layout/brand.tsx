import { Link } from 'wouter';

/** Sign and name, leading home. */
export function Brand() {
  return (
    <Link href="/" className="brand">
      <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="#5b57d6" />
        <path d="M7 15.6 25.5 7.2 19.4 25l-4.1-6.4z" fill="#fff" />
        <path d="m15.3 18.6 10.2-11.4" stroke="#5b57d6" strokeWidth="1.6" />
      </svg>
      vpspilot
    </Link>
  );
}
