-- The whole schema of a mubiao database, and the only DDL there is: store/create.py reads it.
-- Statements end with a semicolon at the end of a line. Offsets are half-open and count code points of documents.text.

-- What this file is. schema_version decides whether this program may open it; rules_version is told for information.
CREATE TABLE IF NOT EXISTS meta (
    key   VARCHAR PRIMARY KEY,
    value VARCHAR NOT NULL
);

-- One row per document. The same text is the same document, whatever its file was called, and so is a copy with other
-- line ends or a byte order mark: it is known by the ids that its text has with those of the first.
-- No PRIMARY KEY here and in the next tables: into a table with an index DuckDB does not begin a new group of rows, so
-- that each transaction would write all texts again, up to 122,880 of them. What is added is looked up before, one
-- writer at a time, and `mubiao check` tells of what is there twice.
CREATE TABLE IF NOT EXISTS documents (
    document_id VARCHAR NOT NULL,         -- first 16 hexadecimal digits of the SHA-256 of the text in UTF-8
    title       VARCHAR NOT NULL,
    kind        VARCHAR NOT NULL,         -- work_report, plan_report, budget_report, communique, explainer, plan, news, other
    publisher   VARCHAR,
    date        DATE,                     -- delivered or published
    year        SMALLINT,                 -- the year of the report: the one whose targets it sets
    region      VARCHAR,                  -- home place, full official name
    region_code VARCHAR,
    name        VARCHAR NOT NULL,         -- file name, never a path
    characters  INTEGER NOT NULL,         -- length of the text in code points
    text        VARCHAR,                  -- NULL for a bundled document until its file is added
    origin      VARCHAR NOT NULL,         -- 'bundled' or 'added'
    rules       VARCHAR NOT NULL,         -- version of the rules that made its facts
    added_at    TIMESTAMP NOT NULL,       -- UTC
    url         VARCHAR,                  -- of the page that it was taken from
    doubts      VARCHAR,                  -- what of it is not sure: id: words; id: words
    sources     VARCHAR                   -- JSON: the cells of a sheet or the recognised pages that its lines were taken from
);

-- Where the sections of a document stand. Headings are titles, so they are kept without the text too.
CREATE TABLE IF NOT EXISTS sections (
    document_id VARCHAR NOT NULL,
    ordinal     INTEGER NOT NULL,         -- 0, 1, 2 … in text order, outer before inner
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    level       TINYINT NOT NULL,         -- 0 the document or an article, 1 the largest headings
    heading     VARCHAR NOT NULL,
    path        VARCHAR NOT NULL,         -- headings from the outermost, joined with ' › '
    role        VARCHAR NOT NULL,         -- review, targets, tasks, governance, news, other
    period      VARCHAR,
    region      VARCHAR
);

