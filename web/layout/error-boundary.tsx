import { Component, type ReactNode } from 'react';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';

/** A mistake of ours in a page: says so instead of showing nothing. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error?: Error }> {
  override state: { error?: Error } = {};

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <div className="page" role="alert">
        <Note
          tone="bad"
          title="This page broke"
          actions={
            <Button small onClick={() => location.reload()}>
              Load it anew
            </Button>
          }
        >
          <p>That is a mistake in vpspilot, not yours. Nothing was changed by it.</p>
          <p className="error-code">{error.message}</p>
        </Note>
      </div>
    );
  }
}
