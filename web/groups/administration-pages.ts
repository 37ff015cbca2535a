/** What is loaded together: people, tokens, the audit log, the API, one's own account, and the links that lead to one. */
export { AccountPage } from '../account/account.tsx';
export { ApiReferencePage } from '../api-reference/api-reference.tsx';
export { AuditPage } from '../audit/audit.tsx';
export { MembersPage } from '../members/members.tsx';
export { InvitationPage } from '../sign-in/invitation.tsx';
export { SetupPage } from '../sign-in/setup.tsx';
export { TokensPage } from '../tokens/tokens.tsx';
