import { useState } from 'react';
import { Checkbox, Switch } from '../components/checkbox.tsx';
import { useMe } from '../data/me.ts';
import { projectPermissions, type Role, roles } from '../data/permissions.ts';

interface ScopeFieldsProps {
  role: Role;
  value: readonly string[];
  onChange: (scopes: readonly string[]) => void;
}

/** Fewer permissions than the role has: none chosen means all of it. */
export function ScopeFields({ role, value, onChange }: ScopeFieldsProps) {
  const [isLimited, setLimited] = useState(false);
  const scopes = useScopes(role);
  const toggle = (scope: string, isChosen: boolean) =>
    onChange(isChosen ? [...value, scope] : value.filter((each) => each !== scope));
  return (
    <div className="stack-s">
      <Switch
        label="Only some permissions"
        description="Otherwise all that the role has"
        checked={isLimited}
        onChecked={(checked) => {
          setLimited(checked);
          onChange([]);
        }}
      />
      {isLimited ? (
        <fieldset className="scopes">
          <legend className="visually-hidden">Permissions</legend>
          {scopes.map((scope) => (
            <Checkbox
              key={scope}
              label={<code>{scope}</code>}
              checked={value.includes(scope)}
              onChecked={(checked) => toggle(scope, checked)}
            />
          ))}
        </fieldset>
      ) : null}
    </div>
  );
}

/** What the person may give away: their own permissions, as far as the role of the token has them. */
function useScopes(role: Role): readonly string[] {
  const { permissions, projectRoles } = useMe();
  const own = new Set(permissions);
  if (Object.keys(projectRoles).length > 0)
    for (const permission of Object.keys(projectPermissions)) own.add(permission);
  const reaches = (permission: string) => {
    if (!Object.hasOwn(projectPermissions, permission)) return true;
    const needed = projectPermissions[permission as keyof typeof projectPermissions];
    return roles.indexOf(role) >= roles.indexOf(needed);
  };
  // What only a person may do is of no use to a program.
  return [...own].filter((permission) => permission !== 'account' && reaches(permission)).sort();
}
