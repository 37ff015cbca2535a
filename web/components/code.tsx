import { CopyButton } from './copy-button.tsx';

/** A command or text to copy as it is. `<InlineCode>` is for a word in a sentence. */
export function Code({
  children,
  label = 'Copy',
  wrap = false,
}: {
  children: string;
  label?: string;
  wrap?: boolean;
}) {
  return (
    <div className={wrap ? 'code-block code-block-wrap' : 'code-block'}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{children}</code>
      </pre>
      <CopyButton value={children} label={label} />
    </div>
  );
}

/** A name, key or path in a sentence. */
export function InlineCode({ children }: { children: string | number }) {
  return <code className="code-inline">{children}</code>;
}
