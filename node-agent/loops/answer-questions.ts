import type { ConnectResponse } from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { AgentContext } from '../context.ts';
import { createLogFollowers } from './follow-logs.ts';
import type { Session } from './session.ts';

/** What central wants to know now; nothing of it is kept, and all of it ends with the session. */
export function createQuestions(context: AgentContext, session: Session) {
  const followers = createLogFollowers(context, session);
  return {
    /** False when this is no question. */
    answer(message: ConnectResponse['message']): boolean {
      switch (message.case) {
        case 'followLogs':
          followers.follow(message.value);
          return true;
        case 'stopFollowingLogs':
          followers.stop(message.value.requestId);
          return true;
        default:
          return false;
      }
    },
  };
}
