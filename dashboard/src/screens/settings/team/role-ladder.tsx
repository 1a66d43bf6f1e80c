import type { Team } from '@/api/team.ts';
import { roleNames, roleSentences } from '@/lib/role-words.ts';
import { type Role, roles } from '../../../../../src/platform/contract/roles.ts';

/** Each role as a rung: what it may beside what those below may, and how many stand on it. */
export function RoleLadder({ team }: { readonly team: Team }) {
  return (
    <section className="card" aria-labelledby="role-ladder">
      <div className="card-head">
        <h2 id="role-ladder">What each role may do</h2>
      </div>
      <p className="card-lead">Each holds all that the one before it may.</p>
      <ul className="ladder">
        {roles.map((role) => (
          <li key={role}>
            <div className="spread">
              <b>{roleNames[role]}</b>
              <span className="hint">{countInWords(team, role)}</span>
            </div>
            <p>{roleSentences[role]}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function countInWords({ results, invitations }: Team, wanted: Role): string {
  const people = results.filter(({ role }) => role === wanted).length;
  const waiting = invitations.filter(({ role }) => role === wanted).length;
  const parts = [
    people > 0 && `${people} ${people === 1 ? 'person' : 'people'}`,
    waiting > 0 && `${waiting} waiting`,
  ].filter(Boolean);
  return parts.join(', ') || 'nobody';
}
