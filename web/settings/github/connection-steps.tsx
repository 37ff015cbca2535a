interface Permission {
  name: string;
  level: string;
  why: string;
}

const permissions: readonly Permission[] = [
  { name: 'Contents', level: 'Read-only', why: 'fetches private repositories' },
  { name: 'Commit statuses', level: 'Read and write', why: 'the mark beside each commit' },
  { name: 'Deployments', level: 'Read and write', why: 'the environments page with its links' },
  { name: 'Metadata', level: 'Read-only', why: 'GitHub asks for it with the others' },
];

function Permissions() {
  return (
    <ul className="permission-list">
      {permissions.map(({ name, level, why }) => (
        <li key={name}>
          <strong>{name}</strong>: {level} <span className="muted">({why})</span>
        </li>
      ))}
    </ul>
  );
}

/** How somebody gets a token, and what it must be allowed to do. */
export function TokenSteps() {
  return (
    <ol className="plain-steps">
      <li>
        Open{' '}
        <a
          href="https://github.com/settings/personal-access-tokens/new"
          target="_blank"
          rel="noreferrer"
        >
          “New fine-grained personal access token” at GitHub
        </a>
        .
      </li>
      <li>Choose the owner and the repositories that are deployed here.</li>
      <li>
        Give it these repository permissions:
        <Permissions />
      </li>
      <li>Choose “Generate token”, copy it and paste it below.</li>
    </ol>
  );
}

/** How an organisation gets an App of its own. */
export function AppSteps() {
  return (
    <ol className="plain-steps">
      <li>
        Open{' '}
        <a href="https://github.com/settings/apps/new" target="_blank" rel="noreferrer">
          “New GitHub App” at GitHub
        </a>{' '}
        (of an organisation: its settings, “Developer settings”, “GitHub Apps”).
      </li>
      <li>
        Give it these repository permissions, and subscribe it to “Push”:
        <Permissions />
      </li>
      <li>
        As webhook URL enter <code>{location.origin}/webhooks/github</code> with a secret of your
        choice, or leave webhooks to the single repositories.
      </li>
      <li>Create it, note the App ID, and choose “Generate a private key”.</li>
      <li>Choose “Install App”, and the repositories that are deployed here.</li>
    </ol>
  );
}
