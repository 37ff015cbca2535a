import { useState } from 'react';
import { slugify } from '../../lib/slug.ts';
import type { Node } from '../data/nodes.ts';
import { repositoryProblem, understandRepository } from './repository.ts';
import type { Access, Wish } from './use-create.ts';

/** What is typed; the name follows the repository until somebody gives it one. */
export function useCreateForm(nodes: readonly Node[]) {
  const [typed, setTyped] = useState('');
  const [ownName, setName] = useState<string>();
  const [branch, setBranch] = useState('main');
  const [node, setNode] = useState(firstChoice(nodes));
  const [chosenAccess, setAccess] = useState<Access>();
  const [connection, setConnection] = useState('');
  const [wasTried, setTried] = useState(false);
  const repository = understandRepository(typed);
  const name = ownName ?? repository?.name ?? '';
  const access = chosenAccess ?? (repository?.isSsh === true ? 'key' : 'public');
  const problems = {
    repository: repositoryProblem(typed),
    name: nameProblem(name),
    branch: branch.trim() === '' ? 'Which branch is deployed?' : undefined,
    connection: access === 'connection' && connection === '' ? 'Choose one' : undefined,
  };
  const isGood = Object.values(problems).every((problem) => problem === undefined);
  const wish: Wish | undefined =
    isGood && repository !== undefined
      ? { repository, name, branch, node, access, connection }
      : undefined;
  return {
    ...{ typed, setTyped, name, setName, branch, setBranch, node, setNode },
    ...{ access, setAccess, connection, setConnection, setTried, repository, wish },
    // What is not finished yet is no mistake.
    problems: wasTried ? problems : { ...nothing, repository: passwordProblem(typed) },
  };
}

const nothing = {
  repository: undefined,
  name: undefined,
  branch: undefined,
  connection: undefined,
};

/** The one thing worth saying at once: a password is on the screen. */
function passwordProblem(typed: string): string | undefined {
  const problem = repositoryProblem(typed);
  return problem?.includes('password') === true ? problem : undefined;
}

function firstChoice(nodes: readonly Node[]): string {
  return (nodes.find(({ state }) => state === 'online') ?? nodes[0])?.name ?? '';
}

function nameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'Give it a name';
  if (!/[a-z]/i.test(name)) return 'At least one letter';
  if (slugify(name) === 'new') return '“new” is an address of its own here; choose another name';
  return undefined;
}
