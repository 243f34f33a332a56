-- schema.sql - the whole of the record, format 8 (user_version; application_id 0x55704861).
--
--   document -> sentence -> report -> event        a report is one article's account of an event
--                        -> claim                   who said what about whom
--
-- Numbers of rows (id) hold the file together and never leave it. What leaves it is made from what
-- was read: key columns are 64-bit hashes of content, shown as 16 hexadecimal digits.
-- The id of a report is its document's id * 262144 + its number in the document, so that a document's
-- reports lie together and are found without an index. Sentences are numbered through, those of a
-- document one after the other: their index of words then keeps small steps.
-- An event carries the id of its first report.
-- A mark is 32 bits of a hash: what is found by it is compared in full. Indexes leave out what needs
-- no finding: a report that is its own event.
-- Days count from 1970-01-01; precision is 0 none, 1 year, 2 month, 3 week, 4 day, 5 time.
-- Foreign keys are declared for the reader and checked by the tests; the writer removes by hand.

CREATE TABLE phrases (              -- strings that come back: rules, reasons, entries, files
    id       INTEGER PRIMARY KEY,
    phrase   TEXT    NOT NULL,      -- each once
    mark     INTEGER NOT NULL
) STRICT;
CREATE INDEX phrases_mark ON phrases (mark);

CREATE TABLE models (               -- knowledge and weights that coded a document
    id       INTEGER PRIMARY KEY,
    hash     TEXT    NOT NULL UNIQUE
) STRICT;

CREATE TABLE outlets (              -- where it was printed
    id       INTEGER PRIMARY KEY,
    name     TEXT    NOT NULL UNIQUE
) STRICT;

CREATE TABLE sources (              -- on whose word: the words, a line feed, the codes
    id       INTEGER PRIMARY KEY,
    name     TEXT    NOT NULL,      -- each once
    mark     INTEGER NOT NULL
) STRICT;
CREATE INDEX sources_mark ON sources (mark);

CREATE TABLE actors (
    id       INTEGER PRIMARY KEY,
    code     TEXT    NOT NULL UNIQUE
) STRICT;

CREATE TABLE documents (
    id        INTEGER PRIMARY KEY,
    key       INTEGER NOT NULL,        -- of outlet, own id and content; found by name
    name      INTEGER NOT NULL,        -- mark of outlet and own id
    model     INTEGER NOT NULL REFERENCES models,
    own_id    TEXT    NOT NULL,
    outlet    INTEGER NOT NULL REFERENCES outlets,
    container INTEGER NOT NULL REFERENCES phrases, -- the file
    offset    INTEGER NOT NULL,        -- of the record in it
    line      INTEGER NOT NULL,        -- from 1; 0 where lines mean nothing
    media     INTEGER NOT NULL,
    bytes     INTEGER NOT NULL,        -- of the page
    day       INTEGER,                 -- published
    second    INTEGER NOT NULL,        -- of the day, UTC
    precision INTEGER NOT NULL,
    article   INTEGER NOT NULL,        -- 1: it holds an article
    sentences INTEGER NOT NULL,        -- read, stored or not
    url       TEXT    NOT NULL,
    title     TEXT    NOT NULL,
    language  TEXT    NOT NULL,
    first     INTEGER REFERENCES sentences,                  -- of those kept; NULL: none
    kept      INTEGER                  -- how many lie from there on; NULL: of rows that others coded
) STRICT;
CREATE INDEX documents_name ON documents (name);
CREATE INDEX documents_day ON documents (day);

CREATE TABLE stories (              -- of documents that share a story; others are one of their own
    document INTEGER PRIMARY KEY REFERENCES documents,
    story    INTEGER NOT NULL REFERENCES documents,          -- the first of its story
    lead     INTEGER NOT NULL REFERENCES documents,          -- of the story
    original INTEGER REFERENCES documents                    -- of a reprint
) STRICT;
CREATE INDEX stories_story ON stories (story);

