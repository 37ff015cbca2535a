-- Answers to requests that may come twice.
CREATE TABLE "idempotency_keys" (
    "actor" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request" TEXT NOT NULL,
    "status" INTEGER,
    "headers" TEXT,
    "answer" TEXT,
    "created_at" DATETIME NOT NULL,

    PRIMARY KEY ("actor", "key")
);

CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys"("created_at");

-- With which headers a delivery came.
ALTER TABLE "webhook_deliveries" ADD COLUMN "headers" TEXT NOT NULL DEFAULT '{}';

CREATE INDEX "webhook_deliveries_outcome_id_idx" ON "webhook_deliveries"("outcome", "id");

-- What is searched by.
CREATE INDEX "deployments_created_at_idx" ON "deployments"("created_at");

CREATE INDEX "deployments_commit_idx" ON "deployments"("commit");

CREATE INDEX "audit_log_actor_id_idx" ON "audit_log"("actor", "id");

CREATE INDEX "audit_log_action_id_idx" ON "audit_log"("action", "id");

CREATE INDEX "audit_log_at_idx" ON "audit_log"("at");
