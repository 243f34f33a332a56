# rules.mk - the model: data/ (reviewed text) and models/ (trained weights) become build/model.bin, which the library
# carries. A changed line, a new file or a removed one packs again.

MODEL_INPUTS := $(shell find data models -type f -o -type d 2>/dev/null | LC_ALL=C sort)
PACK_OBJECTS := $(filter-out %/embedded.o %/folder.o %/model.o,$(patsubst %.c,$B/%.o,$(wildcard src/base/*.c src/doc/*.c src/model/*.c)))

$B/tools/pack: $B/tools/pack.o $B/tools/file.o $(PACK_OBJECTS)
	$(CC) -o $@ $^ $(LIBS)

$B/model.bin: $B/tools/pack $(MODEL_INPUTS)
	$B/tools/pack $@ data models

$B/src/model/embedded.o: private CFLAGS_ALL += -DMODEL_FILE='"$B/model.bin"'
$B/src/model/embedded.o: $B/model.bin

# The tables of the record are carried by the library as text.
$B/src/store/schema.o: src/store/schema.sql

# html-tree speaks the framing of the html5lib tests.
all: $B/html-tree

$B/html-tree: $B/tools/html-tree.o $B/libupperhand.a
	$(CC) -o $@ $^ $(LIBS)

# The trainers of small tables; by hand, see the cards in models/.
$B/tools/train_lexicon $B/tools/train_lemmas: $B/tools/%: $B/tools/%.o $B/tools/file.o $B/libupperhand.a
	$(CC) -o $@ $^ $(LIBS)

# `make train` builds the trainer of models/english.bin; the card beside it names the command. AVX2 and FMA are needed,
# and no flag that lets the compiler reorder sums.
TRAIN_OBJECTS := $(patsubst %.c,$B/%.o,$(wildcard tools/train/*.c)) $B/tools/file.o

$B/tools/train/%.o: private CFLAGS_ALL += -O3 -mavx2 -mfma -fno-math-errno -fno-trapping-math -Itools -Itools/train

$B/train: $(TRAIN_OBJECTS) $B/libupperhand.a
	$(CC) -o $@ $^ $(LIBS)

train: $B/train

.PHONY: train

# Pages and sentences are read by short loops and many small functions, which gain by the code that -O3 makes of them.
OPTIMIZED := page base doc language model event
$(OPTIMIZED:%=$B/src/%/%.o): private CFLAGS_ALL += $(if $(SAN),,-O3)

# Of these, what reads sentences is linked into the program as one piece, which takes .95 of the time. Whatever else links
# to the objects takes them as they are.
JOINED := base doc language model event
LTO := $(if $(SAN),,$(if $(findstring gcc,$(notdir $(CC))),-flto=auto))
$(JOINED:%=$B/src/%/%.o): private CFLAGS_ALL += $(if $(LTO),-flto -ffat-lto-objects)
$B/upperhand $B/libupperhand.so: private LIBS := $(LIBS) $(or $(LTO),-fno-lto)
LIBS += -fno-lto

# The trainer of models/endings.bin.
ENDINGS_OBJECTS := $(patsubst %.c,$B/%.o,$(wildcard tools/endings/*.c)) $B/tools/train/matrix.o $B/tools/file.o

$B/tools/endings/%.o: private CFLAGS_ALL += -O3 -mavx2 -mfma -fno-math-errno -fno-trapping-math -Itools -Itools/train

$B/tools/train_endings: $(ENDINGS_OBJECTS) $B/libupperhand.a
	$(CC) -o $@ $^ $(LIBS)

# The trainers of the role models and of src/page/published_trees.inc; models/page.card, models/scrape.card and
# models/dates.card say how they are run.
$B/tools/train-roles.o $B/tools/train-dates.o $B/tools/grow.o $B/tools/label.o: private CFLAGS_ALL += -O3
GOLD_OBJECTS := $(addprefix $B/tools/,gold.o grow.o file.o)
$B/train-roles: $B/tools/train-roles.o $B/tools/answer.o $B/tools/label.o $(GOLD_OBJECTS) $B/libupperhand.a
	$(CC) -o $@ $^ $(LIBS)
$B/train-dates: $B/tools/train-dates.o $(GOLD_OBJECTS) $B/libupperhand.a
	$(CC) -o $@ $^ $(LIBS)

# The trainer of models/hunch.bin.
CODED_OBJECTS := $B/tools/train/rng.o $B/tools/coded.o $B/tools/gold.o $B/tools/file.o
HUNCH_OBJECTS := $(patsubst %.c,$B/%.o,$(wildcard tools/hunch/*.c)) $(CODED_OBJECTS)

$B/tools/hunch/%.o: private CFLAGS_ALL += -O3 -mavx2 -mfma -fno-math-errno -fno-trapping-math -Itools -Itools/train

$B/tools/train_hunch: $(HUNCH_OBJECTS) $B/libupperhand.a
	$(CC) -o $@ $^ $(LIBS)

# The trainer of models/outlook.bin.
OUTLOOK_OBJECTS := $(patsubst %.c,$B/%.o,$(wildcard tools/outlook/*.c)) $(CODED_OBJECTS)

$B/tools/outlook/%.o: private CFLAGS_ALL += -Itools -Itools/train

$B/tools/train_outlook: $(OUTLOOK_OBJECTS) $B/libupperhand.a
	$(CC) -o $@ $^ $(LIBS)

# The trainer of models/guess.bin.
GUESS_OBJECTS := $(patsubst %.c,$B/%.o,$(wildcard tools/guess/*.c)) $(CODED_OBJECTS)

$B/tools/guess/%.o: private CFLAGS_ALL += -O3 -Itools -Itools/train

$B/tools/train_guess: $(GUESS_OBJECTS) $B/libupperhand.a
	$(CC) -o $@ $^ $(LIBS)
