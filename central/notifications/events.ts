import type { NotificationEventName } from '../domain/notification-events.ts';

type DeploymentEventName = Extract<NotificationEventName, `deployment_${string}`>;

/** Something that people may want to be told of, with what the text needs. */
export type NotificationEvent =
  | { event: DeploymentEventName; projectId: number; deploymentId: string }
  | { event: 'node_offline' | 'node_online'; nodeId: string; since?: Date | undefined }
  | { event: 'disk_low'; nodeId: string; availableBytes: number; totalBytes: number }
  | {
      event: 'certificate_expiring';
      /** Domain, or what the certificate is of. */
      name: string;
      notAfter: Date;
      nodeId?: string;
      projectId?: number;
    }
  | { event: 'secret_reminder'; projectId: number; key: string; note?: string };
