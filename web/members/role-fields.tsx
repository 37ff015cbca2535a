import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { Button, IconButton } from '../components/button.tsx';
import { SelectField } from '../components/select-field.tsx';
import { useMe } from '../data/me.ts';
import { projectsQuery } from '../data/projects.ts';

export type Role = 'owner' | 'admin' | 'deployer' | 'viewer';
type ProjectRole = Exclude<Role, 'owner'>;

export interface Roles {
  role: Role | null;
  projects: { project: string; role: ProjectRole }[];
}

const meanings: Record<Role | 'none', string> = {
  owner: 'May do everything, and make other owners.',
  admin: 'May do everything but change owners.',
  deployer: 'May deploy, roll back and set secrets, and see everything.',
  viewer: 'May see everything but secret values.',
  none: 'Sees only the projects named below.',
};

const projectRoles = [
  { value: 'viewer', label: 'viewer' },
  { value: 'deployer', label: 'deployer' },
  { value: 'admin', label: 'admin' },
] as const;

/** A role for everything, and others for single projects. */
export function RoleFields({
  value,
  onChange,
}: {
  value: Roles;
  onChange: (roles: Roles) => void;
}) {
  const me = useMe();
  const choices: (Role | 'none')[] = ['none', 'viewer', 'deployer', 'admin'];
  if (me.role === 'owner') choices.push('owner');
  const chosen = value.role ?? 'none';
  return (
    <>
      <SelectField
        label="Role everywhere"
        hint={meanings[chosen]}
        value={chosen}
        onSelectValue={(role) => onChange({ ...value, role: role === 'none' ? null : role })}
        options={choices.map((role) => ({
          value: role,
          label: role === 'none' ? 'none: only single projects' : role,
        }))}
      />
      <ProjectRoles value={value} onChange={onChange} />
    </>
  );
}

function ProjectRoles({ value, onChange }: { value: Roles; onChange: (roles: Roles) => void }) {
  const { data } = useQuery(projectsQuery);
  const slugs = data?.items.map(({ slug }) => slug) ?? [];
  const isFree = (slug: string) => value.projects.every(({ project }) => project !== slug);
  const free = slugs.find(isFree);
  const set = (projects: Roles['projects']) => onChange({ ...value, projects });
  const change = (at: number, changed: Partial<Roles['projects'][number]>) =>
    set(value.projects.map((entry, index) => (index === at ? { ...entry, ...changed } : entry)));
  return (
    <fieldset className="project-roles">
      <legend className="field-label">Roles in single projects</legend>
      {value.projects.map(({ project, role }, at) => (
        <div key={project} className="project-role">
          <SelectField
            label="Project"
            hideLabel
            value={project}
            onSelectValue={(next) => change(at, { project: next })}
            options={[project, ...slugs.filter(isFree)].map((slug) => ({
              value: slug,
              label: slug,
            }))}
          />
          <SelectField
            label={`Role in ${project}`}
            hideLabel
            value={role}
            onSelectValue={(next) => change(at, { role: next })}
            options={projectRoles}
          />
          <IconButton
            label={`No role of its own in ${project}`}
            icon={<X size={14} />}
            onClick={() => set(value.projects.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      {free === undefined ? null : (
        <Button
          small
          icon={<Plus size={13} />}
          onClick={() => set([...value.projects, { project: free, role: 'deployer' }])}
        >
          Add a project
        </Button>
      )}
    </fieldset>
  );
}