CREATE TABLE prints (               -- what tells reprints and stories; store/print.h
    document INTEGER PRIMARY KEY REFERENCES documents,
    print    BLOB    NOT NULL
) STRICT;

CREATE TABLE sentences (            -- those with a report or a claim
    id       INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents,
    role     INTEGER NOT NULL,      -- of its block, doc/doc.h; 1: the title
    why      INTEGER REFERENCES phrases, -- of the block's role; NULL: the title
    start    INTEGER NOT NULL,      -- bytes of the page
    end      INTEGER,               -- NULL: as many bytes on as the sentence has
    back     INTEGER NOT NULL,      -- the sentence so many rows before keeps its words,
    at       INTEGER NOT NULL,      -- from this byte on
    bytes    INTEGER NOT NULL,
    words    ANY,                   -- TEXT, or BLOB: packed (store/wording.h); NULL: they stand before
    source   BLOB                   -- the page's bytes where they read otherwise
) STRICT;

CREATE TABLE dictionary (           -- of packed words; none before there are words to make it of
    id         INTEGER PRIMARY KEY, -- 1
    dictionary BLOB NOT NULL
) STRICT;

CREATE VIRTUAL TABLE sentence_words USING fts5 (
    sentence, content = '', detail = 'none', columnsize = 0,
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE reports (
    id        INTEGER PRIMARY KEY,
    key       INTEGER NOT NULL UNIQUE,
    event     INTEGER NOT NULL REFERENCES events,
    sentence  INTEGER NOT NULL REFERENCES sentences,
    type      INTEGER NOT NULL,     -- doc/plover.h
    mode      INTEGER NOT NULL,
    status    INTEGER NOT NULL,
    contexts  INTEGER NOT NULL,     -- bits
    day       INTEGER,
    precision INTEGER NOT NULL,
    intensity INTEGER NOT NULL,     -- hundredths of a PLOVER point
    score     INTEGER NOT NULL,     -- thousandths: probability that it is right
    start     INTEGER NOT NULL,     -- of the trigger, bytes of the page
    trigger   TEXT    NOT NULL,
    actor     TEXT    NOT NULL,     -- codes, a blank between
    recipient TEXT    NOT NULL,
    actor_text     TEXT NOT NULL,   -- as written, a line feed between
    recipient_text TEXT NOT NULL,
    source    INTEGER REFERENCES sources, -- NULL: the writer says it
    place     TEXT    NOT NULL,
    country   TEXT    NOT NULL,     -- of the place
    latitude  INTEGER,              -- ten-thousandths of a degree
    longitude INTEGER,
    counts    TEXT    NOT NULL,     -- kind, number, unit; a line feed between
    rule      INTEGER NOT NULL REFERENCES phrases,
    why       INTEGER NOT NULL REFERENCES phrases,
    entries   TEXT    NOT NULL      -- phrases: lines of the lexicon that named its sides, a comma between
) STRICT;
CREATE INDEX reports_event ON reports (event) WHERE event <> id;
CREATE INDEX reports_source ON reports (source) WHERE source IS NOT NULL;

CREATE TABLE events (               -- one row an event, whatever the number of its reports
    id        INTEGER PRIMARY KEY REFERENCES reports,        -- the first
    key       INTEGER NOT NULL,     -- of the first report
    face      INTEGER REFERENCES reports,                    -- the one to show; NULL: the first
    day       INTEGER NOT NULL,     -- 2147483647: not known
    type      INTEGER NOT NULL,
    status    INTEGER NOT NULL,
    reports   INTEGER NOT NULL,
    outlets   INTEGER NOT NULL,
    sources   INTEGER NOT NULL,     -- independent ones: reprints count once
    rejected  INTEGER NOT NULL      -- 1: by the user; it has no sides
) STRICT;
CREATE INDEX events_day ON events (day);
CREATE INDEX events_type ON events (type, day);

CREATE TABLE sides (                -- of an event's face
    actor    INTEGER NOT NULL REFERENCES actors,
    event    INTEGER NOT NULL REFERENCES events,
    role     INTEGER NOT NULL,      -- 1 actor, 2 recipient
    PRIMARY KEY (actor, event, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (               -- those whose speaker is known, or that name a known side
    sentence  INTEGER NOT NULL REFERENCES sentences,
    number    INTEGER NOT NULL,     -- in the document
    at        INTEGER NOT NULL,     -- of what was said: its first byte in the sentence
    bytes     INTEGER NOT NULL,
    start     INTEGER,              -- the same in the page; NULL: the sentence's start + at
    end       INTEGER,              -- NULL: so many bytes on
    quotation INTEGER NOT NULL,     -- 1: in quotation marks
    source    INTEGER NOT NULL REFERENCES sources,
    about     TEXT    NOT NULL,     -- codes, a blank between
    PRIMARY KEY (sentence, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE corrections (          -- by the user; they outlive the reports that they are about
    report    INTEGER NOT NULL,     -- its key
    act       INTEGER NOT NULL,     -- 1 reject, 2 merge, 3 split, 4 recode
    other     INTEGER,              -- merge: key of the report that it belongs with
    type      INTEGER,              -- recode: NULL leaves it as coded
    mode      INTEGER,
    status    INTEGER,
    day       INTEGER,
    actor     TEXT,
    recipient TEXT,
    note      TEXT    NOT NULL,
    made      INTEGER NOT NULL,     -- seconds since 1970
    PRIMARY KEY (report, act)
) STRICT, WITHOUT ROWID;

CREATE TABLE coded (                -- what the coder said of reports that the user recoded
    report    INTEGER PRIMARY KEY REFERENCES reports,
    type      INTEGER NOT NULL,
    mode      INTEGER NOT NULL,
    status    INTEGER NOT NULL,
    day       INTEGER,
    precision INTEGER NOT NULL,
    intensity INTEGER NOT NULL,
    actor     TEXT    NOT NULL,
    recipient TEXT    NOT NULL
) STRICT;

CREATE TABLE notes (                -- what went wrong, and where
    id       INTEGER PRIMARY KEY,
    path     INTEGER REFERENCES phrases,   -- of the input; NULL: of a document
    document INTEGER REFERENCES documents,
    stage    TEXT    NOT NULL,
    offset   INTEGER NOT NULL,
    line     INTEGER NOT NULL,
    skipped  INTEGER NOT NULL,
    message  TEXT    NOT NULL
) STRICT;
CREATE INDEX notes_path ON notes (path) WHERE path IS NOT NULL;
CREATE INDEX notes_document ON notes (document) WHERE document IS NOT NULL;

CREATE TABLE runs (                 -- the account of every run
    id        INTEGER PRIMARY KEY,
    program   TEXT    NOT NULL,
    model     INTEGER NOT NULL REFERENCES models,
    started   INTEGER NOT NULL,     -- seconds since 1970; 0 not known
    ended     INTEGER,              -- NULL: running, or killed
    complete  INTEGER NOT NULL,     -- 1: every input was read to its end
    inputs    INTEGER NOT NULL,
    pages     INTEGER NOT NULL,
    articles  INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    events    INTEGER NOT NULL,
    skipped   INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    bytes     INTEGER NOT NULL
) STRICT;

CREATE TABLE unsettled (            -- days whose documents came or went since stories were told
    day      INTEGER PRIMARY KEY
) STRICT;

-- What others coded (import): its rows are in the tables above, without text of an article, and here
-- as they came. A document is then an article that somebody else read.
CREATE TABLE originals (            -- of reports that others coded
    report   INTEGER PRIMARY KEY REFERENCES reports,
    layout   INTEGER NOT NULL,      -- doc/coded.h
    row      TEXT    NOT NULL       -- its fields in the layout's order, a tab between
) STRICT;

CREATE TABLE rejects (              -- rows that could not be taken, kept apart with the reason
    note     INTEGER PRIMARY KEY REFERENCES notes,
    row      TEXT    NOT NULL       -- as it came
) STRICT;
