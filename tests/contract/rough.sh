#!/usr/bin/env bash
# How the binary behaves when it is interrupted, when nobody reads, and when nothing can be written.
# rough.sh PHOENIX_BINARY; the last line is "rough: N passed, N failed".
set -uo pipefail
phoenix=$(realpath "${1:?rough.sh PHOENIX_BINARY}")
work=$(mktemp -d)
passed=0 failed=0
tmpfs=
waiting=
cleanup() {
	[ -z "$waiting" ] || kill -KILL "$waiting" 2>/dev/null
	[ -z "$tmpfs" ] || umount "$tmpfs" 2>/dev/null
	rm -rf "$work"
}
trap cleanup EXIT
unset GITHUB_ACTIONS GITHUB_WORKSPACE GITHUB_OUTPUT GITHUB_STEP_SUMMARY GITHUB_EVENT_PATH RUNNER_TEMP ACT
for name in $(compgen -e INPUT_); do unset "$name"; done

check() { # WHAT COMMAND...
	local what=$1
	shift
	if "$@"; then passed=$((passed + 1)); else echo "FAILED: $what"; failed=$((failed + 1)); fi
}
has() { grep -q -- "$1" "$2" 2>/dev/null; }
lacks() { ! has "$@"; }
same() { [ "$1" = "$2" ] || { echo "  got $1, expected $2"; return 1; }; }
now() { date +%s%3N; }
fresh() { rm -rf "$work/ws"; mkdir "$work/ws"; cd "$work/ws" || exit 2; }
no_temporary() { [ -z "$(find "$1" -type f ! -name '*.json' 2>/dev/null)" ]; }
# one unformatted file: a deny, when it is judged to its end
deny_report() { printf 'Diff in %s/src/lib.rs:1:\n-fn  a() {}\n+fn a() {}\n' "$PWD"; }

# A signal while standard input waits.
for signal in INT TERM HUP; do
	fresh
	mkfifo pipe
	exec 9<>pipe # held open: it never ends by itself
	: >output; : >summary
	# set -m: a background job would ignore SIGINT otherwise
	set -m
	GITHUB_OUTPUT=$PWD/output GITHUB_STEP_SUMMARY=$PWD/summary "$phoenix" fmt-gate --verdict-file v.json - <pipe >out 2>err 9>&- &
	waiting=$!
	set +m
	sleep 0.4
	check "SIG$signal: it waits" kill -0 "$waiting"
	start=$(now)
	kill -"$signal" "$waiting"
	( sleep 8; kill -KILL "$waiting" 2>/dev/null ) & guard=$!
	wait "$waiting"; status=$?
	took=$(($(now) - start))
	kill "$guard" 2>/dev/null; wait "$guard" 2>/dev/null
	waiting=
	exec 9>&-
	check "SIG$signal: exit 3" same "$status" 3
	check "SIG$signal: within 5 s ($took ms)" test "$took" -lt 5000
	check "SIG$signal: verdict incomplete" has '"verdict": "incomplete"' v.json
	check "SIG$signal: reason cancelled" has '"reason": "cancelled"' v.json
	check "SIG$signal: output" has '^incomplete$' output
	check "SIG$signal: summary" has incomplete summary
	echo "note: SIG$signal took $took ms"
done

# A command that does not end, and one that ignores SIGTERM.
for script in 'sleep 60' 'trap "" TERM; sleep 60'; do
	fresh
	set -m
	"$phoenix" fmt-gate --verdict-file v.json -- sh -c "$script" sh --check >out 2>err &
	waiting=$!
	set +m
	sleep 0.4
	start=$(now)
	kill -TERM "$waiting"
	( sleep 10; kill -KILL "$waiting" 2>/dev/null ) & guard=$!
	wait "$waiting"; status=$?
	took=$(($(now) - start))
	kill "$guard" 2>/dev/null; wait "$guard" 2>/dev/null
	waiting=
	check "command ($script): exit 3" same "$status" 3
	check "command ($script): within 5 s ($took ms)" test "$took" -lt 5000
	check "command ($script): cancelled" has '"reason": "cancelled"' v.json
done

# As PID 1: an orphan of the command's, which it did not start, is reaped; and whoever ignores SIGCHLD changes nothing.
fresh
count='for stat in /proc/[0-9]*/stat; do read -r line <"$stat" && case ${line##*) } in Z*) echo zombie; esac; done'
printf '(sleep 0.1 &)\nsleep 0.6\n%s >zombies\nexit 0\n' "$count" >script
if unshare --pid --fork --mount-proc true 2>/dev/null; then
	unshare --pid --fork --mount-proc "$phoenix" fmt-gate --verdict-file v.json -- sh script --check >out 2>err
	check "PID 1: exit 0" same $? 0
	check "PID 1: no zombie is left" same "$(cat zombies)" ""
else
	echo "SKIPPED: PID 1: no namespace can be made here"
fi
python3 -c 'import os, signal, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])' \
	"$phoenix" fmt-gate --verdict-file v.json -- sh -c 'exit 0' sh --check >out 2>err
