import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Switch } from '../../components/checkbox.tsx';
import { FormError } from '../../components/form-error.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { fieldError } from '../../data/api.ts';
import { useCan } from '../../data/me.ts';
import { nodesQuery } from '../../data/nodes.ts';
import { repositoryProblem, understandRepository } from '../../new-project/repository.ts';
import type { Project } from '../types.ts';
import { type ProjectChange, useChangeProject } from './use-change-project.ts';

type Edited = Partial<
  Pick<Project, 'description' | 'repositoryUrl' | 'branch' | 'autoDeploy'> & { node: string }
>;

interface SectionProps {
  project: Project;
  mayWrite: boolean;
}

/** What is deployed, and where. What nobody has touched follows what others change. */
export function GeneralSection({ project, mayWrite }: SectionProps) {
  const [edited, setEdited] = useState<Edited>({});
  const save = useChangeProject(project.slug, () => setEdited({}));
  const shown = { ...project, node: project.node.name, ...edited };
  const set = (change: Edited) => setEdited(onlyChanges({ ...edited, ...change }, project));
  const problem =
    edited.repositoryUrl === undefined ? undefined : repositoryProblem(edited.repositoryUrl);
  const isDirty = Object.keys(edited).length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problem === undefined) save.mutate(changeOf(edited));
  };
  return (
    <form onSubmit={submit}>
      <Card
        title="General"
        foot={
          mayWrite ? (
            <>
              <span className="muted">
                {isDirty ? 'Not saved yet.' : 'Takes effect with the next push.'}
              </span>
              <Button type="submit" variant="primary" disabled={!isDirty} busy={save.isPending}>
                Save
              </Button>
            </>
          ) : undefined
        }
      >
        <fieldset className="form bare" disabled={!mayWrite}>
          <TextField
            label="Description"
            optional
            value={shown.description}
            onText={(description) => set({ description })}
            maxLength={500}
            spellCheck
            placeholder="What it is, for colleagues"
          />
          <TextField
            label="Repository"
            value={shown.repositoryUrl}
            onText={(repositoryUrl) => set({ repositoryUrl })}
            mono
            autoComplete="off"
            error={problem ?? fieldError(save.error, 'repositoryUrl')}
          />
          <TextField
            label="Branch"
            value={shown.branch}
            onText={(branch) => set({ branch })}
            mono
            autoComplete="off"
            hint="Pushes to it are deployed; others are not."
            error={fieldError(save.error, 'branch')}
          />
          <NodeField project={project} value={shown.node} onNode={(node) => set({ node })} />
          <Switch
            label="Deploy each push by itself"
            description="Off: pushes are noted in the deliveries, and somebody deploys by hand."
            checked={shown.autoDeploy}
            disabled={!mayWrite}
            onChecked={(autoDeploy) => set({ autoDeploy })}
          />
          <FormError error={save.error} />
        </fieldset>
      </Card>
    </form>
  );
}

/** What was changed back is no change. */
function onlyChanges(edited: Edited, project: Project): Edited {
  const before: Required<Edited> = { ...project, node: project.node.name };
  return Object.fromEntries(
    Object.entries(edited).filter(([key, value]) => before[key as keyof Edited] !== value),
  );
}

function changeOf({ repositoryUrl, ...rest }: Edited): ProjectChange {
  if (repositoryUrl === undefined) return rest;
  return { ...rest, repositoryUrl: understandRepository(repositoryUrl)?.url ?? repositoryUrl };
}

interface NodeFieldProps {
  project: Project;
  value: string;
  onNode: (name: string) => void;
}

/** The node can be chosen until something was deployed: what a release keeps stays on its node. */
function NodeField({ project, value, onNode }: NodeFieldProps) {
  const can = useCan();
  const mayChoose = project.latest === null && can('nodes.read');
  const nodes = useQuery({ ...nodesQuery, enabled: mayChoose });
  const names = mayChoose ? (nodes.data?.items ?? []).map(({ name }) => name) : [];
  const options = [...new Set([project.node.name, ...names])].sort();
  return (
    <SelectField
      label="Node"
      value={value}
      options={options.map((name) => ({ value: name, label: name }))}
      onSelectValue={onNode}
      disabled={!mayChoose}
      hint={
        project.latest === null
          ? 'Where it will run.'
          : 'It has releases, logs and shared files there, so it stays. To move it, make a new project on the other node and take the secrets along with export and import.'
      }
    />
  );
}
