# Lanyard. The two commands: `make run` and `make check`. Everything is built under $(BUILD).
#
# A folder sees the shared core and itself: src/ compiles with -Isrc, kiosk/ with -Isrc -Ikiosk, and so sync/ and print/, so an
# include across does not compile. Order inside src/ is checked by tools/includes.sh.

BUILD ?= build$(if $(SAN),/san)$(if $(FUZZ),/fuzz)
PREFIX ?= /usr/local
CC ?= gcc
CXX := $(if $(findstring clang,$(CC)),clang++,$(if $(findstring ccache,$(CC)),ccache) g++)
VERSION := 0.1.0

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wimplicit-fallthrough -Wvla
HARDEN := -fstack-protector-strong -D_FORTIFY_SOURCE=2
OPTIMISE := -O2 -g $(HARDEN)
ifdef SAN
OPTIMISE := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
LDSAN := -fsanitize=address,undefined
endif
ifdef FUZZ
CC := clang
CXX := clang++
OPTIMISE := -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
LDSAN := -fsanitize=address,undefined
endif

CORE_PKGS := sqlite3 libsodium jansson libqrencode libutf8proc cairo librsvg-2.0 pangocairo
KIOSK_PKGS := sdl2 SDL2_ttf SDL2_image libpng
PRINT_LIBS := -lcups
READER_PKGS := zxing libturbojpeg
SYNC_PKGS := libcurl libmicrohttpd libsystemd gnutls
pkg = $(shell pkg-config $(1) $(2))
# Each step says what it makes; `make V=1` shows how, `make -s` says nothing.
Q = $(if $(V),,@$(if $(findstring s,$(firstword -$(MAKEFLAGS))),,printf '  %s\n' '$(patsubst $(BUILD)/%,%,$@)';))

CFLAGS ?=
CXXFLAGS ?=
ALL_CXXFLAGS = -std=c++17 -DZX_USE_UTF8 -Wall -Wextra -Wpedantic -Wshadow -Wconversion $(OPTIMISE) $(CXXFLAGS) -MMD -MP
ALL_CFLAGS = -std=c17 -D_DEFAULT_SOURCE -D_XOPEN_SOURCE=700 -DLANYARD_VERSION='"$(VERSION)"' -DLANYARD_PREFIX='"$(PREFIX)"' \
	$(WARNINGS) $(OPTIMISE) $(CFLAGS) -MMD -MP

CORE_SRC := $(wildcard src/*/*.c)
ADMIN_SRC := $(wildcard src/admin/*.c)
LIB_SRC := $(filter-out $(ADMIN_SRC),$(CORE_SRC))
KIOSK_SRC := $(filter-out kiosk/reader/%,$(wildcard kiosk/*.c kiosk/*/*.c))
# What reads cameras is a library that the kiosk opens when it needs it: C++ and JPEG stay out of the kiosk itself.
READER_SRC := $(wildcard kiosk/reader/*.c kiosk/reader/*.cpp)
AGENT_MAIN := sync/agent/main.c
HUB_MAIN := sync/hub/main.c
PRINT_SRC := $(filter-out print/main.c,$(wildcard print/*.c))
SYNC_SRC := $(filter-out $(AGENT_MAIN) $(HUB_MAIN),$(wildcard sync/*/*.c))

obj = $(patsubst %.c,$(BUILD)/obj/%.o,$(patsubst %.cpp,%.c,$(1)))
LIB := $(BUILD)/liblanyard.a
KIOSK_LIB := $(BUILD)/libkiosk.a
PRINT_LIB := $(BUILD)/libprint.a
SYNC_LIB := $(BUILD)/libsync.a
READER := $(BUILD)/lanyard-camera.so

PROGRAMS := $(if $(wildcard src/admin/main.c),$(BUILD)/lanyard) $(if $(wildcard kiosk/main.c),$(BUILD)/lanyard-kiosk) \
	$(if $(wildcard print/main.c),$(BUILD)/lanyard-print) \
	$(if $(wildcard $(AGENT_MAIN)),$(BUILD)/lanyard-sync) $(if $(wildcard $(HUB_MAIN)),$(BUILD)/lanyard-hub)

