# What proves the house. `make check` runs all of it and ends with one line: N passed, N failed.

UNIT_ROOMS := $(patsubst tests/unit/%/,%,$(dir $(wildcard tests/unit/*/.)))
UNITS      := $(foreach r,$(UNIT_ROOMS),$(if $(wildcard tests/unit/$(r)/*.c),$(B)/unit-$(r)))
FUZZERS    := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))

# Allocation failures are injected by wrapping the allocator (tests/unit/alloc.h), in tests alone.
WRAP := -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc

$(B)/unit-%: $(ARCHIVES) tests/unit/alloc.c tests/tests.mk
	@mkdir -p $(@D)
	@echo "  CC $@"; $(CC) $(STD) $(filter-out -Wmissing-prototypes -Wpedantic -Wconversion,$(WARN)) $(FLAGS_$(V)) -fPIE -Isrc -Itests/unit \
	  -o $@ $(wildcard tests/unit/$*/*.c) tests/unit/alloc.c $(filter -fsanitize%,$(FLAGS_$(V))) $(WRAP) \
	  -Wl,--start-group $(ARCHIVES) -Wl,--end-group -lcriterion $(LIBS)
$(foreach r,$(UNIT_ROOMS),$(eval $(B)/unit-$(r): $(wildcard tests/unit/$(r)/*.c)))

.PHONY: unit fuzz-build
unit: $(UNITS)
	tests/run-unit $(UNITS)

# libFuzzer targets (clang): make fuzz F=clippy SECONDS=600
$(B)/fuzz-%: tests/fuzz/fuzz_%.c $(wildcard tests/fuzz/*.h) $(ARCHIVES)
	@echo "  CLANG $@"; clang $(STD) $(FLAGS_fuzz) -fsanitize=fuzzer -Isrc -o $@ $< -Wl,--start-group $(ARCHIVES) -Wl,--end-group $(LIBS)
$(B)/replay-%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(wildcard tests/fuzz/*.h) $(ARCHIVES)
	@echo "  CC $@"; $(CC) $(STD) $(FLAGS_$(V)) -fPIE -pie -Isrc -o $@ $< tests/fuzz/replay.c -Wl,--start-group $(ARCHIVES) -Wl,--end-group $(LIBS)

.PHONY: check asan fuzz replay lint demo install clean
check: ## every test; sets up what is missing; ends with "N passed, N failed"
	@tools/install-deps check
	@$(MAKE) --no-print-directory -j2 all $(patsubst %,$(B)/unit-%,base formats git net services runner judge)
	@$(MAKE) --no-print-directory -j2 V=asan B=build/asan asan
	@tests/check

asan: $(B)/phoenix $(UNITS) $(patsubst %,$(B)/replay-%,$(FUZZERS)) ## everything with AddressSanitizer and UBSan, in build/asan

fuzz: ## real fuzzing (clang): make fuzz F=clippy SECONDS=600
	@test -n "$(F)" || { echo "make fuzz: say which: F=one of $(FUZZERS)" >&2; exit 2; }
	@tools/install-deps all
	@$(MAKE) --no-print-directory V=fuzz B=build/fuzz CC=clang build/fuzz/fuzz-$(F)
	@mkdir -p build/fuzz/found-$(F)
	build/fuzz/fuzz-$(F) -max_total_time=$(or $(SECONDS),60) -timeout=10 -rss_limit_mb=4096 \
	  -artifact_prefix=build/fuzz/ build/fuzz/found-$(F) tests/corpus/$(subst _,-,$(F)) \
	  $(if $(filter coverage_%,$(F)),tests/corpus/coverage)

lint: ## the house's own rules: format, floors, headers, clang-tidy
	@tools/install-deps check
	@tools/lint

demo: ## judge recorded reports of the example platform: a pass, a deny, an incomplete
	@tools/install-deps build
	@$(MAKE) --no-print-directory -j2 all
	@tools/demo $(B)/phoenix

PREFIX ?= /usr/local
install: all ## phoenix into PREFIX/bin
	install -D -m 0755 $(B)/phoenix $(DESTDIR)$(PREFIX)/bin/phoenix

clean: ## forget what was built
	rm -rf build

compile_commands.json: Makefile ## for editors and clang-tidy
	@tools/compile-commands >$@
