-- What a release is made of, as its node has told.
CREATE TABLE "release_contents" (
  "deployment_id" TEXT NOT NULL PRIMARY KEY,
  "config" TEXT,
  "placeholders" TEXT NOT NULL DEFAULT '[]',
  "closure" TEXT,
  "commits" TEXT,
  "commits_more" BOOLEAN NOT NULL DEFAULT false,
  "commits_since" TEXT NOT NULL DEFAULT '',
  "commits_unrelated" BOOLEAN NOT NULL DEFAULT false,
  CONSTRAINT "release_contents_deployment_id_fkey" FOREIGN KEY ("deployment_id") REFERENCES "deployments" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- How applications and nodes fare: as reported for a day, rolled up for a month.
CREATE TABLE "project_samples" (
  "project_id" INTEGER NOT NULL,
  "resolution" INTEGER NOT NULL,
  "at" BIGINT NOT NULL,
  "seconds" REAL NOT NULL,
  "cpu_percent" REAL,
  "cpu_percent_max" REAL,
  "memory_bytes" BIGINT,
  "memory_bytes_max" BIGINT,
  "restarts" INTEGER,
  "requests" INTEGER,
  "errors" INTEGER,
  PRIMARY KEY ("project_id", "resolution", "at"),
  CONSTRAINT "project_samples_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "project_samples_resolution_at_idx" ON "project_samples"("resolution", "at");

CREATE TABLE "response_times" (
  "project_id" INTEGER NOT NULL,
  "resolution" INTEGER NOT NULL,
  "at" BIGINT NOT NULL,
  "up_to_ms" INTEGER NOT NULL,
  "count" INTEGER NOT NULL,
  PRIMARY KEY ("project_id", "resolution", "at", "up_to_ms"),
  CONSTRAINT "response_times_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "response_times_resolution_at_idx" ON "response_times"("resolution", "at");

CREATE TABLE "node_samples" (
  "node_id" TEXT NOT NULL,
  "resolution" INTEGER NOT NULL,
  "at" BIGINT NOT NULL,
  "cpu_percent" REAL NOT NULL,
  "cpu_percent_max" REAL NOT NULL,
  "load" REAL NOT NULL,
  "memory_used_bytes" BIGINT NOT NULL,
  "disk_used_bytes" BIGINT NOT NULL,
  PRIMARY KEY ("node_id", "resolution", "at"),
  CONSTRAINT "node_samples_node_id_fkey" FOREIGN KEY ("node_id") REFERENCES "nodes" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "node_samples_resolution_at_idx" ON "node_samples"("resolution", "at");

-- Where its agent connects from.
ALTER TABLE "nodes" ADD COLUMN "address" TEXT NOT NULL DEFAULT '';
-- Conditions of a node that were told and have not ended: a JSON array of words.
ALTER TABLE "nodes" ADD COLUMN "conditions" TEXT NOT NULL DEFAULT '[]';
