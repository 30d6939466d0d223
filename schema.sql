-- The whole schema of a mubiao database, and the only DDL there is: store.py reads it.
-- Statements end with a semicolon at the end of a line. Offsets are half-open and count code points of documents.text.

-- What this file is. schema_version decides whether this program may open it; rules_version is told for information.
CREATE TABLE meta (
    key   VARCHAR PRIMARY KEY,
    value VARCHAR NOT NULL
);

-- One row per document. The same text is the same document, whatever its file was called.
CREATE TABLE documents (
    document_id VARCHAR PRIMARY KEY,      -- first 16 hexadecimal digits of the SHA-256 of the text in UTF-8
    title       VARCHAR NOT NULL,
    kind        VARCHAR NOT NULL,         -- work_report, communique, explainer, news, other
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
    added_at    TIMESTAMP NOT NULL        -- UTC
);

-- Where the sections of a document stand. Headings are titles, so they are kept without the text too.
CREATE TABLE sections (
    document_id VARCHAR NOT NULL,
    ordinal     INTEGER NOT NULL,         -- 0, 1, 2 … in text order, outer before inner
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    level       TINYINT NOT NULL,         -- 0 the document or an article, 1 the largest headings
    heading     VARCHAR NOT NULL,
    path        VARCHAR NOT NULL,         -- headings from the outermost, joined with ' › '
    role        VARCHAR NOT NULL,         -- review, targets, tasks, governance, news, other
    period      VARCHAR,
    region      VARCHAR,
    PRIMARY KEY (document_id, ordinal)
);

-- One row per quantity that a document states. SDMX names of the columns stand in brackets.
-- value is in unit, with 万, 亿 … folded in (3298000000 元); per cent is the printed number (6.5).
CREATE TABLE facts (
    fact_id       VARCHAR NOT NULL,       -- <document_id>-<start>-<end>
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
    section       VARCHAR NOT NULL,       -- heading path
    rule          VARCHAR NOT NULL,       -- the rules that made it: stage:rule;stage:rule
    confidence    FLOAT NOT NULL,         -- 0 … 1
    origin        VARCHAR NOT NULL        -- version of the rules
);

-- The places that documents and facts name, and the places above them. Codes: Ministry of Civil Affairs.
CREATE TABLE regions (
    region_code VARCHAR PRIMARY KEY,
    region      VARCHAR NOT NULL,         -- full official name
    level       VARCHAR NOT NULL,         -- country, province, prefecture, county, town, zone
    parent_code VARCHAR                   -- NULL for the country
);

-- Judgments of people, kept apart from the facts so that a new extraction does not touch them.
-- The latest row of a (fact_id, field) that is not undone holds. A judgment remembers where it was made, so that
-- a fact whose offsets have moved is found again by its quote.
CREATE TABLE reviews (
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
