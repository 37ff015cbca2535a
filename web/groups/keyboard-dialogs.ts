/** What is loaded together: what opens by a key. */
export { HelpDialog } from '../palette/help-dialog.tsx';
export { Palette } from '../palette/palette.tsx';
