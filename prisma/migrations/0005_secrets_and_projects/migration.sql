-- What a project is, and which changed paths deploy it.
ALTER TABLE "projects" ADD COLUMN "description" TEXT NOT NULL DEFAULT '';
ALTER TABLE "projects" ADD COLUMN "watch_paths" TEXT NOT NULL DEFAULT '';

-- Whether a version's value is shown: sensitive | plain.
ALTER TABLE "project_env_vars" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'sensitive';

-- What people keep beside a secret.
CREATE TABLE "secret_notes" (
  "project_id" INTEGER NOT NULL,
  "node_id" TEXT NOT NULL DEFAULT '',
  "key" TEXT NOT NULL,
  "note" TEXT NOT NULL DEFAULT '',
  "remind_at" DATETIME,
  "reminded_at" DATETIME,
  PRIMARY KEY ("project_id", "node_id", "key"),
  CONSTRAINT "secret_notes_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "secret_notes_reminded_at_remind_at_idx" ON "secret_notes"("reminded_at", "remind_at");
