# V=static: one file that needs no other. What comes from source is taken before what Debian has as an archive; what no
# program calls is left out, so every library may stand here.
PREFIX_STATIC := build/static/prefix
FLAGS_room     = $(if $(filter $(B)/obj/base/% $(B)/obj/formats/%,$@),-O2,-Os)
FLAGS_static  := -g -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fno-asynchronous-unwind-tables -fno-unwind-tables
FLAGS          = $(FLAGS_room) $(FLAGS_static) -ffunction-sections -fdata-sections -fPIE -ffile-prefix-map=$(CURDIR)=. \
                 -isystem $(PREFIX_STATIC)/usr/include
LDFLAGS       := -static-pie -Wl,--gc-sections,-z,relro,-z,now,-z,noexecstack,-z,pack-relative-relocs,--build-id=sha1 \
                 -Wl,-Map=$(B)/phoenix.map -L$(PREFIX_STATIC)/usr/lib
LIBS          := -lgit2 -lcurl -lnghttp2 -lssl -lcrypto -lpcre2-8 -lhttp_parser -lexpat -lfyaml -lutf8proc -lz
LINK          := tools/link-static $(CC)
# The lines of `phoenix --version --verbose`, written by tools/image.mk; only one file hears of them.
$(B)/obj/runner/version.o: FLAGS += -I$(B) -DPHOENIX_BUILT_FROM='"built-from.inc"'
