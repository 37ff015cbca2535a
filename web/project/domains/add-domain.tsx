import { useMutation } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FormError } from '../../components/form-error.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useToast } from '../../components/toast.tsx';
import { api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import type { Project } from '../types.ts';
import { DnsHint } from './dns-hint.tsx';
import { domainProblem, needsDns, typedDomain } from './dns-records.ts';

/** A name, and what to enter at its provider while it is typed. */
export function AddDomain({ project, address }: { project: Project; address: string | null }) {
  const { slug, domains } = project;
  const [typed, setTyped] = useState('');
  const [wasTried, setTried] = useState(false);
  const toast = useToast();
  const domain = typedDomain(typed);
  const problem = domains.includes(domain) ? `${domain} is there already` : domainProblem(domain);
  const add = useMutation({
    mutationFn: () =>
      api.post('/api/v1/projects/{project}/domains', {
        params: { path: { project: slug } },
        body: { domain },
      }),
    onSuccess: async ({ deployment }) => {
      setTyped('');
      setTried(false);
      await queryClient.invalidateQueries({ queryKey: [`project:${slug}`] });
      toast(`${domain} is added`, {
        detail: deployment === null ? 'It works with the first deployment' : undefined,
      });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem === undefined) add.mutate();
  };
  const isWhole = problem === undefined && domain.includes('.');
  return (
    <Card>
      <form className="stack" onSubmit={submit}>
        <div className="add-line">
          <TextField
            label="Add a domain"
            wide
            value={typed}
            onText={setTyped}
            placeholder="shop.example.org"
            autoComplete="off"
            autoCapitalize="off"
            inputMode="url"
            error={wasTried ? problem : undefined}
          />
          <Button type="submit" variant="primary" icon={<Plus size={15} />} busy={add.isPending}>
            Add
          </Button>
        </div>
        {isWhole && needsDns(domain) ? <DnsHint domain={domain} address={address} /> : null}
        <FormError error={add.error} />
      </form>
    </Card>
  );
}