-- One row per quantity that a document states. SDMX names of the columns stand in brackets.
-- Layout, measured on ten million facts: 37 bytes a fact, a third of them fact_id. Leaving it to be computed would save
-- that third, but make finding one fact four times slower; enumerations instead of VARCHAR and another order of the
-- rows change neither the size nor the queries by a tenth, since the facts of a document lie together anyway and
-- DuckDB keeps each column as a dictionary. No index: an index on fact_id would cost more than the facts themselves.
-- value is in unit, with 万, 亿 … folded in (3298000000 元); per cent is the printed number (6.5).
CREATE TABLE IF NOT EXISTS facts (
    fact_id       VARCHAR NOT NULL,       -- <document_id>-<start>-<end>; -2, -3 … behind it for further subjects of
                                          -- one number (出口、进口均增长5%), in the order of the text
    document_id   VARCHAR NOT NULL,
    start         INTEGER NOT NULL,
    "end"         INTEGER NOT NULL,
    printed       VARCHAR NOT NULL,       -- the quantity to the letter
    subject       VARCHAR NOT NULL,       -- what is measured, as printed
    indicator     VARCHAR,                -- id in tables/indicators.csv [INDICATOR]
    sector        VARCHAR NOT NULL,       -- id in tables/sectors.csv
    subsector     VARCHAR,                -- id in tables/subsectors.csv
    measure       VARCHAR NOT NULL,       -- level, growth, change, share, rank
    value         DOUBLE NOT NULL,        -- [OBS_VALUE]
    high          DOUBLE,                 -- upper end of a range
    unit          VARCHAR,                -- [UNIT_MEASURE]
    qualifier     VARCHAR NOT NULL,       -- exact, about, over, under
    qualifier_text VARCHAR,               -- 左右, 以上 … as printed
    force         VARCHAR,                -- 力争, 确保, 预期, 计划 … as printed
    claim         VARCHAR NOT NULL,       -- actual, estimate, target, plan
    period        VARCHAR,                -- [TIME_PERIOD] 2023, 2023H1, 2023-01/2023-08, 2012/2021
    period_start  DATE,
    period_end    DATE,
    period_stated BOOLEAN NOT NULL,       -- false: inherited from the section or the document
    year          SMALLINT,               -- of period_end: the year in which it held or falls due
    comparison    VARCHAR,                -- 同比, 比年初, 年均, 比2012年 … as printed
    rank_scope    VARCHAR,                -- 全国, 全省 … of a rank
    region        VARCHAR,                -- [REF_AREA] full official name
    region_code   VARCHAR,                -- GB/T 2260, nine digits for towns, zone:… for functional zones
    entity        VARCHAR,                -- company, project, school or park whose own quantity it is
    section       VARCHAR NOT NULL,       -- heading path; of a sheet also the cell: 主要指标!B7
    rule          VARCHAR NOT NULL,       -- the rules that made it: stage:rule;stage:rule
    confidence    FLOAT NOT NULL,         -- 0 … 1
    origin        VARCHAR NOT NULL        -- version of the rules
);

-- Targets without a number of their own (与经济增长同步, 比全国高1个百分点): no facts, but not nothing either.
-- One row per indicator that the words promise of; columns that facts have too mean the same.
CREATE TABLE IF NOT EXISTS promises (
    promise_id  VARCHAR NOT NULL,         -- <document_id>-<start>-<end>-<indicator>
    document_id VARCHAR NOT NULL,
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    printed     VARCHAR NOT NULL,         -- the words to the letter, without their subject
    subject     VARCHAR NOT NULL,         -- what they are said of, as printed, without verbs
    indicator   VARCHAR NOT NULL,         -- id in tables/indicators.csv
    measure     VARCHAR NOT NULL,         -- growth, level, share or rank: what an outcome is held against them as
    period      VARCHAR,
    year        SMALLINT,                 -- of the period's end
    region      VARCHAR,
    region_code VARCHAR,
    section     VARCHAR NOT NULL,         -- heading path
    rule        VARCHAR NOT NULL,         -- promises:<kind of words>;stage:rule;stage:rule
    origin      VARCHAR NOT NULL          -- version of the rules
);

-- What documents promise to do with things that have a name (开工建设…, 争创…, 举办…): no facts, since they are no
-- numbers. Columns that facts have too mean the same.
CREATE TABLE IF NOT EXISTS pledges (
    pledge_id      VARCHAR NOT NULL,      -- <document_id>-p-<start>-<end>
    document_id    VARCHAR NOT NULL,
    start          INTEGER NOT NULL,      -- of the object, without its verb
    "end"          INTEGER NOT NULL,
    printed        VARCHAR NOT NULL,      -- the object to the letter
    object         VARCHAR NOT NULL,      -- its name, completed from the sentence
    act            VARCHAR NOT NULL,      -- plan, sign, start, build, complete, open, win, hold, issue, set_up, other
    stages         VARCHAR[] NOT NULL,    -- the other acts that the same words promise
    kind           VARCHAR NOT NULL,      -- project, institution, title, event, policy, programme
    core           BOOLEAN NOT NULL,      -- whether an analyst would certainly follow it
    period         VARCHAR,
    period_start   DATE,
    period_end     DATE,
    year           SMALLINT,              -- of period_end
    region         VARCHAR,
    region_code    VARCHAR,
    sector         VARCHAR NOT NULL,
    numbers        VARCHAR[] NOT NULL,    -- fact_id of its own numbers
    sentence_start INTEGER NOT NULL,
    sentence_end   INTEGER NOT NULL,
    section        VARCHAR NOT NULL,
    rule           VARCHAR NOT NULL,
    confidence     FLOAT NOT NULL,
    origin         VARCHAR NOT NULL
);

