pragma application_id=1229866582;
pragma user_version=4;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'infoview','m001_first','2026-11-24 03:18:25.864569+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'infoview','m002_meeting','2026-11-24 03:18:25.930890+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'infoview','m003_written_on','2026-11-24 05:47:54.242182+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'infoview','m004_prepare','2026-11-28 18:04:29.051420+00:00');
CREATE TABLE "advice" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "person_id" INTEGER NOT NULL REFERENCES "people"("id"),
   "body" TEXT NOT NULL,
   "interview_id" INTEGER REFERENCES "interviews"("id"),
   "note_id" INTEGER REFERENCES "notes"("id"),
   "state" TEXT NOT NULL,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1
, "written_on" TEXT) STRICT;
INSERT INTO "advice" VALUES(1,'advice uid',1,'advice body',1,1,'to try','2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE TABLE "checklist" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "interview_id" INTEGER NOT NULL REFERENCES "interviews"("id"),
   "position" INTEGER,
   "text" TEXT NOT NULL,
   "kind" TEXT NOT NULL,
   "state" TEXT NOT NULL,
   "goal_id" INTEGER REFERENCES "goals"("id"),
   "bank" INTEGER,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1
, "spent_seconds" INTEGER, "written_on" TEXT, question_id integer references questions(id)) STRICT;
INSERT INTO "checklist" VALUES(1,'checklist uid',1,1,'checklist text','backup','partly',1,1,'2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,90,'pts/3',NULL);
CREATE TABLE "contacts" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "person_id" INTEGER NOT NULL REFERENCES "people"("id"),
   "at" TEXT NOT NULL,
   "body" TEXT NOT NULL,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1
, "written_on" TEXT) STRICT;
INSERT INTO "contacts" VALUES(1,'contacts uid',1,'2026-11-23T14:00:00.000+00:00','contacts body','2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE TABLE "debrief_answers" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "interview_id" INTEGER NOT NULL REFERENCES "interviews"("id"),
   "prompt" INTEGER NOT NULL,
   "body" TEXT NOT NULL,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1
, "written_on" TEXT) STRICT;
INSERT INTO "debrief_answers" VALUES(1,'debrief_answers uid',1,1,'debrief_answers body','2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE TABLE "drafts" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "place" TEXT NOT NULL,
   "body" TEXT NOT NULL,
   "owner" TEXT NOT NULL,
   "updated_at" TEXT
) STRICT;
INSERT INTO "drafts" VALUES(1,'drafts uid','drafts place','drafts body','drafts owner','2026-11-23T14:00:00.000+00:00');
CREATE TABLE "facts" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "person_id" INTEGER NOT NULL REFERENCES "people"("id"),
   "text" TEXT NOT NULL,
   "source" TEXT,
   "item_id" INTEGER REFERENCES "checklist"("id"),
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1,
   "written_on" TEXT
) STRICT;
INSERT INTO "facts" VALUES(1,'facts uid',1,'facts text','facts source',1,'2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE TABLE "goals" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "interview_id" INTEGER NOT NULL REFERENCES "interviews"("id"),
   "position" INTEGER,
   "text" TEXT NOT NULL,
   "state" TEXT,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1
, "written_on" TEXT) STRICT;
INSERT INTO "goals" VALUES(1,'goals uid',1,1,'goals text','answered','2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE TABLE "interview_people" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "interview_id" INTEGER NOT NULL REFERENCES "interviews"("id"),
   "person_id" INTEGER NOT NULL REFERENCES "people"("id"),
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1
, "written_on" TEXT) STRICT;
INSERT INTO "interview_people" VALUES(1,'interview_people uid',1,1,'2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE TABLE "interview_points" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "interview_id" INTEGER NOT NULL REFERENCES "interviews"("id"),
   "point_id" INTEGER NOT NULL REFERENCES "talking_points"("id"),
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1
, "written_on" TEXT, "landed" INTEGER, "comment" TEXT) STRICT;
INSERT INTO "interview_points" VALUES(1,'interview_points uid',1,1,'2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3',NULL,NULL);
CREATE TABLE "interviews" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "host" INTEGER,
   "mode" TEXT,
   "place" TEXT,
   "starts_at" TEXT,
   "zone" TEXT,
   "agreed_minutes" INTEGER NOT NULL,
   "started_at" TEXT,
   "ended_at" TEXT,
   "extension_minutes" INTEGER,
   "current_item_id" INTEGER,
   "debriefed_at" TEXT,
   "thanked_at" TEXT,
   "cancelled_at" TEXT,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1