.PHONY: all run check lint format fuzz bench soak install man clean deps programs
# Goals that call make again come one after another even under -j; what they build does not.
ifneq ($(filter all run check lint fuzz bench soak install clean,$(or $(MAKECMDGOALS),all)),)
.NOTPARALLEL:
endif
unexport CDPATH
SUBMAKE = $(MAKE) --no-print-directory $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc))
all: deps
	@$(SUBMAKE) programs
programs: $(PROGRAMS) $(READER)

deps:
	@tools/deps.sh build

run: deps
	@$(SUBMAKE) programs
	@tools/demo.sh "$(BUILD)"

check:
	@tools/deps.sh test
	@$(SUBMAKE) programs tests
	@tests/run.sh "$(BUILD)"

clean:
	rm -rf build

# --- man pages: printed by the programs from their tables of options --------------------------------------------------------
MAN := $(patsubst $(BUILD)/%,$(BUILD)/man/%.1,$(PROGRAMS))
man: $(MAN)
$(BUILD)/man/%.1: $(BUILD)/%
	@mkdir -p $(@D)
	@$< --help-man >$@.new && mv $@.new $@

# --- install: programs, assets, units, man pages, all under $(DESTDIR)$(PREFIX) ----------------------------------------------
TO = $(DESTDIR)$(PREFIX)
UNITS := $(patsubst systemd/%.in,%,$(wildcard systemd/*.in))
ASSETS := $(patsubst assets/%,%,$(shell find assets -type f -not -path 'assets/demo/*'))
install: deps
	@$(SUBMAKE) programs man
	@install -d "$(TO)/bin" "$(TO)/share/man/man1" "$(TO)/lib/systemd/system" "$(TO)/lib/sysusers.d" "$(TO)/lib/tmpfiles.d"
	@install -m 755 $(PROGRAMS) "$(TO)/bin"
	@install -D -m 644 $(READER) "$(TO)/lib/lanyard/lanyard-camera.so"
	@install -m 644 $(MAN) "$(TO)/share/man/man1"
	@for f in $(ASSETS); do install -D -m 644 "assets/$$f" "$(TO)/share/lanyard/$$f" || exit 1; done
	@for f in $(UNITS); do sed 's|@BINDIR@|$(PREFIX)/bin|g' "systemd/$$f.in" >"$(TO)/lib/systemd/system/$$f" || exit 1; done
	@install -m 644 systemd/lanyard.sysusers.conf "$(TO)/lib/sysusers.d/lanyard.conf"
	@install -m 644 systemd/lanyard.tmpfiles.conf "$(TO)/lib/tmpfiles.d/lanyard.conf"
	@chmod 644 "$(TO)"/lib/systemd/system/lanyard-*
	@echo "installed under $(TO)"

# --- style and static checks --------------------------------------------------------------------------------------------------
C_FILES = $(shell git ls-files -co --exclude-standard -- '*.c' '*.h' '*.cpp' 2>/dev/null || find src kiosk print sync tests tools -name '*.[ch]' -o -name '*.cpp')
format:
	@tools/deps.sh lint
	clang-format -i $(C_FILES)
lint: deps
	@tools/deps.sh lint
	@$(SUBMAKE) $(BUILD)/gen/tokens.h
	@tools/lint.sh "$(BUILD)" $(C_FILES)

# --- objects ------------------------------------------------------------------------------------------------------------
$(BUILD)/obj/src/%.o: src/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -Isrc $(call pkg,--cflags,$(CORE_PKGS)) -c $< -o $@

$(BUILD)/obj/kiosk/reader/%.o: kiosk/reader/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -fPIC -Ikiosk $(call pkg,--cflags,$(READER_PKGS)) -c $< -o $@

$(BUILD)/obj/kiosk/reader/%.o: kiosk/reader/%.cpp
	@mkdir -p $(@D)
	$(Q)$(CXX) $(ALL_CXXFLAGS) -fPIC -Ikiosk $(call pkg,--cflags,$(READER_PKGS)) -c $< -o $@

$(BUILD)/obj/kiosk/%.o: kiosk/%.c | $(BUILD)/gen/tokens.h
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -Isrc -Ikiosk -I$(BUILD)/gen $(call pkg,--cflags,$(CORE_PKGS) $(KIOSK_PKGS)) -c $< -o $@

$(BUILD)/obj/print/%.o: print/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -Isrc -Iprint $(call pkg,--cflags,$(CORE_PKGS)) -c $< -o $@

$(BUILD)/obj/sync/%.o: sync/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -Isrc -Isync $(call pkg,--cflags,$(CORE_PKGS) $(SYNC_PKGS)) -c $< -o $@

$(BUILD)/gen/tokens.h: assets/tokens.json $(BUILD)/tools/tokens
	@mkdir -p $(@D)
	$(Q)$(BUILD)/tools/tokens assets/tokens.json $(BUILD)/gen/tokens.h $(BUILD)/gen/tokens.c

$(BUILD)/gen/tokens.o: $(BUILD)/gen/tokens.h
	$(Q)$(CC) $(ALL_CFLAGS) -I$(BUILD)/gen -c $(BUILD)/gen/tokens.c -o $@

# Stands alone, so that a change in the core does not make the tables, and all of the kiosk, anew.
$(BUILD)/tools/tokens: tools/tokens.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDSAN) $(call pkg,--cflags,jansson) $< -o $@ $(call pkg,--libs,jansson)

$(BUILD)/tools/%: tools/%.c $(LIB)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDSAN) -Isrc $(call pkg,--cflags,$(CORE_PKGS)) $< -o $@ $(LIB) $(call pkg,--libs,$(CORE_PKGS))

# --- libraries and programs -----------------------------------------------------------------------------------------------
$(LIB): $(call obj,$(LIB_SRC))
$(KIOSK_LIB): $(call obj,$(filter-out kiosk/main.c,$(KIOSK_SRC))) $(BUILD)/gen/tokens.o
$(PRINT_LIB): $(call obj,$(PRINT_SRC))
$(SYNC_LIB): $(call obj,$(SYNC_SRC))
%.a:
	@rm -f $@
	$(Q)$(AR) qcs $@ $^

LINK = $(CC) $(LDSAN) -Wl,--as-needed $(LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^)
CORE_LIBS = $(call pkg,--libs,$(CORE_PKGS)) -lm -lpthread
$(BUILD)/lanyard: $(call obj,$(ADMIN_SRC)) $(LIB)
	$(Q)$(LINK) $(CORE_LIBS)
# Of SDL2_image only the part that draws SVG, linked in: as a library it brings ten others, which cost 2 ms at every start.
KIOSK_LIBS = $(patsubst -lSDL2_image,-l:libSDL2_image.a,$(call pkg,--libs,$(KIOSK_PKGS)))
$(BUILD)/lanyard-kiosk: $(call obj,kiosk/main.c) $(KIOSK_LIB) $(LIB)
	$(Q)$(LINK) $(KIOSK_LIBS) $(CORE_LIBS)
$(BUILD)/lanyard-print: $(call obj,print/main.c) $(PRINT_LIB) $(LIB)
	$(Q)$(LINK) $(PRINT_LIBS) $(CORE_LIBS)
$(READER): $(call obj,$(READER_SRC))
	$(Q)$(CXX) -shared $(LDSAN) -Wl,--as-needed $(LDFLAGS) -o $@ $^ $(call pkg,--libs,$(READER_PKGS))
$(BUILD)/lanyard-sync: $(call obj,$(AGENT_MAIN)) $(SYNC_LIB) $(LIB)
	$(Q)$(LINK) $(call pkg,--libs,$(SYNC_PKGS)) $(CORE_LIBS)
$(BUILD)/lanyard-hub: $(call obj,$(HUB_MAIN)) $(SYNC_LIB) $(LIB)
	$(Q)$(LINK) $(call pkg,--libs,$(SYNC_PKGS)) $(CORE_LIBS)

# --- tests: tests/unit/{core,kiosk,print,sync}/NAME.c, each a cmocka program ------------------------------------------------------
UNIT_CORE := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/core/*.c))
UNIT_KIOSK := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/kiosk/*.c))
UNIT_PRINT := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/print/*.c))
UNIT_SYNC := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/sync/*.c))
.PHONY: tests
tests: $(UNIT_CORE) $(UNIT_KIOSK) $(UNIT_PRINT) $(UNIT_SYNC) $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/visits/*.c))

TEST_CFLAGS = $(ALL_CFLAGS) $(LDSAN) -Isrc -Itests -DTEST_DATA='"$(CURDIR)/tests/data"' -DASSETS='"$(CURDIR)/assets"'
$(BUILD)/tests/unit/core/%: tests/unit/core/%.c $(LIB)
	@mkdir -p $(@D)
	$(Q)$(CC) $(TEST_CFLAGS) $(call pkg,--cflags,$(CORE_PKGS)) $< -o $@ $(LIB) -lcmocka $(CORE_LIBS)
$(BUILD)/tests/unit/kiosk/%: tests/unit/kiosk/%.c $(KIOSK_LIB) $(LIB)
	@mkdir -p $(@D)
	$(Q)$(CC) $(TEST_CFLAGS) -Ikiosk -I$(BUILD)/gen $(call pkg,--cflags,$(CORE_PKGS) $(KIOSK_PKGS)) $< -o $@ $(KIOSK_LIB) $(LIB) \
		-lcmocka $(call pkg,--libs,$(KIOSK_PKGS)) $(CORE_LIBS)
$(BUILD)/tests/unit/print/%: tests/unit/print/%.c $(PRINT_LIB) $(LIB)
	@mkdir -p $(@D)
	$(Q)$(CC) $(TEST_CFLAGS) -Iprint $(call pkg,--cflags,$(CORE_PKGS)) $< -o $@ $(PRINT_LIB) $(LIB) -lcmocka $(PRINT_LIBS) $(CORE_LIBS)
$(BUILD)/tests/unit/sync/%: tests/unit/sync/%.c $(SYNC_LIB) $(LIB)
	@mkdir -p $(@D)
	$(Q)$(CC) $(TEST_CFLAGS) -Isync $(call pkg,--cflags,$(CORE_PKGS) $(SYNC_PKGS)) $< -o $@ $(SYNC_LIB) $(LIB) \
		-lcmocka $(call pkg,--libs,$(SYNC_PKGS)) $(CORE_LIBS)

# What is preloaded into a program to play a fault of the machine.
tests: $(BUILD)/tests/sync/slow_disk.so
$(BUILD)/tests/sync/%.so: tests/sync/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c17 $(WARNINGS) -O2 -g -fPIC -shared $< -o $@
# What the tests of printing read a printer's paper with.
tests: $(BUILD)/tests/print/raster
$(BUILD)/tests/print/raster: tests/print/raster.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(TEST_CFLAGS) $< -o $@ -lcupsimage -lcups
tests: $(BUILD)/tests/print/decode
$(BUILD)/tests/print/decode: tests/print/decode.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(TEST_CFLAGS) $< -o $@

# What scripts use as a device: tests/visits/NAME.c, a program each.
$(BUILD)/tests/visits/%: tests/visits/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDSAN) $< -o $@

# --- soak: SOAK_DAYS times eight hours of random touches, SOAK_TOUCHES of them; about ten minutes here, half a one in `make check` --
SOAK_TOUCHES ?= 100000
SOAK_DAYS ?= 5
SOAK := $(BUILD)/tests/soak/soak
tests: $(SOAK)
$(SOAK): tests/soak/soak.c $(KIOSK_LIB) $(LIB)
	@mkdir -p $(@D)
	$(Q)$(CC) $(TEST_CFLAGS) -Ikiosk -I$(BUILD)/gen $(call pkg,--cflags,$(CORE_PKGS) $(KIOSK_PKGS)) $< -o $@ $(KIOSK_LIB) $(LIB) \
		-lcmocka $(call pkg,--libs,$(KIOSK_PKGS)) $(CORE_LIBS)
soak:
	@tools/deps.sh test
	@$(SUBMAKE) $(SOAK)
	@for day in $$(seq $(SOAK_DAYS)); do $(SOAK) --touches $(SOAK_TOUCHES) || exit 1; done

# --- benchmarks: tests/bench ------------------------------------------------------------------------------------------------
BENCHES := $(addprefix $(BUILD)/tests/bench/,store frame screen limits camera print)
.PHONY: benches
benches: $(BENCHES)
bench: deps
	@tools/deps.sh bench
	@$(SUBMAKE) programs benches
	@tests/bench/run.sh "$(BUILD)"

BENCH = @mkdir -p $(@D); $(CC) $(TEST_CFLAGS) $(1) $< -o $@ $(filter %.a,$^) -Wl,--as-needed $(2)
$(BUILD)/tests/bench/store: tests/bench/store.c $(LIB)
	$(call BENCH,$(call pkg,--cflags,$(CORE_PKGS)),$(CORE_LIBS))
$(BUILD)/tests/bench/frame: tests/bench/frame.c $(KIOSK_LIB) $(LIB)
	$(call BENCH,-Ikiosk -I$(BUILD)/gen $(call pkg,--cflags,$(CORE_PKGS) $(KIOSK_PKGS)),$(call pkg,--libs,$(KIOSK_PKGS)) $(CORE_LIBS))
$(BUILD)/tests/bench/print: tests/bench/print.c $(KIOSK_LIB) $(LIB)
	$(call BENCH,-Ikiosk -I$(BUILD)/gen $(call pkg,--cflags,$(CORE_PKGS) $(KIOSK_PKGS)),$(call pkg,--libs,$(KIOSK_PKGS)) $(CORE_LIBS))
$(BUILD)/tests/bench/screen: tests/bench/screen.c
	$(call BENCH,,$(call pkg,--libs,x11 xtst) -lm)
$(BUILD)/tests/bench/camera: tests/bench/camera.c $(KIOSK_LIB) $(LIB)
	$(call BENCH,-Ikiosk -I$(BUILD)/gen $(call pkg,--cflags,$(CORE_PKGS) $(KIOSK_PKGS) zbar),$(call pkg,--libs,$(KIOSK_PKGS) zbar) $(CORE_LIBS))
$(BUILD)/tests/bench/limits: tests/bench/limits.c
	$(call BENCH,,$(call pkg,--libs,sqlite3 libmicrohttpd) -lm)

# --- fuzzing: tests/fuzz/NAME.c, each one LLVMFuzzerTestOneInput, with a corpus in tests/fuzz/corpus/NAME ----------------------
# `make check` replays each corpus through tests/fuzz/driver/; `make fuzz` lets clang's libFuzzer search $(FUZZ_SECONDS) s each.
FUZZ_SECONDS ?= 60
FUZZ_NAMES := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c))
FUZZ_LIBS := $(SYNC_LIB) $(KIOSK_LIB) $(LIB)
FUZZ_PKGS := $(CORE_PKGS) $(SYNC_PKGS) $(KIOSK_PKGS)
tests: $(patsubst %,$(BUILD)/tests/fuzz/%,$(FUZZ_NAMES))
$(BUILD)/tests/fuzz/%: tests/fuzz/%.c tests/fuzz/driver/replay.c $(FUZZ_LIBS)
	@mkdir -p $(@D)
	$(Q)$(CC) $(TEST_CFLAGS) -Isync -Ikiosk $(call pkg,--cflags,$(FUZZ_PKGS)) $(filter %.c,$^) -o $@ $(FUZZ_LIBS) \
		$(call pkg,--libs,$(FUZZ_PKGS)) $(CORE_LIBS)
$(BUILD)/fuzzers/%: tests/fuzz/%.c $(FUZZ_LIBS)
	@mkdir -p $(@D)
	$(Q)$(CC) $(TEST_CFLAGS) -fsanitize=fuzzer,address,undefined -Isync -Ikiosk $(call pkg,--cflags,$(FUZZ_PKGS)) $< -o $@ $(FUZZ_LIBS) \
		$(call pkg,--libs,$(FUZZ_PKGS)) $(CORE_LIBS)
.PHONY: fuzzers
fuzzers: $(patsubst %,$(BUILD)/fuzzers/%,$(FUZZ_NAMES))
fuzz: deps
	@tools/deps.sh fuzz
	@$(SUBMAKE) FUZZ=1 fuzzers
	@tools/fuzz.sh build/fuzz/fuzzers "$(FUZZ_SECONDS)" $(FUZZ_NAMES)

.SECONDARY:
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
