import { UserError } from '../../lib/user-error.ts';

const projectRoles = ['viewer', 'deployer', 'admin'] as const;
const roles = [...projectRoles, 'owner'] as const;

/** @throws UserError usage */
export function roleNamed(text: string): (typeof roles)[number] {
  return oneOf(roles, text);
}

/** Roles within one project: owners own everything. @throws UserError usage */
export function projectRoleNamed(text: string): (typeof projectRoles)[number] {
  return oneOf(projectRoles, text);
}

function oneOf<Name extends string>(names: readonly Name[], text: string): Name {
  const found = names.find((name) => name === text);
  if (found !== undefined) return found;
  throw new UserError('usage', `"${text.slice(0, 40)}" is not a role here`, {
    hint: `There are ${names.join(', ')}`,
  });
}