, "phases" TEXT, "late_seconds" INTEGER, "current_since" INTEGER, "boot_id" TEXT, "boot_at" TEXT, "missed_at" TEXT, "written_on" TEXT, "dress" TEXT, "payer" TEXT) STRICT;
INSERT INTO "interviews" VALUES(1,'interviews uid',1,'video','interviews place','2026-11-23T14:00:00.000+00:00','Asia/Kathmandu',1,'2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',1,1,'2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'3/13/4',120,60,'a-run','2026-11-23T08:00:00.000+00:00','2026-11-24T08:00:00.000+00:00','pts/3',NULL,NULL);
CREATE TABLE "introductions" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "person_id" INTEGER NOT NULL REFERENCES "people"("id"),
   "introducer_id" INTEGER NOT NULL REFERENCES "people"("id"),
   "interview_id" INTEGER REFERENCES "interviews"("id"),
   "note_id" INTEGER REFERENCES "notes"("id"),
   "may_mention" INTEGER,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1
, "written_on" TEXT) STRICT;
INSERT INTO "introductions" VALUES(1,'introductions uid',1,1,1,1,1,'2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE TABLE "letter_versions" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "letter_id" INTEGER NOT NULL REFERENCES "letters"("id"),
   "at" TEXT NOT NULL,
   "subject" TEXT NOT NULL,
   "body" TEXT NOT NULL,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1,
   "written_on" TEXT
) STRICT;
INSERT INTO "letter_versions" VALUES(1,'letter_versions uid',1,'2026-11-23T14:00:00.000+00:00','letter_versions subject','letter_versions body','2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE TABLE "letters" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "person_id" INTEGER NOT NULL REFERENCES "people"("id"),
   "kind" TEXT NOT NULL,
   "subject" TEXT NOT NULL,
   "body" TEXT NOT NULL,
   "interview_id" INTEGER REFERENCES "interviews"("id"),
   "sent_at" TEXT,
   "channel" TEXT,
   "answered_at" TEXT,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1
, "written_on" TEXT) STRICT;
INSERT INTO "letters" VALUES(1,'letters uid',1,'thanks','letters subject','letters body',1,'2026-11-23T14:00:00.000+00:00','letters channel','2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE TABLE "notes" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "kind" TEXT NOT NULL,
   "body" TEXT NOT NULL,
   "at" TEXT NOT NULL,
   "interview_id" INTEGER REFERENCES "interviews"("id"),
   "person_id" INTEGER REFERENCES "people"("id"),
   "item_id" INTEGER REFERENCES "checklist"("id"),
   "offset_seconds" INTEGER,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1
, "written_on" TEXT) STRICT;
INSERT INTO "notes" VALUES(1,'notes uid','quote','notes body','2026-11-23T14:00:00.000+00:00',1,1,1,1,'2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE TABLE "organisations" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "name" TEXT NOT NULL,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1
, "written_on" TEXT) STRICT;
INSERT INTO "organisations" VALUES(1,'organisations uid','organisations name','2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE TABLE "pauses" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "interview_id" INTEGER NOT NULL REFERENCES "interviews"("id"),
   "started_at" TEXT NOT NULL,
   "ended_at" TEXT,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1
, "written_on" TEXT) STRICT;
INSERT INTO "pauses" VALUES(1,'pauses uid',1,'2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE TABLE "people" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "name" TEXT NOT NULL,
   "role" TEXT,
   "organisation_id" INTEGER REFERENCES "organisations"("id"),
   "email" TEXT,
   "phone" TEXT,
   "found" TEXT,
   "cadence_days" INTEGER,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1
, "written_on" TEXT) STRICT;
INSERT INTO "people" VALUES(1,'people uid','people name','people role',1,'people email','people phone','people found',1,'2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE TABLE "people_tags" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "person_id" INTEGER NOT NULL REFERENCES "people"("id"),
   "tag_id" INTEGER NOT NULL REFERENCES "tags"("id"),
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1
, "written_on" TEXT) STRICT;
INSERT INTO "people_tags" VALUES(1,'people_tags uid',1,1,'2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE TABLE "promises" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "person_id" INTEGER NOT NULL REFERENCES "people"("id"),
   "side" TEXT NOT NULL,
   "body" TEXT NOT NULL,
   "due" TEXT NOT NULL,
   "interview_id" INTEGER REFERENCES "interviews"("id"),
   "note_id" INTEGER REFERENCES "notes"("id"),
   "kept_at" TEXT,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1
, "written_on" TEXT) STRICT;
INSERT INTO "promises" VALUES(1,'promises uid',1,'mine','promises body','2026-11-26',1,1,'2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE TABLE "questions" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "number" INTEGER,
   "text" TEXT NOT NULL,
   "category" TEXT,
   "phase" TEXT,
   "tiara" TEXT,
   "serves" TEXT,
   "archived_at" TEXT,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1,
   "written_on" TEXT
) STRICT;
INSERT INTO "questions" VALUES(1,'questions uid',1,'questions text','path','core','I','questions serves',NULL,'2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE TABLE "rehearsals" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "point_id" INTEGER NOT NULL REFERENCES "talking_points"("id"),
   "at" TEXT NOT NULL,
   "seconds" INTEGER NOT NULL,
   "aim_seconds" INTEGER,
   "mark" INTEGER,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1,
   "written_on" TEXT
) STRICT;
INSERT INTO "rehearsals" VALUES(1,'rehearsals uid',1,'2026-11-23T14:00:00.000+00:00',28,30,2,'2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE TABLE "revision" (
   "id" INTEGER PRIMARY KEY,
   "number" INTEGER
) STRICT;
INSERT INTO "revision" VALUES(1,1);
CREATE TABLE "settings" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "name" TEXT NOT NULL,
   "value" TEXT NOT NULL,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1
