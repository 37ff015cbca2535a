/** Something is going on. Say in words what, beside it or as the label of what is busy. */
export function Spinner() {
  return <span className="spinner" aria-hidden="true" />;
}
