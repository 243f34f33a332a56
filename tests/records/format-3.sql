-- format-3.sql - a record as the third format kept it: format-3.jsonl added, a report recoded, two rows of others.
PRAGMA foreign_keys=OFF;
BEGIN;
PRAGMA application_id = 1433421921;
PRAGMA user_version = 3;
CREATE TABLE phrases (              -- strings that come back: rules, reasons, entries, files
    id       INTEGER PRIMARY KEY,
    phrase   TEXT    NOT NULL UNIQUE
) STRICT;
INSERT INTO phrases VALUES(1,'tests/records/format-3.jsonl');
INSERT INTO phrases VALUES(2,'aid.rules:15');
INSERT INTO phrases VALUES(3,'rule "send"');
INSERT INTO phrases VALUES(4,'countries.txt:214 Russia 1992-01-01..');
INSERT INTO phrases VALUES(5,'countries.txt:269 Venezuela');
INSERT INTO phrases VALUES(6,'text of an article record');
INSERT INTO phrases VALUES(7,'mobilize.rules:13');
INSERT INTO phrases VALUES(8,'aid.rules:6');
INSERT INTO phrases VALUES(9,'rule "help"');
INSERT INTO phrases VALUES(10,'leaders.txt:5036 Sergei Lavrov, foreign minister 2004-03-09..');
INSERT INTO phrases VALUES(11,'accuse.rules:6');
INSERT INTO phrases VALUES(12,'rule "condemn"');
INSERT INTO phrases VALUES(13,'countries.txt:127 Iran');
INSERT INTO phrases VALUES(14,'countries.txt:130 Israel 1948-01-01..');
INSERT INTO phrases VALUES(15,'assault.rules:8');
INSERT INTO phrases VALUES(16,'rule "attack"');
INSERT INTO phrases VALUES(17,'organisations.txt:426 Guardian Council, agency');
INSERT INTO phrases VALUES(18,'countries.txt:242 Syria');
INSERT INTO phrases VALUES(19,'');
INSERT INTO phrases VALUES(20,'imported');
INSERT INTO phrases VALUES(21,'rows.csv');
CREATE TABLE models (               -- knowledge and weights that coded a document
    id       INTEGER PRIMARY KEY,
    hash     TEXT    NOT NULL UNIQUE
) STRICT;
INSERT INTO models VALUES(1,'70f141771cd6c028');
CREATE TABLE outlets (              -- where it was printed
    id       INTEGER PRIMARY KEY,
    name     TEXT    NOT NULL UNIQUE
) STRICT;
INSERT INTO outlets VALUES(1,'Harbour Post');
INSERT INTO outlets VALUES(2,'Evening Mail');
INSERT INTO outlets VALUES(3,'x.example');
CREATE TABLE sources (              -- on whose word: the words, a line feed, the codes
    id       INTEGER PRIMARY KEY,
    name     TEXT    NOT NULL UNIQUE
) STRICT;
INSERT INTO sources VALUES(1,replace(replace('Foreign Minister Sergei Lavrov\nRUSGOV', '\n', char(10)), '\t', char(9)));
INSERT INTO sources VALUES(2,replace(replace('The Iranian foreign ministry\nIRNGOV', '\n', char(10)), '\t', char(9)));
CREATE TABLE actors (
    id       INTEGER PRIMARY KEY,
    code     TEXT    NOT NULL UNIQUE
) STRICT;
INSERT INTO actors VALUES(1,'RUS');
INSERT INTO actors VALUES(2,'VEN');
INSERT INTO actors VALUES(3,'IRN');
INSERT INTO actors VALUES(4,'ISR');
INSERT INTO actors VALUES(5,'SYR');
INSERT INTO actors VALUES(6,'IRNGOV');
INSERT INTO actors VALUES(7,'RUSGOV');
INSERT INTO actors VALUES(8,'ISRMIL');
CREATE TABLE documents (
    id        INTEGER PRIMARY KEY,
    key       INTEGER NOT NULL,        -- of outlet, own id and content; found by name
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
    story     INTEGER NOT NULL REFERENCES documents,         -- the first of its story
    lead      INTEGER NOT NULL REFERENCES documents,         -- of the story
    original  INTEGER REFERENCES documents                   -- of a reprint
) STRICT;
INSERT INTO documents VALUES(1,8626326644438305377,9182640379741679296,1,'p1',1,1,0,1,3,347,17957,0,4,1,5,'','Russia sends wheat to Venezuela','',1,2,NULL);
INSERT INTO documents VALUES(2,-8572637456797667728,-7177802416809484548,1,'p2',2,1,455,2,3,371,17958,0,4,1,6,'','Wheat for Venezuela','',1,2,1);
INSERT INTO documents VALUES(3,-6214858037757883810,6506375556538997041,1,'p3',1,1,930,4,3,149,17964,0,4,1,4,'','Raid in the hills','',3,3,NULL);
INSERT INTO documents VALUES(4,5223617446174660726,-5708080502865431312,1,'p4',1,1,1173,5,3,81,17965,0,4,1,3,'','Fair opens','',4,4,NULL);
INSERT INTO documents VALUES(5,5811967321671213696,5811967321671213696,1,'http://x.example/1',3,21,0,1,5,0,17980,0,4,1,0,'http://x.example/1','','',5,5,NULL);
CREATE TABLE prints (               -- what tells reprints and stories; story/fingerprint.h
    document INTEGER PRIMARY KEY REFERENCES documents,
    exact    INTEGER NOT NULL,
    words    INTEGER NOT NULL,
    shingles BLOB    NOT NULL,      -- hashes of 24 bits, little-endian, ascending
    terms    BLOB    NOT NULL       -- 24 bits of hash and 8 bits of weight each
) STRICT;
INSERT INTO prints VALUES(1,-4051987455857093909,65,X'cbbb00b60c02026a0e6d1a10c10517b3da18d90b1ad7881e71041f70a220d86d218de4237a902444aa2666ad26f25d28a54e42486043ac72458ba1455fb2459823497d854a26794da51a54a61058231861cc43656ddd6e824f71cc4e76955c77e28e7b8c0288f8738adba18e61788f0dfc90062c914b4598d9aba1bb4aa226cca28f8aa3ff0aa565adb1d2b0b9b829bc',X'b89a020c3aed080cf5390a0a55060c0b42080e0cc83c125ac5d6160a4f141a0db9a51c0cac4b250e36672b5c3e8a2f0fe167360b5ec54d0cdc9a514f8356520d8fe05e0b989b630e3ad46b0d59706d0a50467440955d750c19eb83102b00890e9ec6930b85e3a30daafea60add46b60b9d03c2101436de0a7c88e50c26fceb0d1a06ed0a4fcbf30c');
INSERT INTO prints VALUES(2,-9165822281666499247,70,X'cbbb00b60c02026a0e6d1a10bbf216c10517b3da18d90b1ad7881e71041f70a220d86d218de4237a902444aa2666ad26f25d28a54e42486043ac72458ba1455fb2459823497d854a26794d100b53a51a54a61058231861cc4365b1c36e6ddd6e824f71c8f075cc4e76955c77e28e7b8c0288f8738adba18e61788f0dfc90062c914b4598d9aba1bb4aa226cca28f8aa3',X'b89a020c3aed080cf5390a0a55060c0b42080e0cc83c125ac5d6160a4f141a0db9a51c0cac4b250e36672b1c3e8a2f0fe167360b5ec54d0cdc9a514f8356520d8fe05e0b989b630e3ad46b0d59706d0a955d750c19eb83102b00890e9ec6930b85e3a30daafea60add46b60b9d03c2191436de0a7c88e50c26fceb0d1a06ed0a4fcbf30ceddcfd09');
INSERT INTO prints VALUES(3,5763375883941767467,24,X'4b10002ea81005b01ad9943486244359b74e95385d4b1a6d190e6f4325762f7b80a8c28e568daaeb81c1c6dbc84770caff97d316a0d30b04dc1805eb',X'b89a020ff51d030eb78f030d45a90b401660130ee73f1e107dd72a0df67d550d78c3560ea27b570f24e0680fb03e9b1e8e1da50ebc84a540ed04a61030efc50e6465ff0f');
INSERT INTO prints VALUES(4,-3169643142366128132,14,X'7e4b1cd3a32aec1b59ce855a762d6f78d7877d058b0fa5abc350b5453ef9',X'1325360fbb0f4f1042e85c107a7c910e5431960e0d029b40f496e0504041e70fbe1fea0f2c4aea0f4349f00e');
CREATE TABLE sentences (            -- those with a report or a claim
    id       INTEGER PRIMARY KEY,
    role     INTEGER NOT NULL,      -- of its block, doc/doc.h; 1: the title
    why      INTEGER REFERENCES phrases, -- of the block's role; NULL: the title
    start    INTEGER NOT NULL,      -- bytes of the page
    end      INTEGER NOT NULL,
    sentence TEXT    NOT NULL,
    source   BLOB                   -- the page's bytes where they read otherwise
) STRICT;
INSERT INTO sentences VALUES(262144,1,NULL,0,1,'Russia sends wheat to Venezuela',X'52');
INSERT INTO sentences VALUES(262145,6,6,0,54,'Russia sent two ships of wheat to Venezuela on Friday.',NULL);
INSERT INTO sentences VALUES(262147,6,6,175,252,'Foreign Minister Sergei Lavrov said Russia would help Venezuela again in May.',NULL);
INSERT INTO sentences VALUES(524289,6,6,0,54,'Russia sent two ships of wheat to Venezuela on Friday.',NULL);
INSERT INTO sentences VALUES(524291,6,6,175,252,'Foreign Minister Sergei Lavrov said Russia would help Venezuela again in May.',NULL);
INSERT INTO sentences VALUES(786433,6,6,0,34,'Iran condemned Israel on Saturday.',NULL);
INSERT INTO sentences VALUES(786434,6,6,35,95,'The Iranian foreign ministry said Israel had attacked Syria.',NULL);
INSERT INTO sentences VALUES(1310720,0,NULL,0,0,'',NULL);
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
INSERT INTO reports VALUES(262144,-3761808275078714050,262144,262144,6,0,0,0,17957,4,1000,720,0,'wheat','RUS','VEN','Russia','Venezuela',NULL,'','',NULL,NULL,'',2,3);
INSERT INTO reports VALUES(262145,7489441923852958171,262145,262145,14,1,0,0,17956,4,-650,720,16,'ships','RUS','VEN','Russia','Venezuela',NULL,'','',NULL,NULL,'',7,3);
INSERT INTO reports VALUES(262146,-2699666498702371490,262146,262147,1,0,5,0,18017,2,250,720,224,'help','RUS','VEN','Russia','Venezuela',1,'','',NULL,NULL,'',8,9);
INSERT INTO reports VALUES(524288,2521548689853062573,262145,524289,14,1,0,0,17956,4,-650,720,16,'ships','RUS','VEN','Russia','Venezuela',NULL,'','',NULL,NULL,'',7,3);
INSERT INTO reports VALUES(524289,-2962876901108135545,262146,524291,1,0,5,0,18017,2,250,720,224,'help','RUS','VEN','Russia','Venezuela',1,'','',NULL,NULL,'',8,9);
INSERT INTO reports VALUES(786432,4718865815542644824,786432,786433,11,0,0,0,17964,4,-350,720,5,'condemned','IRNGOV','ISR','Iran','Israel',NULL,'','',NULL,NULL,'',11,12);
INSERT INTO reports VALUES(786433,9145851023588504168,786433,786434,16,0,0,0,17964,4,-900,720,80,'attacked','ISR','SYR','Israel','Syria',2,'','',NULL,NULL,'',15,16);
INSERT INTO reports VALUES(1310720,3325714810766622731,1310720,1310720,2,0,0,0,17966,4,250,0,0,'040','RUSGOV','VEN','ONE','TWO',NULL,'Iran','IRN',320000,530000,'',20,19);
INSERT INTO reports VALUES(1310721,3325714810766622732,1310721,1310720,16,0,0,1,17966,4,-900,0,0,'190','ISRMIL','SYR','ONE','TWO',NULL,'Iran','IRN',320000,530000,'',20,19);
CREATE TABLE entries (              -- lines of the lexicon that named a report's sides
    report   INTEGER NOT NULL REFERENCES reports,
    entry    INTEGER NOT NULL REFERENCES phrases,
    PRIMARY KEY (report, entry)
) STRICT, WITHOUT ROWID;
INSERT INTO entries VALUES(262144,4);
INSERT INTO entries VALUES(262144,5);
INSERT INTO entries VALUES(262145,4);
INSERT INTO entries VALUES(262145,5);
INSERT INTO entries VALUES(262146,4);
INSERT INTO entries VALUES(262146,5);
INSERT INTO entries VALUES(262146,10);
INSERT INTO entries VALUES(524288,4);
INSERT INTO entries VALUES(524288,5);
INSERT INTO entries VALUES(524289,4);
INSERT INTO entries VALUES(524289,5);
INSERT INTO entries VALUES(524289,10);
INSERT INTO entries VALUES(786432,13);
INSERT INTO entries VALUES(786432,14);
INSERT INTO entries VALUES(786433,14);
INSERT INTO entries VALUES(786433,17);
INSERT INTO entries VALUES(786433,18);
CREATE TABLE events (               -- one row an event, whatever the number of its reports
    id        INTEGER PRIMARY KEY REFERENCES reports,        -- the first
    key       INTEGER NOT NULL,     -- of the first report
    face      INTEGER NOT NULL REFERENCES reports,           -- the one that lists show
    day       INTEGER NOT NULL,     -- 2147483647: not known
    type      INTEGER NOT NULL,
    status    INTEGER NOT NULL,
    reports   INTEGER NOT NULL,
    outlets   INTEGER NOT NULL,
    sources   INTEGER NOT NULL,     -- independent ones: reprints count once
    rejected  INTEGER NOT NULL      -- 1: by the user; it has no sides
) STRICT;
INSERT INTO events VALUES(262144,-3761808275078714050,262144,17957,6,0,1,1,1,0);
INSERT INTO events VALUES(262145,7489441923852958171,262145,17956,14,0,2,2,1,0);
INSERT INTO events VALUES(262146,-2699666498702371490,262146,18017,1,5,2,2,1,0);
INSERT INTO events VALUES(786432,4718865815542644824,786432,17964,11,0,1,1,1,0);
INSERT INTO events VALUES(786433,9145851023588504168,786433,17964,16,0,1,1,1,0);
INSERT INTO events VALUES(1310720,3325714810766622731,1310720,17966,2,0,1,1,3,0);
INSERT INTO events VALUES(1310721,3325714810766622732,1310721,17966,16,0,1,1,3,0);
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
INSERT INTO sides VALUES(2,1310720,2);
INSERT INTO sides VALUES(4,786432,2);
INSERT INTO sides VALUES(4,786433,1);
INSERT INTO sides VALUES(5,786433,2);
INSERT INTO sides VALUES(5,1310721,2);
INSERT INTO sides VALUES(6,786432,1);
INSERT INTO sides VALUES(7,1310720,1);
INSERT INTO sides VALUES(8,1310721,1);
CREATE TABLE claims (               -- those whose speaker is known, or that name a known side
    id        INTEGER PRIMARY KEY,
    sentence  INTEGER NOT NULL REFERENCES sentences,
    at        INTEGER NOT NULL,     -- of what was said: its first byte in the sentence
    bytes     INTEGER NOT NULL,
    start     INTEGER NOT NULL,     -- the same in the page
    end       INTEGER NOT NULL,
    quotation INTEGER NOT NULL,     -- 1: in quotation marks
    source    INTEGER NOT NULL REFERENCES sources,
    about     TEXT    NOT NULL      -- codes, a blank between
) STRICT;
INSERT INTO claims VALUES(262144,262147,36,40,211,251,0,1,'RUS VEN');
INSERT INTO claims VALUES(524288,524291,36,40,211,251,0,1,'RUS VEN');
INSERT INTO claims VALUES(786432,786434,34,25,69,94,0,2,'ISR SYR');
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
INSERT INTO corrections VALUES(4718865815542644824,4,NULL,11,0,NULL,NULL,'IRNGOV',NULL,'read anew',1796060387);
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
INSERT INTO coded VALUES(786432,9,1,0,17964,4,-200,'IRN','ISR');
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
INSERT INTO runs VALUES(1,'0.1.0',1,1796060387,1796060387,1,1,4,4,18,7,1,0,1341);
INSERT INTO runs VALUES(2,'0.1.0',1,1796060387,1796060387,1,1,2,1,0,2,0,0,428);
CREATE TABLE unsettled (            -- days whose documents came or went since stories were told
    day      INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE originals (            -- of reports that others coded
    report   INTEGER PRIMARY KEY REFERENCES reports,
    layout   INTEGER NOT NULL,      -- doc/coded.h
    row      TEXT    NOT NULL       -- its fields in the layout's order, a tab between
) STRICT;
INSERT INTO originals VALUES(1310720,2,replace(replace('11\t20190311\t201903\t2019\t2019.2\tRUS\tONE\tRUS\t\t\t\t\tGOV\t\t\tVEN\tTWO\tVEN\t\t\t\t\t\t\t\t1\t040\t040\t04\t4\t-2.0\t5\t3\t5\t-1.5\t1\tUSA\tUS\tUS\t\t38.9\t-77.0\tUS\t1\tIran\tIR\tIR\t\t32\t53\tIR\t1\tIran\tIR\tIR\t\t32.0\t53.0\tIR\t20190325120000\thttp://x.example/1', '\n', char(10)), '\t', char(9)));
INSERT INTO originals VALUES(1310721,2,replace(replace('12\t20190311\t201903\t2019\t2019.2\tISR\tONE\tISR\t\t\t\t\tMIL\t\t\tSYR\tTWO\tSYR\t\t\t\t\t\t\t\t1\t190\t190\t19\t4\t-2.0\t5\t3\t5\t-1.5\t1\tUSA\tUS\tUS\t\t38.9\t-77.0\tUS\t1\tIran\tIR\tIR\t\t32\t53\tIR\t1\tIran\tIR\tIR\t\t32.0\t53.0\tIR\t20190325120000\thttp://x.example/1', '\n', char(10)), '\t', char(9)));
CREATE TABLE rejects (              -- rows that could not be taken, kept apart with the reason
    note     INTEGER PRIMARY KEY REFERENCES notes,
    row      TEXT    NOT NULL       -- as it came
) STRICT;
CREATE VIRTUAL TABLE sentence_words USING fts5 (
    sentence, content = 'sentences', content_rowid = 'id', detail = 'none', columnsize = 0,
    tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO sentence_words (sentence_words) VALUES ('rebuild');
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