, "written_on" TEXT) STRICT;
INSERT INTO "settings" VALUES(1,'settings uid','settings name','settings value','2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE TABLE "snoozes" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "row" TEXT NOT NULL,
   "until" TEXT NOT NULL,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1
, "written_on" TEXT) STRICT;
INSERT INTO "snoozes" VALUES(1,'snoozes uid','snoozes row','2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE TABLE "tags" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "name" TEXT NOT NULL,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1
, "written_on" TEXT) STRICT;
INSERT INTO "tags" VALUES(1,'tags uid','tags name','2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE TABLE "talking_points" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "position" INTEGER,
   "title" TEXT NOT NULL,
   "point" TEXT,
   "proof" TEXT,
   "why" TEXT,
   "length" TEXT,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1
, "written_on" TEXT, "audience" TEXT, "aim_seconds" INTEGER) STRICT;
INSERT INTO "talking_points" VALUES(1,'talking_points uid',1,'talking_points title','talking_points point','talking_points proof','talking_points why','talking_points length','2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3',NULL,NULL);
CREATE TABLE "ticks" (
   "id" INTEGER PRIMARY KEY,
   "uid" TEXT NOT NULL,
   "interview_id" INTEGER NOT NULL REFERENCES "interviews"("id"),
   "name" TEXT NOT NULL,
   "created_at" TEXT,
   "updated_at" TEXT,
   "deleted_at" TEXT,
   "version" INTEGER NOT NULL DEFAULT 1,
   "written_on" TEXT
) STRICT;
INSERT INTO "ticks" VALUES(1,'ticks uid',1,'confirmed','2026-11-23T14:00:00.000+00:00','2026-11-23T14:00:00.000+00:00',NULL,1,'pts/3');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE UNIQUE INDEX "idx_organisations_uid"
    ON "organisations" ("uid");
CREATE UNIQUE INDEX "idx_people_uid"
    ON "people" ("uid");
CREATE INDEX "idx_people_organisation_id"
    ON "people" ("organisation_id");
CREATE UNIQUE INDEX "idx_tags_uid"
    ON "tags" ("uid");
CREATE UNIQUE INDEX "idx_people_tags_uid"
    ON "people_tags" ("uid");
CREATE INDEX "idx_people_tags_person_id"
    ON "people_tags" ("person_id");
CREATE INDEX "idx_people_tags_tag_id"
    ON "people_tags" ("tag_id");
CREATE UNIQUE INDEX "idx_interviews_uid"
    ON "interviews" ("uid");
CREATE UNIQUE INDEX "idx_interview_people_uid"
    ON "interview_people" ("uid");
CREATE INDEX "idx_interview_people_interview_id"
    ON "interview_people" ("interview_id");
CREATE INDEX "idx_interview_people_person_id"
    ON "interview_people" ("person_id");
CREATE UNIQUE INDEX "idx_pauses_uid"
    ON "pauses" ("uid");
CREATE INDEX "idx_pauses_interview_id"
    ON "pauses" ("interview_id");
CREATE UNIQUE INDEX "idx_goals_uid"
    ON "goals" ("uid");
CREATE INDEX "idx_goals_interview_id"
    ON "goals" ("interview_id");
CREATE UNIQUE INDEX "idx_checklist_uid"
    ON "checklist" ("uid");
