import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import type { components } from '../../../lib/api/openapi.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { useToast } from '../../components/toast.tsx';
import { api, toApiError } from '../../data/api.ts';
import { revealSecret, secretsKey } from './use-secrets.ts';
import { type ShownValues, useShownValues } from './use-shown-values.ts';

type SecretChange = components['schemas']['SecretChange'];

interface HistoryDiffProps {
  project: string;
  currentVersion: number;
  from: number;
  to: number;
  mayReveal: boolean;
  nodeName: (id: string) => string | undefined;
  onChoose: (compared: { from: number; to: number }) => void;
  onBack: () => void;
}

/** What is different between two versions: names, and values on request. */
export function HistoryDiff(props: HistoryDiffProps) {
  const { currentVersion, from, to, onChoose, onBack } = props;
  const query = useDiff(props.project, from, to);
  const shown = useShownValues();
  const options = Array.from({ length: currentVersion + 1 }, (_, index) => {
    const version = currentVersion - index;
    const words = version === 0 ? 'Before the first' : `Version ${version}`;
    return { value: String(version), label: version === currentVersion ? `${words} (now)` : words };
  });
  const choose = (change: { from?: string; to?: string }) => {
    shown.hideAll();
    onChoose({ from: Number(change.from ?? from), to: Number(change.to ?? to) });
  };
  return (
    <div className="stack">
      <div className="filters">
        <SelectField
          label="From"
          value={String(from)}
          options={options}
          onSelectValue={(value) => choose({ from: value })}
        />
        <SelectField
          label="To"
          value={String(to)}
          options={options}
          onSelectValue={(value) => choose({ to: value })}
        />
      </div>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">Both have the same secrets with the same values.</p>
          ) : (
            <ul className="change-list">
              {items.map((item) => (
                <Difference key={`${item.node}/${item.key}`} {...props} item={item} shown={shown} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <div>
        <Button icon={<ArrowLeft size={14} />} onClick={onBack}>
          All versions
        </Button>
      </div>
    </div>
  );
}

/** Names that are different between two versions. */
export function useDiff(project: string, from: number, to: number) {
  return useQuery({
    queryKey: [...secretsKey(project), 'diff', from, to],
    gcTime: 0,
    queryFn: ({ signal }) =>
      api.get('/api/v1/projects/{project}/secrets/diff', {
        params: { path: { project }, query: { from, to } },
        signal,
      }),
  });
}

const signs = { added: '+', changed: '~', removed: '−' };

function Difference({
  item,
  shown,
  ...props
}: HistoryDiffProps & { item: SecretChange; shown: ShownValues }) {
  const { mayReveal, nodeName } = props;
  const values = useTwoValues(props, item, shown);
  return (
    <li className={`change-${item.change} diff-item`}>
      <div className="row">
        <span className="change-sign" aria-hidden="true">
          {signs[item.change]}
        </span>
        <code>{item.key}</code>
        <span className="muted">
          {item.change}
          {item.node === null ? '' : ` on ${nodeName(item.node) ?? item.node}`}
        </span>
        {mayReveal ? (
          <IconButton
            label={values.areShown ? `Hide values of ${item.key}` : `Show values of ${item.key}`}
            icon={values.areShown ? <EyeOff size={14} /> : <Eye size={14} />}
            busy={values.isAsking}
            onClick={values.toggle}
          />
        ) : null}
      </div>
      {values.areShown ? (
        <div className="diff-values">
          {values.before === undefined ? null : <code className="diff-old">{values.before}</code>}
          {values.after === undefined ? null : <code className="diff-new">{values.after}</code>}
        </div>
      ) : null}
    </li>
  );
}

/** The values before and after, where there are some; asked for, shown, and hidden together. */
function useTwoValues(
  { project, from, to }: HistoryDiffProps,
  { key, node, change }: SecretChange,
  shown: ShownValues,
) {
  const toast = useToast();
  const [isAsking, setAsking] = useState(false);
  const ids = { before: `${node}/${key}@${from}`, after: `${node}/${key}@${to}` };
  const before = shown.valueOf(ids.before);
  const after = shown.valueOf(ids.after);
  const ask = async () => {
    setAsking(true);
    try {
      if (change !== 'added')
        shown.show(ids.before, await revealSecret(project, { key, node, version: from }));
      if (change !== 'removed')
        shown.show(ids.after, await revealSecret(project, { key, node, version: to }));
    } catch (error) {
      const { message, hint } = toApiError(error);
      toast(message, { tone: 'bad', detail: hint });
    } finally {
      setAsking(false);
    }
  };
  const areShown = before !== undefined || after !== undefined;
  const toggle = () => {
    if (!areShown) return void ask();
    shown.hide(ids.before);
    shown.hide(ids.after);
  };
  return { before, after, areShown, isAsking, toggle };
}