-- What became of a pledge: one row where the place has a later work report, which is the next there is (of two of one
-- year the longer). Made in the transaction that adds, replaces or removes one of the two, from parts on the past first.
CREATE TABLE IF NOT EXISTS pledge_links (
    pledge_id      VARCHAR NOT NULL,
    document_id    VARCHAR NOT NULL,      -- of the pledge
    later_id       VARCHAR NOT NULL,      -- document_id of the later report
    later_year     SMALLINT NOT NULL,
    years_later    SMALLINT NOT NULL,     -- 1; more where reports between are missing
    status         VARCHAR NOT NULL,      -- fulfilled, under_way, again, silent
    stage          TINYINT,               -- how far the object is: 1 prepared … 7 in use; NULL: the review does not say
    evidence_start INTEGER,               -- in the later report; NULL: silent
    evidence_end   INTEGER,
    next_id        VARCHAR,               -- the pledge of the same object in the later report
    rule           VARCHAR NOT NULL,      -- name:<how it was known again>;stage:<what told it>
    share          FLOAT NOT NULL,        -- 0 … 1: how much of the name the evidence has
    origin         VARCHAR NOT NULL       -- version of the rules
);

-- The places that documents and facts name, and the places above them. Codes: Ministry of Civil Affairs.
CREATE TABLE IF NOT EXISTS regions (
    region_code VARCHAR PRIMARY KEY,
    region      VARCHAR NOT NULL,         -- full official name
    level       VARCHAR NOT NULL,         -- country, province, prefecture, county, town, zone
    parent_code VARCHAR                   -- NULL for the country
);

-- Judgments of people, kept apart from the facts so that a new extraction does not touch them.
-- The latest row of a (fact_id, field) that is not undone holds. A judgment remembers where it was made, so that
-- a fact whose offsets have moved is found again by its quote.
CREATE TABLE IF NOT EXISTS reviews (
    review_id   BIGINT PRIMARY KEY,       -- 1, 2, 3 … in the order in which they were made
    fact_id     VARCHAR NOT NULL,
    action      VARCHAR NOT NULL,         -- accept, reject, correct, note
    field       VARCHAR,                  -- the corrected field
    value       VARCHAR,                  -- its new value, or the text of a note
    reviewer    VARCHAR NOT NULL,
    "at"        TIMESTAMP NOT NULL,       -- UTC
    undone      BOOLEAN NOT NULL DEFAULT false,
    document_id VARCHAR NOT NULL,
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    printed     VARCHAR NOT NULL,
    subject     VARCHAR NOT NULL
);

-- What people state about documents; it wins over what a document says itself, at every reading. The latest row of a
-- (document_id, field) that is not undone holds. It stays when the document is removed, and holds when it comes back.
CREATE TABLE IF NOT EXISTS statements (
    statement_id BIGINT PRIMARY KEY,      -- 1, 2, 3 … in the order in which they were made
    document_id  VARCHAR NOT NULL,
    field        VARCHAR NOT NULL,        -- region, year, date, title, kind, publisher, url
    value        VARCHAR NOT NULL,        -- as text; a place by its name, or by its code where several have the name
    was          VARCHAR,                 -- what was known before, of a place its code
    reviewer     VARCHAR NOT NULL,
    "at"         TIMESTAMP NOT NULL,      -- UTC
    undone       BOOLEAN NOT NULL DEFAULT false
);