check "SIGCHLD ignored: exit 0" same $? 0

# Nobody reads what is printed.
fresh
deny_report >report
{ "$phoenix" fmt-gate --tool-exit 1 --verdict-file v.json report; echo $? >status; } 2>/dev/null | true
check "closed pipe: exit by verdict" same "$(cat status)" 1
check "closed pipe: verdict" has '"verdict": "deny"' v.json
rm v.json
"$phoenix" fmt-gate --tool-exit 1 --verdict-file v.json report >&- 2>&-
check "closed descriptors: exit by verdict" same $? 1
check "closed descriptors: the verdict file holds the verdict alone" python3 -m json.tool v.json /dev/null
rm v.json
"$phoenix" fmt-gate --tool-exit 1 --verdict-file v.json report >/dev/full 2>/dev/full
check "/dev/full: exit by verdict" same $? 1
check "/dev/full: verdict" has '"verdict": "deny"' v.json
"$phoenix" fmt-gate --tool-exit 1 --verdict-file v.json - <&- >out 2>err
check "standard input closed: exit 3" same $? 3

# Nowhere to write the verdict.
fresh
deny_report >report
: >blocked # a file where a folder must be
"$phoenix" fmt-gate --tool-exit 1 --verdict-file blocked/v.json report >out 2>err
status=$?
check "no folder: exit 2 or 3, never a verdict's ($status)" test "$status" -ge 2
mkdir folder.json
"$phoenix" fmt-gate --tool-exit 1 --verdict-file folder.json report >out 2>err
status=$?
check "a folder in its place: exit 2 or 3 ($status)" test "$status" -ge 2
: >output
GITHUB_OUTPUT=$PWD/output "$phoenix" fmt-gate --tool-exit 1 --verdict-file blocked/v.json report >out 2>err
check "no folder: no verdict is named in the outputs" lacks '^blocked/' output
check "no folder: outputs say error or incomplete" grep -qxE 'error|incomplete' output
GITHUB_ACTIONS=true GITHUB_WORKSPACE=$PWD GITHUB_OUTPUT=$PWD/missing/output "$phoenix" fmt-gate --tool-exit 1 --verdict-file v.json report >out 2>err
check "GITHUB_OUTPUT names a missing folder: exit 3" same $? 3
check "GITHUB_OUTPUT names a missing folder: the verdict says so" has '"verdict": "incomplete"' v.json
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
	mkdir locked; chmod 555 locked; chmod 755 "$work" .; chmod 644 report
	cp "$phoenix" "$work/phoenix"; chmod 755 "$work/phoenix"
	setpriv --reuid 65534 --regid 65534 --clear-groups "$work/phoenix" fmt-gate --tool-exit 1 --verdict-file locked/v.json report >out 2>err
	check "folder not writable: exit 3" same $? 3
	check "folder not writable: says why" has 'locked' err
	check "folder not writable: nothing is left in it" test -z "$(ls -A locked)"
else
	echo "SKIPPED: folder not writable: needs root and setpriv"
fi

# The disk is full.
fresh
mkdir disk
if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=64k,mode=755 rough disk 2>/dev/null; then
	tmpfs=$work/ws/disk
	deny_report >report
	"$phoenix" fmt-gate --tool-exit 1 --verdict-file disk/v.json report >out 2>err
	check "disk with room: exit 1" same $? 1
	cp disk/v.json before
	head -c 1m /dev/zero >disk/fill 2>/dev/null
	: >output; : >summary
	GITHUB_OUTPUT=$PWD/output GITHUB_STEP_SUMMARY=$PWD/summary "$phoenix" fmt-gate --tool-exit 1 --verdict-file disk/v.json report >out 2>err
	check "full disk: exit 3" same $? 3
	check "full disk: the old verdict is whole" cmp -s before disk/v.json
	check "full disk: no half file" same "$(ls -A disk | sort | tr '\n' ' ')" "fill v.json "
	check "full disk: outputs say incomplete" has '^incomplete$' output
	rm disk/v.json; head -c 1m /dev/zero >disk/fill2 2>/dev/null
	"$phoenix" fmt-gate --tool-exit 1 --verdict-file disk/new.json report >out 2>err
	check "full disk, no old file: exit 3" same $? 3
	check "full disk, no old file: none is there" test ! -e disk/new.json
	: >disk/summary; : >output
	GITHUB_OUTPUT=$PWD/output GITHUB_STEP_SUMMARY=$PWD/disk/summary "$phoenix" fmt-gate --tool-exit 1 --verdict-file v.json report >out 2>err
	check "full disk, summary: exit 3" same $? 3
	check "full disk, summary: the verdict says so" has '"verdict": "incomplete"' v.json
	check "full disk, summary: outputs are written" has '^incomplete$' output
	umount disk && tmpfs=
else
	echo "SKIPPED: full disk: no tmpfs can be mounted here"
fi

cd /
echo "rough: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
