import { Badge, type Tone } from '../components/badge.tsx';

const tones: Record<string, Tone> = { owner: 'accent', admin: 'info', deployer: 'good' };

/** A role, everywhere or in one project. */
export function RoleBadge({ role, project }: { role: string; project?: string }) {
  return (
    <Badge tone={tones[role] ?? 'neutral'}>
      {project === undefined ? role : `${role} of ${project}`}
    </Badge>
  );
}
