/** First line of a commit's message. */
export function subjectOf(message: string): string {
  return message.split('\n', 1)[0]?.trim() ?? '';
}

/** As much of a commit's name as people read. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 7);
}
