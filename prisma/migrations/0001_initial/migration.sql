CREATE TABLE "projects" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "slug" TEXT NOT NULL,
    "repository_url" TEXT NOT NULL,
    "repository_name" TEXT NOT NULL,
    "branch" TEXT NOT NULL,
    "domains" TEXT NOT NULL DEFAULT '',
    "auto_deploy" BOOLEAN NOT NULL DEFAULT true,
    "node_id" TEXT NOT NULL,
    "webhook_secret" TEXT NOT NULL,
    "environment_version" INTEGER NOT NULL DEFAULT 0,
    "last_number" INTEGER NOT NULL DEFAULT 0,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" DATETIME,
    CONSTRAINT "projects_node_id_fkey" FOREIGN KEY ("node_id") REFERENCES "nodes" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE TABLE "project_env_vars" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "project_id" INTEGER NOT NULL,
    "node_id" TEXT NOT NULL DEFAULT '',
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "value" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "project_env_vars_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "nodes" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "sealing_key" TEXT NOT NULL,
    "hostname" TEXT NOT NULL DEFAULT '',
    "system" TEXT NOT NULL DEFAULT '',
    "agent_version" TEXT NOT NULL DEFAULT '',
    "nix_version" TEXT NOT NULL DEFAULT '',
    "caddy_version" TEXT NOT NULL DEFAULT '',
    "service_manager" TEXT NOT NULL DEFAULT '',
    "toolchains" TEXT NOT NULL DEFAULT '',
    "instance_id" TEXT NOT NULL DEFAULT '',
    "last_heartbeat" TEXT,
    "last_seen_at" DATETIME,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" DATETIME
);

CREATE TABLE "node_certificates" (
    "fingerprint" TEXT NOT NULL PRIMARY KEY,
    "node_id" TEXT NOT NULL,
    "not_after" DATETIME NOT NULL,
    "revoked_at" DATETIME,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "node_certificates_node_id_fkey" FOREIGN KEY ("node_id") REFERENCES "nodes" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "join_tokens" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "hash" TEXT NOT NULL,
    "node_name" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" DATETIME NOT NULL,
    "used_at" DATETIME
);

CREATE TABLE "node_commands" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "node_id" TEXT NOT NULL,
    "deployment_id" TEXT,
    "project_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" BLOB NOT NULL,
    "deadline_at" DATETIME NOT NULL,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "cancel_at" DATETIME,
    "finished_at" DATETIME,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "node_commands_node_id_fkey" FOREIGN KEY ("node_id") REFERENCES "nodes" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "deployments" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "project_id" INTEGER NOT NULL,
    "node_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "step" TEXT,
    "branch" TEXT NOT NULL DEFAULT '',
    "commit" TEXT NOT NULL DEFAULT '',
    "commit_message" TEXT NOT NULL DEFAULT '',
    "commit_author" TEXT NOT NULL DEFAULT '',
    "environment_version" INTEGER NOT NULL,
    "to_release" INTEGER,
    "store_path" TEXT,
    "generation" INTEGER,
    "port" INTEGER,
    "failure_code" TEXT,
    "failure_message" TEXT,
    "failure_hint" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deadline_at" DATETIME NOT NULL,
    "sent_at" DATETIME,
    "started_at" DATETIME,
    "live_at" DATETIME,
    "finished_at" DATETIME,
    CONSTRAINT "deployments_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "deployment_steps" (
    "deployment_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "started_at" DATETIME NOT NULL,
    "duration_ms" INTEGER,
    "note" TEXT NOT NULL DEFAULT '',
    CONSTRAINT "deployment_steps_deployment_id_fkey" FOREIGN KEY ("deployment_id") REFERENCES "deployments" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    PRIMARY KEY ("deployment_id", "name")
);

CREATE TABLE "deployment_log" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "deployment_id" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "kind" TEXT NOT NULL,
    "step" TEXT NOT NULL DEFAULT '',
    "stderr" BOOLEAN NOT NULL DEFAULT false,
    "text" TEXT NOT NULL,
    CONSTRAINT "deployment_log_deployment_id_fkey" FOREIGN KEY ("deployment_id") REFERENCES "deployments" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "webhook_deliveries" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "delivery_id" TEXT,
    "event" TEXT NOT NULL,
    "project_id" INTEGER,
    "outcome" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '',
    "payload" BLOB NOT NULL,
    "deployment_id" TEXT,
    "replay_of" INTEGER,
    "received_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "webhook_deliveries_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

CREATE TABLE "api_tokens" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" DATETIME,
    "last_used_at" DATETIME,
    "revoked_at" DATETIME
);

CREATE TABLE "audit_log" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "project_id" INTEGER,
    "target" TEXT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT ''
);

CREATE UNIQUE INDEX "projects_slug_key" ON "projects"("slug");
CREATE INDEX "projects_repository_name_idx" ON "projects"("repository_name");
CREATE INDEX "projects_node_id_idx" ON "projects"("node_id");
CREATE UNIQUE INDEX "project_env_vars_project_id_node_id_key_version_key" ON "project_env_vars"("project_id", "node_id", "key", "version");
CREATE UNIQUE INDEX "nodes_name_key" ON "nodes"("name");
CREATE INDEX "node_certificates_node_id_idx" ON "node_certificates"("node_id");
CREATE UNIQUE INDEX "join_tokens_hash_key" ON "join_tokens"("hash");
CREATE UNIQUE INDEX "node_commands_deployment_id_key" ON "node_commands"("deployment_id");
CREATE INDEX "node_commands_node_id_finished_at_idx" ON "node_commands"("node_id", "finished_at");
CREATE INDEX "node_commands_project_id_finished_at_idx" ON "node_commands"("project_id", "finished_at");
CREATE UNIQUE INDEX "deployments_project_id_number_key" ON "deployments"("project_id", "number");
CREATE INDEX "deployments_project_id_state_idx" ON "deployments"("project_id", "state");
CREATE INDEX "deployments_node_id_state_idx" ON "deployments"("node_id", "state");
CREATE INDEX "deployments_state_idx" ON "deployments"("state");
CREATE INDEX "deployment_log_deployment_id_id_idx" ON "deployment_log"("deployment_id", "id");
CREATE INDEX "webhook_deliveries_delivery_id_idx" ON "webhook_deliveries"("delivery_id");
CREATE INDEX "webhook_deliveries_project_id_id_idx" ON "webhook_deliveries"("project_id", "id");
CREATE UNIQUE INDEX "api_tokens_hash_key" ON "api_tokens"("hash");
CREATE INDEX "audit_log_project_id_id_idx" ON "audit_log"("project_id", "id");
