# Upperhand. Two commands: `make demo` and `make check`; each installs what is missing (Debian packages).
#
#   make            builds build/upperhand and build/libupperhand.{a,so}
#   make demo       builds, runs the main job on samples/, names the report it wrote
#   make check      builds, runs every test; last line: N passed, N failed
#   make test       the tests alone, without the checks of style and layers
#   make bless      rewrites the expected part of every stage case
#   make bench      timed comparisons        make fuzz      each fuzz target for a while
#   make SAN=address,undefined check         objects of each variant lie apart
#   make install PREFIX=/usr/local           make amalgamation           make wheel
#   make man         manual pages and completions              make deb        Debian packages

ifeq ($(origin CC),default)
CC := gcc
endif
PREFIX  ?= /usr/local
DESTDIR ?=
VERSION := $(shell sed -n 's/^#define UH_VERSION "\(.*\)"/\1/p' include/upperhand.h)
SOVERSION := 0

comma := ,
VARIANT := $(subst $(comma),-,$(SAN))$(if $(filter-out gcc cc,$(CC)),$(if $(SAN),-)$(notdir $(CC)))
B := build$(if $(VARIANT),/$(VARIANT))

PACKAGES := sqlite3 zlib libdeflate libzstd libxxhash libutf8proc expat libbrotlidec libmicrohttpd

# A machine without the packages gets them first; this runs once, before anything else is read.
ifneq ($(filter-out clean bless help,$(or $(MAKECMDGOALS),all)),)
ifneq ($(shell pkg-config --exists $(PACKAGES) cmocka 2>/dev/null && command -v $(CC) clang-format >/dev/null && echo yes),yes)
DEPS_OUTPUT := $(shell sh tools/deps >&2 || echo failed)
ifeq ($(DEPS_OUTPUT),failed)
$(error tools/deps could not install the packages; see above)
endif
endif
endif

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla \
            -Wundef -Wpointer-arith -Wformat=2 -Wcast-qual
SANFLAGS := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer)
OPTIMIZE ?= $(if $(SAN),-O1,-O2)
PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES))
PKG_LIBS   := $(shell pkg-config --libs $(PACKAGES))
CFLAGS_ALL := -std=c11 -D_POSIX_C_SOURCE=200809L $(WARNINGS) -g $(OPTIMIZE) -fPIC -pthread \
              -ffp-contract=off -fvisibility=hidden -fstack-protector-strong \
              $(if $(SAN),,-D_FORTIFY_SOURCE=2) $(SANFLAGS) -I. -Iinclude -Isrc $(PKG_CFLAGS) $(CFLAGS)
LIBS := $(PKG_LIBS) -lm -pthread $(SANFLAGS) $(LDFLAGS)

