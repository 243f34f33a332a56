-- format-7.sql - a record as the seventh format kept it: format-3.jsonl added.
PRAGMA foreign_keys=OFF;
BEGIN;
PRAGMA application_id = 1433421921;
PRAGMA user_version = 7;
CREATE TABLE phrases (              -- strings that come back: rules, reasons, entries, files
    id       INTEGER PRIMARY KEY,
    phrase   TEXT    NOT NULL,      -- each once
    mark     INTEGER NOT NULL
) STRICT;
INSERT INTO phrases VALUES(1,'tests/records/format-3.jsonl',98270294);
INSERT INTO phrases VALUES(2,'text of an article record',1058190426);
INSERT INTO phrases VALUES(3,'aid.rules:15',-458012428);
INSERT INTO phrases VALUES(4,'rule "send"',-1171110639);
INSERT INTO phrases VALUES(5,'countries.txt:215 Russia 1992-01-01..',295120974);
INSERT INTO phrases VALUES(6,'countries.txt:270 Venezuela',187475318);
INSERT INTO phrases VALUES(7,'mobilize.rules:16',-245725076);
INSERT INTO phrases VALUES(8,'aid.rules:6',1722742303);
INSERT INTO phrases VALUES(9,'rule "help"',-471846918);
INSERT INTO phrases VALUES(10,'a role noun with its country',1696224111);
INSERT INTO phrases VALUES(11,'leaders.txt:5036 Sergei Lavrov, foreign minister 2004-03-09..',-1910626523);
INSERT INTO phrases VALUES(12,'accuse.rules:9',-1533681053);
INSERT INTO phrases VALUES(13,'rule "condemn"',442861636);
INSERT INTO phrases VALUES(14,'countries.txt:128 Iran',2005885650);
INSERT INTO phrases VALUES(15,'countries.txt:131 Israel 1948-01-01..',-1255410954);
INSERT INTO phrases VALUES(16,'assault.rules:8',1357671581);
INSERT INTO phrases VALUES(17,'rule "attack"',2128042240);
INSERT INTO phrases VALUES(18,'organisations.txt:438 Guardian Council, agency',1157732557);
INSERT INTO phrases VALUES(19,'countries.txt:243 Syria',626584255);
CREATE TABLE models (               -- knowledge and weights that coded a document
    id       INTEGER PRIMARY KEY,
    hash     TEXT    NOT NULL UNIQUE
) STRICT;
INSERT INTO models VALUES(1,'7e4578b1af874afe');
CREATE TABLE outlets (              -- where it was printed
    id       INTEGER PRIMARY KEY,
    name     TEXT    NOT NULL UNIQUE
) STRICT;
INSERT INTO outlets VALUES(1,'Harbour Post');
INSERT INTO outlets VALUES(2,'Evening Mail');
CREATE TABLE sources (              -- on whose word: the words, a line feed, the codes
    id       INTEGER PRIMARY KEY,
    name     TEXT    NOT NULL,      -- each once
    mark     INTEGER NOT NULL
) STRICT;
INSERT INTO sources VALUES(1,replace('Foreign Minister Sergei Lavrov\nRUSGOV','\n',char(10)),-2069871945);
INSERT INTO sources VALUES(2,replace('The Iranian foreign ministry\nIRNGOV','\n',char(10)),-762752918);
CREATE TABLE actors (
    id       INTEGER PRIMARY KEY,
    code     TEXT    NOT NULL UNIQUE
) STRICT;
INSERT INTO actors VALUES(1,'RUS');
INSERT INTO actors VALUES(2,'VEN');
INSERT INTO actors VALUES(3,'IRN');
INSERT INTO actors VALUES(4,'ISR');
INSERT INTO actors VALUES(5,'SYR');
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
INSERT INTO documents VALUES(1,8626326644438305377,2138000070,1,'p1',1,1,0,1,3,347,17957,0,4,1,5,'','Russia sends wheat to Venezuela','',1,3);
INSERT INTO documents VALUES(2,-8572637456797667728,-1671212357,1,'p2',2,1,455,2,3,371,17958,0,4,1,6,'','Wheat for Venezuela','',4,2);
INSERT INTO documents VALUES(3,-6214858037757883810,1514883608,1,'p3',1,1,930,4,3,149,17964,0,4,1,4,'','Raid in the hills','',6,2);
INSERT INTO documents VALUES(4,5223617446174660726,-1329016058,1,'p4',1,1,1173,5,3,81,17965,0,4,1,3,'','Fair opens','',NULL,NULL);
CREATE TABLE stories (              -- of documents that share a story; others are one of their own
    document INTEGER PRIMARY KEY REFERENCES documents,
    story    INTEGER NOT NULL REFERENCES documents,          -- the first of its story
    lead     INTEGER NOT NULL REFERENCES documents,          -- of the story
    original INTEGER REFERENCES documents                    -- of a reprint
) STRICT;
INSERT INTO stories VALUES(1,1,2,NULL);
INSERT INTO stories VALUES(2,1,2,1);
CREATE TABLE prints (               -- what tells reprints and stories; store/print.h
    document INTEGER PRIMARY KEY REFERENCES documents,
    print    BLOB    NOT NULL
) STRICT;
INSERT INTO prints VALUES(1,X'e072c4c78200b09377e9507faa8b06fbd63a9eba12739f0fba07f0ac2dcbdae1579533200348d8ffcfc25723c624e02e6808a1b878d8eabc83a102f61f3cb8bae2d1cc0d394bffe48653327e754e2ece780bd19a3ad87f7129e39366714f5a20cd1707f8d7443d37a08ee7af0c8a661b898ad0998baa58b9e513c3c205890196e016aae768a9b76bf9ab4c016c6aa06947c24c018c39c40708411aaa0534092edd8d82d587fa7131f46f30482fa3f703267504');
INSERT INTO prints VALUES(2,X'3275cc808c00b09377e9507faa8b06fb143661024f5d89b9cf07dd0378d69665edf0abca19900124ecff67e1ab11631270173484505c3c6c75de7c64f261c0fe83075757bcfed7cdd090b3140af022379c92f1ab737271c65b88d6d4c1fe8b4b199f348b7bd20269befecaa068b691a8089d39a88a955b3e312c5c9018603554cfd1526fd7cef82a53009bf22634d0b42361a600c61ce20384200dd5029a0497ee46c1ea43fdb818fa3718a497d1fb01933a02');
INSERT INTO prints VALUES(3,X'd49ffb4f3000149420307e89f6816e93a7fae8b6e43a81ee869f9e8f72f17a958247beaabc4d7adb590729d33d898180fe181201ff9383a20e5894af86085a492fd143933faf22d03e8ec90c746d7b98dd9d0d4dd55e7e3e9a33f0a11a20');
INSERT INTO prints VALUES(4,X'5b2a03d41c004aec2db185e51b788ea745f5940aaa08b8cce427b8abf960fbfc07da37b78c507c500a4409a8152462516295aa631eb3091c6abc50');
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
INSERT INTO sentences VALUES(1,1,1,NULL,0,1,0,0,31,'Russia sends wheat to VenezuelaRussia sent two ships of wheat to Venezuela on Friday.Foreign Minister Sergei Lavrov said Russia would help Venezuela again in May.',X'52');
INSERT INTO sentences VALUES(2,1,6,2,0,NULL,1,31,54,NULL,NULL);
INSERT INTO sentences VALUES(3,1,6,2,175,NULL,2,85,77,NULL,NULL);
INSERT INTO sentences VALUES(4,2,6,2,0,NULL,0,0,54,'Russia sent two ships of wheat to Venezuela on Friday.Foreign Minister Sergei Lavrov said Russia would help Venezuela again in May.',NULL);
INSERT INTO sentences VALUES(5,2,6,2,175,NULL,1,54,77,NULL,NULL);
INSERT INTO sentences VALUES(6,3,6,2,0,NULL,0,0,34,'Iran condemned Israel on Saturday.The Iranian foreign ministry said Israel had attacked Syria.',NULL);
INSERT INTO sentences VALUES(7,3,6,2,35,NULL,1,34,60,NULL,NULL);
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
INSERT INTO reports VALUES(262144,-3761808275078714050,262144,1,6,0,0,0,17957,4,1000,794,0,'wheat','RUS','VEN','Russia','Venezuela',NULL,'','',NULL,NULL,'',3,4,'5,6');
INSERT INTO reports VALUES(262145,7489441923852958171,262145,2,14,1,0,0,17956,4,-650,794,16,'ships','RUS','VEN','Russia','Venezuela',NULL,'','',NULL,NULL,'',7,4,'5,6');
INSERT INTO reports VALUES(262146,-2699666498702371490,262146,3,1,0,5,0,18017,2,250,898,224,'help','RUS','VEN','Russia','Venezuela',1,'','',NULL,NULL,'',8,9,'10,11,5,6');
INSERT INTO reports VALUES(524288,2521548689853062573,262145,4,14,1,0,0,17956,4,-650,782,16,'ships','RUS','VEN','Russia','Venezuela',NULL,'','',NULL,NULL,'',7,4,'5,6');
INSERT INTO reports VALUES(524289,-2962876901108135545,262146,5,1,0,5,0,18017,2,250,891,224,'help','RUS','VEN','Russia','Venezuela',1,'','',NULL,NULL,'',8,9,'10,11,5,6');
INSERT INTO reports VALUES(786432,4718865815542644824,786432,6,9,1,0,0,17964,4,-200,796,5,'condemned','IRN','ISR','Iran','Israel',NULL,'','',NULL,NULL,'',12,13,'14,15');
INSERT INTO reports VALUES(786433,9145851023588504168,786433,7,16,0,0,0,17964,4,-900,839,80,'attacked','ISR','SYR','Israel','Syria',2,'','',NULL,NULL,'',16,17,'18,15,19');
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
INSERT INTO events VALUES(262144,-3761808275078714050,NULL,17957,6,0,1,1,1,0);
INSERT INTO events VALUES(262145,7489441923852958171,NULL,17956,14,0,2,2,1,0);
INSERT INTO events VALUES(262146,-2699666498702371490,NULL,18017,1,5,2,2,1,0);
INSERT INTO events VALUES(786432,4718865815542644824,NULL,17964,9,0,1,1,1,0);
INSERT INTO events VALUES(786433,9145851023588504168,NULL,17964,16,0,1,1,1,0);
CREATE TABLE sides (                -- of an event's face
    actor    INTEGER NOT NULL REFERENCES actors,
    event    INTEGER NOT NULL REFERENCES events,
    role     INTEGER NOT NULL,      -- 1 actor, 2 recipient
    PRIMARY KEY (actor, event, role)
) STRICT, WITHOUT ROWID;
INSERT INTO sides VALUES(1,262144,1);
INSERT INTO sides VALUES(1,262145,1);
INSERT INTO sides VALUES(1,262146,1);
INSERT INTO sides VALUES(2,262144,2);
INSERT INTO sides VALUES(2,262145,2);
INSERT INTO sides VALUES(2,262146,2);
INSERT INTO sides VALUES(3,786432,1);
INSERT INTO sides VALUES(4,786432,2);
INSERT INTO sides VALUES(4,786433,1);
INSERT INTO sides VALUES(5,786433,2);
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
INSERT INTO claims VALUES(3,0,36,40,NULL,NULL,0,1,'RUS VEN');
INSERT INTO claims VALUES(5,0,36,40,NULL,NULL,0,1,'RUS VEN');
INSERT INTO claims VALUES(7,0,34,25,NULL,NULL,0,2,'ISR SYR');
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
INSERT INTO notes VALUES(1,1,NULL,'intake',923,3,1,'skipped: no article record: expected a key in quotes');
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
INSERT INTO runs VALUES(1,'0.1.0',1,1796094442,1796094442,1,1,4,4,18,7,1,0,1341);
CREATE TABLE unsettled (            -- days whose documents came or went since stories were told
    day      INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE originals (            -- of reports that others coded
    report   INTEGER PRIMARY KEY REFERENCES reports,
    layout   INTEGER NOT NULL,      -- doc/coded.h
    row      TEXT    NOT NULL       -- its fields in the layout's order, a tab between
) STRICT;
CREATE TABLE rejects (              -- rows that could not be taken, kept apart with the reason
    note     INTEGER PRIMARY KEY REFERENCES notes,
    row      TEXT    NOT NULL       -- as it came
) STRICT;
CREATE INDEX phrases_mark ON phrases (mark);
CREATE INDEX sources_mark ON sources (mark);
CREATE INDEX documents_name ON documents (name);
CREATE INDEX documents_day ON documents (day);
CREATE INDEX stories_story ON stories (story);
INSERT INTO sentence_words (rowid, sentence) SELECT n.id, CAST(substr(CAST(k.words AS BLOB), n.at + 1, n.bytes) AS TEXT) FROM sentences n JOIN sentences k ON k.id = n.id - n.back ORDER BY n.id;
CREATE INDEX reports_event ON reports (event) WHERE event <> id;
CREATE INDEX reports_source ON reports (source) WHERE source IS NOT NULL;
CREATE INDEX events_day ON events (day);
CREATE INDEX events_type ON events (type, day);
CREATE INDEX notes_path ON notes (path) WHERE path IS NOT NULL;
CREATE INDEX notes_document ON notes (document) WHERE document IS NOT NULL;
COMMIT;
