-- Where people want to be told: a chat, a mailbox, a program.
CREATE TABLE "notification_channels" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "project_id" INTEGER,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "target_mask" TEXT NOT NULL,
    "secret" TEXT,
    "events" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_by" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "notification_channels_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- What has to be told outside, with what became of it.
CREATE TABLE "outbox_messages" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "ordered" BOOLEAN NOT NULL DEFAULT false,
    "channel_id" INTEGER,
    "deployment_id" TEXT,
    "event" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "once_key" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" DATETIME NOT NULL,
    "outcome" TEXT NOT NULL DEFAULT 'pending',
    "detail" TEXT NOT NULL DEFAULT '',
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" DATETIME,
    CONSTRAINT "outbox_messages_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "notification_channels" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- An account at GitHub: an App or a token.
CREATE TABLE "github_connections" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "api_url" TEXT NOT NULL,
    "app_id" TEXT,
    "credential" TEXT NOT NULL,
    "credential_mask" TEXT NOT NULL,
    "webhook_secret" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- The entry at GitHub that belongs to a deployment.
CREATE TABLE "github_deployments" (
    "deployment_id" TEXT NOT NULL PRIMARY KEY,
    "connection_id" INTEGER NOT NULL,
    "repository" TEXT NOT NULL,
    "github_id" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "github_deployments_deployment_id_fkey" FOREIGN KEY ("deployment_id") REFERENCES "deployments" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "github_deployments_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "github_connections" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- A key pair made for one repository.
CREATE TABLE "deploy_keys" (
    "project_id" INTEGER NOT NULL PRIMARY KEY,
    "public_key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "private_key" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "deploy_keys_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

ALTER TABLE "projects" ADD COLUMN "github_connection_id" INTEGER REFERENCES "github_connections" ("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE INDEX "notification_channels_project_id_idx" ON "notification_channels"("project_id");
CREATE INDEX "outbox_messages_outcome_next_attempt_at_idx" ON "outbox_messages"("outcome", "next_attempt_at");
CREATE INDEX "outbox_messages_target_outcome_idx" ON "outbox_messages"("target", "outcome");
CREATE INDEX "outbox_messages_channel_id_id_idx" ON "outbox_messages"("channel_id", "id");
CREATE INDEX "outbox_messages_finished_at_idx" ON "outbox_messages"("finished_at");
CREATE UNIQUE INDEX "github_connections_name_key" ON "github_connections"("name");
CREATE INDEX "github_deployments_connection_id_idx" ON "github_deployments"("connection_id");
CREATE INDEX "projects_github_connection_id_idx" ON "projects"("github_connection_id");
