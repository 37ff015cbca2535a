import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { setCsrfToken } from '../data/api.ts';
import { type Me, meKey } from '../data/me.ts';
import { returnAddress } from './return-address.ts';

/** What happens once somebody is signed in: nothing of whoever was before stays, and on to where they wanted. */
export function useSignedIn(): (me: Me) => void {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  return (me) => {
    queries.clear();
    setCsrfToken(me.csrfToken);
    queries.setQueryData(meKey, me);
    navigate(returnAddress(location.search), { replace: true });
  };
}