-- What the reviews of a fact or a pledge come to: its mark, and corrected field → new value.
CREATE VIEW judgments AS
WITH held AS (
    SELECT fact_id, field, arg_max_null(value, review_id) AS value
    FROM reviews WHERE NOT undone AND action = 'correct' GROUP BY fact_id, field
), corrections AS (
    SELECT fact_id, map_from_entries(list((field, value))) AS new FROM held GROUP BY fact_id
), marks AS (
    SELECT fact_id, CASE
        WHEN arg_max(action, review_id) FILTER (action <> 'note') = 'reject' THEN 'rejected'
        WHEN bool_or(action = 'correct') THEN 'corrected'
        WHEN bool_or(action = 'accept') THEN 'accepted'
    END AS review
    FROM reviews WHERE NOT undone GROUP BY fact_id
)
SELECT fact_id, review, new FROM marks LEFT JOIN corrections USING (fact_id);

-- The facts as a reviewer sees them: corrected fields with their corrected values, and a mark. For `mubiao sql`; the
-- program itself joins only the fields that someone has corrected.
CREATE VIEW reviewed_facts AS
SELECT f.* REPLACE (
    CASE WHEN map_contains(new, 'subject') THEN new['subject'] ELSE f.subject END AS subject,
    CASE WHEN map_contains(new, 'indicator') THEN new['indicator'] ELSE f.indicator END AS indicator,
    CASE WHEN map_contains(new, 'sector') THEN new['sector'] ELSE f.sector END AS sector,
    CASE WHEN map_contains(new, 'subsector') THEN new['subsector'] ELSE f.subsector END AS subsector,
    CASE WHEN map_contains(new, 'measure') THEN new['measure'] ELSE f.measure END AS measure,
    CASE WHEN map_contains(new, 'value') THEN TRY_CAST(new['value'] AS DOUBLE) ELSE f.value END AS value,
    CASE WHEN map_contains(new, 'high') THEN TRY_CAST(new['high'] AS DOUBLE) ELSE f.high END AS high,
    CASE WHEN map_contains(new, 'unit') THEN new['unit'] ELSE f.unit END AS unit,
    CASE WHEN map_contains(new, 'qualifier') THEN new['qualifier'] ELSE f.qualifier END AS qualifier,
    CASE WHEN map_contains(new, 'claim') THEN new['claim'] ELSE f.claim END AS claim,
    CASE WHEN map_contains(new, 'period') THEN new['period'] ELSE f.period END AS period,
    CASE WHEN map_contains(new, 'period_start') THEN TRY_CAST(new['period_start'] AS DATE) ELSE f.period_start END AS period_start,
    CASE WHEN map_contains(new, 'period_end') THEN TRY_CAST(new['period_end'] AS DATE) ELSE f.period_end END AS period_end,
    CASE WHEN map_contains(new, 'year') THEN TRY_CAST(new['year'] AS SMALLINT) ELSE f.year END AS year,
    CASE WHEN map_contains(new, 'comparison') THEN new['comparison'] ELSE f.comparison END AS comparison,
    CASE WHEN map_contains(new, 'rank_scope') THEN new['rank_scope'] ELSE f.rank_scope END AS rank_scope,
    CASE WHEN map_contains(new, 'region') THEN new['region'] ELSE f.region END AS region,
    CASE WHEN map_contains(new, 'region_code') THEN new['region_code'] ELSE f.region_code END AS region_code,
    CASE WHEN map_contains(new, 'entity') THEN new['entity'] ELSE f.entity END AS entity
), j.review
FROM facts f LEFT JOIN judgments j USING (fact_id);

-- The pledges with what became of them, as a reviewer sees them: the program itself reads this view. A judgment on a
-- pledge stands in reviews under its pledge_id.
CREATE VIEW followed_pledges AS
SELECT p.* REPLACE (
    coalesce(new['object'], p.object) AS object,
    coalesce(new['act'], p.act) AS act,
    coalesce(new['kind'], p.kind) AS kind,
    coalesce(new['sector'], p.sector) AS sector
), d.region AS report_region, d.region_code AS report_code, d.year AS report_year,
    coalesce(new['status'], l.status) AS status,
    l.later_id, l.later_year, l.years_later, l.stage, l.evidence_start, l.evidence_end, l.next_id, j.review
FROM pledges p
LEFT JOIN documents d USING (document_id)
LEFT JOIN pledge_links l ON l.pledge_id = p.pledge_id
LEFT JOIN judgments j ON j.fact_id = p.pledge_id;
