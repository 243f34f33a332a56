-- format-1.sql - a record as the first format kept it, without its full-text index.
PRAGMA foreign_keys=OFF;
BEGIN;
PRAGMA application_id = 1433421921;
PRAGMA user_version = 1;
CREATE TABLE phrases (              -- strings that come back: rules, reasons, entries, files
    id       INTEGER PRIMARY KEY,
    phrase   TEXT    NOT NULL UNIQUE
) STRICT;
INSERT INTO phrases VALUES(1,'f1.jsonl');
INSERT INTO phrases VALUES(2,'text of an article record');
INSERT INTO phrases VALUES(3,'consult.rules:5');
INSERT INTO phrases VALUES(4,'rule "visit"');
INSERT INTO phrases VALUES(5,'leaders.txt:5036 Sergei Lavrov, foreign minister 2004-03-09..');
INSERT INTO phrases VALUES(6,'countries.txt:269 Venezuela');
INSERT INTO phrases VALUES(7,'aid.rules:5');
INSERT INTO phrases VALUES(8,'rule "help"');
INSERT INTO phrases VALUES(9,'countries.txt:214 Russia 1992-01-01..');
INSERT INTO phrases VALUES(10,'accuse.rules:5');
INSERT INTO phrases VALUES(11,'rule "condemn"');
INSERT INTO phrases VALUES(12,'countries.txt:127 Iran');
INSERT INTO phrases VALUES(13,'countries.txt:130 Israel 1948-01-01..');
INSERT INTO phrases VALUES(14,'assault.rules:6');
INSERT INTO phrases VALUES(15,'rule "attack"');
INSERT INTO phrases VALUES(16,'countries.txt:242 Syria');
CREATE TABLE models (               -- knowledge and weights that coded a document
    id       INTEGER PRIMARY KEY,
    hash     TEXT    NOT NULL UNIQUE
) STRICT;
INSERT INTO models VALUES(1,'97d84a3af6e343bb');
CREATE TABLE outlets (              -- where it was printed
    id       INTEGER PRIMARY KEY,
    name     TEXT    NOT NULL UNIQUE
) STRICT;
INSERT INTO outlets VALUES(1,'');
CREATE TABLE sources (              -- on whose word: the words, a line feed, the codes
    id       INTEGER PRIMARY KEY,
    name     TEXT    NOT NULL UNIQUE
) STRICT;
INSERT INTO sources VALUES(1,replace('Lavrov\nRUSGOV','\n',char(10)));
INSERT INTO sources VALUES(2,replace('a sailor\n','\n',char(10)));
INSERT INTO sources VALUES(3,replace('Iran\nIRN','\n',char(10)));
CREATE TABLE actors (
    id       INTEGER PRIMARY KEY,
    code     TEXT    NOT NULL UNIQUE
) STRICT;
INSERT INTO actors VALUES(1,'RUSGOV');
INSERT INTO actors VALUES(2,'VEN');
INSERT INTO actors VALUES(3,'RUS');
INSERT INTO actors VALUES(4,'IRN');
INSERT INTO actors VALUES(5,'ISR');
INSERT INTO actors VALUES(6,'SYR');
CREATE TABLE documents (
    id        INTEGER PRIMARY KEY,
    key       INTEGER NOT NULL UNIQUE, -- of outlet, own id and content
    name      INTEGER NOT NULL,        -- of outlet and own id
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
    story     INTEGER NOT NULL,        -- key of the story's first document
    lead      INTEGER NOT NULL REFERENCES documents,         -- of the story
    original  INTEGER REFERENCES documents                   -- of a reprint
) STRICT;
INSERT INTO documents VALUES(1,7188114036731106114,8741328052742069744,1,'m1',1,1,0,1,3,158,17958,0,4,1,4,'','Envoy','',7188114036731106114,1,NULL);
INSERT INTO documents VALUES(2,-300076146385421383,815817134826124062,1,'m2',1,1,231,2,3,72,17959,0,4,1,3,'','Envoy again','',-300076146385421383,2,NULL);
CREATE TABLE prints (               -- what tells reprints and stories; story/fingerprint.h
    document INTEGER PRIMARY KEY REFERENCES documents,
    exact    INTEGER NOT NULL,
    words    INTEGER NOT NULL,
    shingles BLOB    NOT NULL,      -- hashes of 24 bits, little-endian, ascending
    terms    BLOB    NOT NULL       -- 24 bits of hash and 8 bits of weight each
) STRICT;
INSERT INTO prints VALUES(1,3547616140687167168,24,X'326601829d093b7a11c2c81326f52881284ffa9450c4ff54bc0c5e6bf96780c371c78e79c98984276f8a951993a0afa7b3b1a918cdc2cf22c52197d3',X'b89a0210b78f030e3aed081ee9780e40c83c121db9a51c107dd72a0d36672b0ebdf8340fe167360ea27b570f30f6930d3341db107c88e50f');
INSERT INTO prints VALUES(2,3546439569588785351,11,X'ac8a1932914da3c5656a33af9c5dbbb0d2ec394bf8',X'f51d030fe9780e401660130fe73f1e10a419330f9ec69340b03e9b1fed04a61f');
CREATE TABLE blocks (               -- of the page; those that hold stored sentences
    document INTEGER NOT NULL REFERENCES documents,
    number   INTEGER NOT NULL,
    role     INTEGER NOT NULL,
    start    INTEGER NOT NULL,      -- bytes of the page
    end      INTEGER NOT NULL,
    why      INTEGER NOT NULL REFERENCES phrases,
    PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
INSERT INTO blocks VALUES(1,0,6,0,158,2);
INSERT INTO blocks VALUES(2,0,6,0,72,2);
CREATE TABLE sentences (            -- those with a report or a claim
    id       INTEGER PRIMARY KEY,
    block    INTEGER,               -- NULL: the title
    start    INTEGER NOT NULL,      -- bytes of the page
    end      INTEGER NOT NULL,
    sentence TEXT    NOT NULL,
    source   BLOB                   -- the page's bytes where they read otherwise
) STRICT;
INSERT INTO sentences VALUES(262145,0,0,75,'The Russian foreign minister, Sergei Lavrov, visited Venezuela on Saturday.',NULL);
INSERT INTO sentences VALUES(262146,0,76,121,'Lavrov said that Russia would help Venezuela.',NULL);
INSERT INTO sentences VALUES(262147,0,122,158,'The weather was fine, a sailor said.',NULL);
INSERT INTO sentences VALUES(524289,0,0,32,'Iran condemned Israel on Monday.',NULL);
INSERT INTO sentences VALUES(524290,0,33,72,'Iran said: "Israel has attacked Syria."',NULL);
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
    why       INTEGER NOT NULL REFERENCES phrases
) STRICT;
INSERT INTO reports VALUES(262144,4387600999341588978,262144,262145,2,1,0,524288,17957,4,400,720,45,'visited','RUSGOV','VEN','The Russian foreign minister','Venezuela',NULL,'','',NULL,NULL,'',3,4);
INSERT INTO reports VALUES(262145,-3924703192351189805,262145,262146,1,0,0,0,17958,4,250,720,106,'help','RUS','VEN','Russia','Venezuela',1,'','',NULL,NULL,'',7,8);
INSERT INTO reports VALUES(524288,-1525843816682729226,524288,524289,9,1,0,0,17959,4,-200,720,5,'condemned','IRN','ISR','Iran','Israel',NULL,'','',NULL,NULL,'',10,11);
INSERT INTO reports VALUES(524289,-945184057219980832,524289,524290,16,0,0,0,17959,4,-900,720,56,'attacked','ISR','SYR','Israel','Syria',3,'','',NULL,NULL,'',14,15);
CREATE TABLE entries (              -- lines of the lexicon that named a report's sides
    report   INTEGER NOT NULL REFERENCES reports,
    entry    INTEGER NOT NULL REFERENCES phrases,
    PRIMARY KEY (report, entry)
) STRICT, WITHOUT ROWID;
INSERT INTO entries VALUES(262144,5);
INSERT INTO entries VALUES(262144,6);
INSERT INTO entries VALUES(262145,5);
INSERT INTO entries VALUES(262145,6);
INSERT INTO entries VALUES(262145,9);
INSERT INTO entries VALUES(524288,12);
INSERT INTO entries VALUES(524288,13);
INSERT INTO entries VALUES(524289,12);
INSERT INTO entries VALUES(524289,13);
INSERT INTO entries VALUES(524289,16);
CREATE TABLE events (               -- one row an event, whatever the number of its reports
    id        INTEGER PRIMARY KEY REFERENCES reports,        -- the first
    key       INTEGER NOT NULL,     -- of the first report
    face      INTEGER NOT NULL REFERENCES reports,           -- the one that lists show
    day       INTEGER NOT NULL,     -- 2147483647: not known
    type      INTEGER NOT NULL,
    status    INTEGER NOT NULL,
    reports   INTEGER NOT NULL,
    outlets   INTEGER NOT NULL,
    sources   INTEGER NOT NULL      -- independent ones: reprints count once
) STRICT;
INSERT INTO events VALUES(262144,4387600999341588978,262144,17957,2,0,1,1,1);
INSERT INTO events VALUES(262145,-3924703192351189805,262145,17958,1,0,1,1,1);
INSERT INTO events VALUES(524288,-1525843816682729226,524288,17959,9,0,1,1,1);
INSERT INTO events VALUES(524289,-945184057219980832,524289,17959,16,0,1,1,1);
CREATE TABLE sides (                -- of an event's face
    actor    INTEGER NOT NULL REFERENCES actors,
    event    INTEGER NOT NULL REFERENCES events,
    role     INTEGER NOT NULL,      -- 1 actor, 2 recipient
    PRIMARY KEY (actor, event, role)
) STRICT, WITHOUT ROWID;
INSERT INTO sides VALUES(1,262144,1);
INSERT INTO sides VALUES(2,262144,2);
INSERT INTO sides VALUES(2,262145,2);
INSERT INTO sides VALUES(3,262145,1);
INSERT INTO sides VALUES(4,524288,1);
INSERT INTO sides VALUES(5,524288,2);
INSERT INTO sides VALUES(5,524289,1);
INSERT INTO sides VALUES(6,524289,2);
CREATE TABLE claims (
    id        INTEGER PRIMARY KEY,
    sentence  INTEGER NOT NULL REFERENCES sentences,
    start     INTEGER NOT NULL,     -- of what was said, bytes of the page
    end       INTEGER NOT NULL,
    quotation INTEGER NOT NULL,     -- 1: in quotation marks
    source    INTEGER NOT NULL REFERENCES sources,
    about     TEXT    NOT NULL,     -- codes, a blank between
    claim     TEXT    NOT NULL      -- what was said
) STRICT;
INSERT INTO claims VALUES(262144,262146,93,120,0,1,'RUS VEN','Russia would help Venezuela');
INSERT INTO claims VALUES(262145,262147,122,142,0,2,'','The weather was fine');
INSERT INTO claims VALUES(524288,524290,45,70,1,3,'ISR SYR','Israel has attacked Syria');
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
INSERT INTO runs VALUES(1,'0.1.0',1,1795614573,1795614573,1,1,2,2,7,4,0,0,383);
CREATE TABLE unsettled (            -- days whose documents came or went since stories were told
    day      INTEGER PRIMARY KEY
) STRICT;
CREATE INDEX documents_name ON documents (name);
CREATE INDEX documents_day ON documents (day);
CREATE INDEX documents_story ON documents (story);
CREATE INDEX reports_event ON reports (event);
CREATE INDEX reports_source ON reports (source) WHERE source IS NOT NULL;
CREATE INDEX events_day ON events (day, key);
CREATE INDEX events_type ON events (type, day);
CREATE INDEX notes_path ON notes (path) WHERE path IS NOT NULL;
CREATE INDEX notes_document ON notes (document) WHERE document IS NOT NULL;
COMMIT;
