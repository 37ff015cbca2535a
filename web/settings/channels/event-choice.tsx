import { Checkbox } from '../../components/checkbox.tsx';
import { eventWords, type NotificationEvent, notificationEvents } from '../channel-model.ts';

interface EventChoiceProps {
  chosen: readonly NotificationEvent[];
  onChosen: (events: readonly NotificationEvent[]) => void;
  /** A project has no nodes of its own: what concerns nodes is not offered there. */
  isOfProject: boolean;
  error: string | undefined;
}

/** What a channel is told of. */
export function EventChoice({ chosen, onChosen, isOfProject, error }: EventChoiceProps) {
  const offered = notificationEvents.filter(
    (event) => !isOfProject || eventWords[event].about === 'project' || chosen.includes(event),
  );
  const toggle = (event: NotificationEvent, isOn: boolean) =>
    onChosen(notificationEvents.filter((each) => (each === event ? isOn : chosen.includes(each))));
  return (
    <fieldset className="bare">
      <legend className="field-label">Tell of</legend>
      <div className="check-grid">
        {offered.map((event) => (
          <Checkbox
            key={event}
            label={eventWords[event].label}
            description={eventWords[event].help}
            checked={chosen.includes(event)}
            onChecked={(isOn) => toggle(event, isOn)}
          />
        ))}
      </div>
      {error === undefined ? null : (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
