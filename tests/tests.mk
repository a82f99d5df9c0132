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
$(B)/fuzz-%: tests/fuzz/fuzz_%.c $(ARCHIVES)
	@echo "  CLANG $@"; clang $(STD) $(FLAGS_fuzz) -fsanitize=fuzzer -Isrc -o $@ $< -Wl,--start-group $(ARCHIVES) -Wl,--end-group $(LIBS)
$(B)/replay-%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(ARCHIVES)
	@echo "  CC $@"; $(CC) $(STD) $(FLAGS_$(V)) -fPIE -pie -Isrc -o $@ $< tests/fuzz/replay.c -Wl,--start-group $(ARCHIVES) -Wl,--end-group $(LIBS)