CLI_SOURCES := $(wildcard src/cli/*.c)
LIB_SOURCES := $(filter-out $(CLI_SOURCES),$(wildcard src/*/*.c))
LIB_OBJECTS := $(LIB_SOURCES:%.c=$B/%.o)
CLI_OBJECTS := $(CLI_SOURCES:%.c=$B/%.o)
UNIT_TESTS  := $(patsubst tests/unit/%.c,$B/tests/unit/%,$(wildcard tests/unit/*.c))
FAULT_TESTS := $(patsubst tests/fault/%.c,$B/tests/fault/%,$(wildcard tests/fault/*.c))
FUZZERS     := $(patsubst fuzz/%.c,$B/fuzz/%,$(filter-out fuzz/driver.c,$(wildcard fuzz/*.c)))
TESTS       := $(UNIT_TESTS) $(FAULT_TESTS)

# Each step is a short line; V=1 shows the commands.
ifeq ($(V),)
Q := @
say = @printf '%-4s %s\n' '$1' '$2'
endif

all: $B/upperhand $B/libupperhand.a $B/libupperhand.so $(EXTRA_TOOLS)

-include tools/rules.mk

$B/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$Q$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$B/libupperhand.a: $(LIB_OBJECTS)
	@rm -f $@
	$(call say,AR,$@)
	$Q$(AR) rcs $@ $^

$B/libupperhand.so: $(LIB_OBJECTS)
	$(call say,LD,$@)
	$Q$(CC) -shared -Wl,-soname,libupperhand.so.$(SOVERSION) -o $@ $^ $(LIBS)

$B/upperhand: $(CLI_OBJECTS) $B/libupperhand.a
	$(call say,LD,$@)
	$Q$(CC) -o $@ $^ $(LIBS)

# ---- tests ----

CMOCKA := $(shell pkg-config --libs cmocka)
WRAPPED := malloc calloc realloc read write fopen fread fwrite

$B/tests/unit/%: tests/unit/%.c $B/libupperhand.a
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$Q$(CC) $(CFLAGS_ALL) -MMD -MP -MF $@.d -o $@ $< $B/libupperhand.a $(CMOCKA) $(LIBS)

$B/tests/fault/%: tests/fault/%.c $B/libupperhand.a
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$Q$(CC) $(CFLAGS_ALL) -MMD -MP -MF $@.d -o $@ $< $B/libupperhand.a $(CMOCKA) $(LIBS) \
	    $(foreach f,$(WRAPPED),-Wl$(comma)--wrap=$f)

$B/tests/cases: tests/cases.c
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$Q$(CC) $(CFLAGS_ALL) -MMD -MP -MF $@.d -o $@ $< $(SANFLAGS)

# The same target links to the replaying driver (any compiler) and, by `make fuzz`, to libFuzzer.
$B/fuzz/%: fuzz/%.c fuzz/driver.c $B/libupperhand.a
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$Q$(CC) $(CFLAGS_ALL) -MMD -MP -MF $@.d -o $@ fuzz/$*.c fuzz/driver.c $B/libupperhand.a $(LIBS)

build-tests: all $(TESTS) $(FUZZERS) $B/tests/cases

test: build-tests
	@sh tests/run $B

bless: build-tests
	$B/tests/cases --bless $B/upperhand tests/cases

check: build-tests
	@sh tests/run $B style

demo: all
	@sh tools/demo $B

# What the measurements need besides the program; links to the inside.
$B/bench/%: bench/%.c $B/libupperhand.a
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$Q$(CC) $(CFLAGS_ALL) -MMD -MP -MF $@.d -o $@ $< $B/libupperhand.a $(LIBS)

bench: all
	@sh bench/run $B

FUZZ_SECONDS ?= 600
fuzz:
	@sh fuzz/run $(FUZZ_SECONDS)

# ---- delivery ----

# Manual pages and completions, from the tables that --help is written from.
MAN := $B/man/.made
$(MAN): $B/upperhand
	@rm -rf $(@D) && mkdir -p $(@D)
	@$B/upperhand --manual > $(@D)/upperhand.1
	@for verb in $$($B/upperhand --help | sed -n 's/^  \([a-z]*\) .*/\1/p'); do \
	    $B/upperhand --manual $$verb > $(@D)/upperhand-$$verb.1 || exit 1; done
	@for shell in bash zsh fish; do $B/upperhand --completion $$shell > $(@D)/$$shell || exit 1; done
	@touch $@

man: $(MAN)

deb: all $(MAN)
	@sh tools/deb $B $B/deb

install: all $(MAN)
	install -D -m 755 $B/upperhand $(DESTDIR)$(PREFIX)/bin/upperhand
	install -D -m 644 include/upperhand.h $(DESTDIR)$(PREFIX)/include/upperhand.h
	install -D -m 644 $B/libupperhand.a $(DESTDIR)$(PREFIX)/lib/libupperhand.a
	objcopy -R '.gnu.lto_*' -R '.gnu.debuglto_*' -N __gnu_lto_v1 $(DESTDIR)$(PREFIX)/lib/libupperhand.a
	install -D -m 755 $B/libupperhand.so $(DESTDIR)$(PREFIX)/lib/libupperhand.so.$(VERSION)
	ln -sf libupperhand.so.$(VERSION) $(DESTDIR)$(PREFIX)/lib/libupperhand.so.$(SOVERSION)
	ln -sf libupperhand.so.$(SOVERSION) $(DESTDIR)$(PREFIX)/lib/libupperhand.so
	install -d $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 $B/man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -D -m 644 $B/man/bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/upperhand
	install -D -m 644 $B/man/zsh $(DESTDIR)$(PREFIX)/share/zsh/vendor-completions/_upperhand
	install -D -m 644 $B/man/fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/upperhand.fish
	rm -rf $(DESTDIR)$(PREFIX)/share/upperhand/data && install -d $(DESTDIR)$(PREFIX)/share/upperhand
	cp -r data $(DESTDIR)$(PREFIX)/share/upperhand/data
	rm -rf $(DESTDIR)$(PREFIX)/share/doc/upperhand && install -d $(DESTDIR)$(PREFIX)/share/doc/upperhand
	cp -r README.md docs samples $(DESTDIR)$(PREFIX)/share/doc/upperhand
	mv $(DESTDIR)$(PREFIX)/share/doc/upperhand/docs/examples $(DESTDIR)$(PREFIX)/share/doc/upperhand/examples
	mkdir -p $(DESTDIR)$(PREFIX)/lib/pkgconfig
	sed 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|; s|@REQUIRES@|$(PACKAGES)|' tools/upperhand.pc.in \
	    > $(DESTDIR)$(PREFIX)/lib/pkgconfig/upperhand.pc

amalgamation: all
	sh tools/amalgamation $B/amalgamation $B/model.bin

# The Python package with the library inside; python3 and its standard library are enough.
wheel: $B/libupperhand.so
	@python3 tools/wheel $B $B/wheel

format:
	clang-format -i $$(git ls-files '*.c' '*.h')

clean:
	rm -rf build/src build/tests build/fuzz build/upperhand* build/libupperhand* build/address* build/thread*

.PHONY: all build-tests test bless check demo bench fuzz install amalgamation wheel man deb format clean
.SECONDARY:

-include $(shell find $B -name '*.d' 2>/dev/null)
