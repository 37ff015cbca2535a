-- Which release was live before another one.
CREATE INDEX "deployments_project_id_live_at_idx" ON "deployments"("project_id", "live_at");

-- A search within one project reads this and not the rows.
CREATE INDEX "deployments_project_id_number_id_commit_commit_message_commit_author_state_kind_idx" ON "deployments"("project_id", "number", "id", "commit", "commit_message", "commit_author", "state", "kind");

-- Every piece of three letters of the audit log, with where it stands. Entries never change.
CREATE VIRTUAL TABLE "audit_search" USING fts5(actor, action, target, detail, content='audit_log', content_rowid='id', tokenize='trigram');
CREATE TRIGGER "audit_search_insert" AFTER INSERT ON "audit_log" BEGIN
  INSERT INTO "audit_search" (rowid, actor, action, target, detail)
  VALUES (new.id, new.actor, new.action, new.target, new.detail);
END;
CREATE TRIGGER "audit_search_delete" AFTER DELETE ON "audit_log" BEGIN
  INSERT INTO "audit_search" ("audit_search", rowid, actor, action, target, detail)
  VALUES ('delete', old.id, old.actor, old.action, old.target, old.detail);
END;
INSERT INTO "audit_search" ("audit_search") VALUES ('rebuild');
