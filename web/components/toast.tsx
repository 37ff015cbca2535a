import { CircleCheck, CircleX, X } from 'lucide-react';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';
import { IconButton } from './button.tsx';

interface ToastOptions {
  /** Default good. */
  tone?: 'good' | 'bad';
  detail?: string | undefined;
}

interface ShownToast extends ToastOptions {
  id: number;
  text: string;
}

type Show = (text: string, options?: ToastOptions) => void;

const ToastContext = createContext<Show>(() => undefined);
/** Bad news stays longer: it has to be read, not only noticed. */
const shownMs = { good: 4_000, bad: 12_000 };

/** Says in a corner that something was done: `const toast = useToast(); toast('Saved')`. What belongs to a form is said in the form. */
export function useToast(): Show {
  return useContext(ToastContext);
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly ShownToast[]>([]);
  const lastId = useRef(0);
  const remove = useCallback((id: number) => {
    setToasts((shown) => shown.filter((toast) => toast.id !== id));
  }, []);
  const show: Show = useCallback(
    (text, options = {}) => {
      lastId.current += 1;
      const id = lastId.current;
      setToasts((shown) => [...shown.slice(-3), { id, text, ...options }]);
      setTimeout(() => remove(id), shownMs[options.tone ?? 'good']);
    },
    [remove],
  );
  return (
    <ToastContext value={show}>
      {children}
      <Toasts toasts={toasts} onClose={remove} />
    </ToastContext>
  );
}

/** A popover, for what a dialog did must not be said behind it: the newest popover lies on top of all. */
function Toasts({
  toasts,
  onClose,
}: {
  toasts: readonly ShownToast[];
  onClose: (id: number) => void;
}) {
  const region = useRef<HTMLDivElement>(null);
  const newest = toasts.at(-1)?.id;
  useEffect(() => {
    region.current?.hidePopover();
    if (newest !== undefined) region.current?.showPopover();
  }, [newest]);
  return (
    <div ref={region} className="toasts" popover="manual" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <Toast key={toast.id} toast={toast} onClose={() => onClose(toast.id)} />
      ))}
    </div>
  );
}

function Toast({ toast, onClose }: { toast: ShownToast; onClose: () => void }) {
  const { tone = 'good', text, detail } = toast;
  const Icon = tone === 'good' ? CircleCheck : CircleX;
  return (
    <div className={`toast toast-${tone}`}>
      <Icon size={16} aria-hidden="true" />
      <div className="grow">
        <div>{text}</div>
        {detail === undefined ? null : <div className="muted">{detail}</div>}
      </div>
      <IconButton label="Dismiss" icon={<X size={14} />} onClick={onClose} />
    </div>
  );
}