CREATE INDEX "idx_checklist_interview_id"
    ON "checklist" ("interview_id");
CREATE INDEX "idx_checklist_goal_id"
    ON "checklist" ("goal_id");
CREATE UNIQUE INDEX "idx_talking_points_uid"
    ON "talking_points" ("uid");
CREATE UNIQUE INDEX "idx_interview_points_uid"
    ON "interview_points" ("uid");
CREATE INDEX "idx_interview_points_interview_id"
    ON "interview_points" ("interview_id");
CREATE INDEX "idx_interview_points_point_id"
    ON "interview_points" ("point_id");
CREATE UNIQUE INDEX "idx_notes_uid"
    ON "notes" ("uid");
CREATE INDEX "idx_notes_interview_id"
    ON "notes" ("interview_id");
CREATE INDEX "idx_notes_person_id"
    ON "notes" ("person_id");
CREATE INDEX "idx_notes_item_id"
    ON "notes" ("item_id");
CREATE UNIQUE INDEX "idx_promises_uid"
    ON "promises" ("uid");
CREATE INDEX "idx_promises_person_id"
    ON "promises" ("person_id");
CREATE INDEX "idx_promises_interview_id"
    ON "promises" ("interview_id");
CREATE INDEX "idx_promises_note_id"
    ON "promises" ("note_id");
CREATE UNIQUE INDEX "idx_advice_uid"
    ON "advice" ("uid");
CREATE INDEX "idx_advice_person_id"
    ON "advice" ("person_id");
CREATE INDEX "idx_advice_interview_id"
    ON "advice" ("interview_id");
CREATE INDEX "idx_advice_note_id"
    ON "advice" ("note_id");
CREATE UNIQUE INDEX "idx_letters_uid"
    ON "letters" ("uid");
CREATE INDEX "idx_letters_person_id"
    ON "letters" ("person_id");
CREATE INDEX "idx_letters_interview_id"
    ON "letters" ("interview_id");
CREATE UNIQUE INDEX "idx_contacts_uid"
    ON "contacts" ("uid");
CREATE INDEX "idx_contacts_person_id"
    ON "contacts" ("person_id");
CREATE UNIQUE INDEX "idx_introductions_uid"
    ON "introductions" ("uid");
CREATE INDEX "idx_introductions_person_id"
    ON "introductions" ("person_id");
CREATE INDEX "idx_introductions_introducer_id"
    ON "introductions" ("introducer_id");
CREATE INDEX "idx_introductions_interview_id"
    ON "introductions" ("interview_id");
CREATE INDEX "idx_introductions_note_id"
    ON "introductions" ("note_id");
CREATE UNIQUE INDEX "idx_debrief_answers_uid"
    ON "debrief_answers" ("uid");
CREATE INDEX "idx_debrief_answers_interview_id"
    ON "debrief_answers" ("interview_id");
CREATE UNIQUE INDEX "idx_snoozes_uid"
    ON "snoozes" ("uid");
CREATE UNIQUE INDEX "idx_settings_uid"
    ON "settings" ("uid");
CREATE INDEX "idx_drafts_place"
    ON "drafts" ("place");
CREATE UNIQUE INDEX "idx_tags_name"
    ON "tags" ("name");
CREATE UNIQUE INDEX "idx_organisations_name"
    ON "organisations" ("name");
CREATE UNIQUE INDEX "idx_settings_name"
    ON "settings" ("name");
CREATE UNIQUE INDEX "idx_snoozes_row"
    ON "snoozes" ("row");
CREATE UNIQUE INDEX "idx_questions_uid"
    ON "questions" ("uid");
CREATE UNIQUE INDEX "idx_facts_uid"
    ON "facts" ("uid");
CREATE INDEX "idx_facts_person_id"
    ON "facts" ("person_id");
CREATE INDEX "idx_facts_item_id"
    ON "facts" ("item_id");
CREATE UNIQUE INDEX "idx_rehearsals_uid"
    ON "rehearsals" ("uid");
CREATE INDEX "idx_rehearsals_point_id"
    ON "rehearsals" ("point_id");
CREATE UNIQUE INDEX "idx_ticks_uid"
    ON "ticks" ("uid");
CREATE INDEX "idx_ticks_interview_id"
    ON "ticks" ("interview_id");
CREATE UNIQUE INDEX "idx_letter_versions_uid"
    ON "letter_versions" ("uid");
CREATE INDEX "idx_letter_versions_letter_id"
    ON "letter_versions" ("letter_id");
CREATE INDEX "idx_checklist_question_id"
    ON "checklist" ("question_id");
COMMIT;
