# Phoenix CI. `make` builds build/phoenix; `make help` lists the rest.
# B= is where things are built, V= which sort of build it is: plain, asan, fuzz or static (use `make static`).

B       ?= build
V       ?= plain
VERSION := $(shell cat VERSION)
, := ,

# The floors. A room sees itself and the rooms named here, and nothing else: build/view/ROOM holds links to just those.
ROOMS         := base formats git net services runner judge programs
SEES_base     := base
SEES_formats  := base formats
SEES_git      := base git
SEES_net      := base net
SEES_services := base formats net services
SEES_runner   := base formats runner
SEES_judge    := base formats judge
SEES_programs := base formats git net services runner judge programs

WARN := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla \
        -Wwrite-strings -Wformat=2 -Wno-missing-field-initializers -Wno-format-nonliteral -Werror
STD  := -std=c17 -D_GNU_SOURCE -DPHOENIX_VERSION='"$(VERSION)"' -include src/base/banned.h

FLAGS_plain := -O2 -g -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fno-plt
FLAGS_asan  := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_fuzz  := $(FLAGS_asan) -fsanitize=fuzzer-no-link
FLAGS       := $(FLAGS_$(V)) -ffunction-sections -fdata-sections -fPIE
LDFLAGS     := $(filter -fsanitize%,$(FLAGS_$(V))) -pie -Wl,--gc-sections -Wl,--as-needed -Wl,-z,relro,-z,now
LIBS        := -lexpat -lfyaml -lutf8proc -lgit2 -lcurl -lcrypto -lz
LINK        := $(CC)
ifeq ($(V),static)
include tools/static.mk
endif

sources = $(wildcard src/$1/*.c) $(wildcard src/$1/*/*.c)
objects = $(patsubst src/%.c,$(B)/obj/%.o,$(call sources,$1))
ARCHIVES := $(foreach r,programs services runner judge git net formats base,$(B)/lib$(r).a)

.DELETE_ON_ERROR:
.PHONY: all help one
all: $(B)/phoenix

help:
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1 \t\2/p' $(MAKEFILE_LIST) | expand -t 20

$(B)/phoenix: $(B)/obj/main.o $(ARCHIVES)
	@echo "  CC $@"; $(LINK) -o $@ $(B)/obj/main.o $(LDFLAGS) -Wl,--start-group $(ARCHIVES) -Wl,--end-group $(LIBS)

one: $(ARCHIVES) $(B)/view ## one program alone: make one P=clippy-gate
	@test -n "$(P)" || { echo "make one: say which program: P=clippy-gate" >&2; exit 2; }
	@echo "  CC $@"; $(CC) $(STD) $(WARN) $(FLAGS) -DONLY=$(patsubst run,run_program,$(subst -,_,$(P))) -I$(B)/view/programs -c src/main.c -o $(B)/obj/main-$(P).o
	@echo "  CC $@"; $(LINK) -o $(B)/$(P) $(B)/obj/main-$(P).o $(LDFLAGS) -Wl,--start-group $(ARCHIVES) -Wl,--end-group $(LIBS)

define room
$(B)/lib$1.a: $(call objects,$1)
	@rm -f $$@
	@echo "  AR $$@"; $(AR) rcs $$@ $$^

$(B)/obj/$1/%.o: src/$1/%.c src/base/banned.h VERSION Makefile | $(B)/view
	@mkdir -p $$(@D)
	@echo "  CC $$@"; $(CC) $(STD) $(WARN) $$(FLAGS) -I$(B)/view/$1 -MMD -MP -c $$< -o $$@
endef
$(foreach r,$(ROOMS),$(eval $(call room,$r)))

$(B)/obj/main.o: src/main.c src/base/banned.h Makefile | $(B)/view
	@mkdir -p $(@D)
	@echo "  CC $@"; $(CC) $(STD) $(WARN) $(FLAGS) -I$(B)/view/programs -MMD -MP -c $< -o $@

$(B)/view: Makefile
	@rm -rf $@
	@for room in $(foreach r,$(ROOMS),$(r):$(subst $() ,$(,),$(SEES_$r))); do \
	   mkdir -p $@/$${room%%:*}; \
	   for seen in $$(echo $${room#*:} | tr ',' ' '); do ln -s $(CURDIR)/src/$$seen $@/$${room%%:*}/$$seen; done; \
	 done

-include $(wildcard $(B)/obj/*.d $(B)/obj/*/*.d $(B)/obj/*/*/*.d)

include tools/image.mk
# An archive of the source, and the Dockerfile, come without tests.
-include tests/tests.mk
