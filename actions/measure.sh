# shellcheck shell=bash
# Sourced by the tool composites: runs a measuring tool in the current folder and leaves its output, standard error and exit
# status as files. What a tool finds fails nothing here; the gates judge it. A tool that cannot be started fails the step.

# Only our own words go in: the text stands in a workflow command.
fail() {
	echo "::error title=$tools::$1"
	exit 1
}

# start NAME: the composite's name; its files go to $out, which report items call $here, seen from the workspace.
start() {
	tools=$1 out=.phoenix/$1
	here=$(realpath --relative-to "$GITHUB_WORKSPACE" .)
	case $here in
	..*) fail 'working-directory leads out of the workspace' ;;
	*[!A-Za-z0-9._/@+-]*) fail 'working-directory may hold letters, digits and ._/@+- only' ;;
	.) here='' root='' ;;
	*) root=" root=$here" here=$here/ ;;
	esac
	rm -rf "$out" # a report of an earlier run must not be taken for one of this
	mkdir -p "$out"
}

# record FILE COMMAND...: FILE, its .stderr and its .exit. The log shows no word of the tool: GitHub would obey it.
record() {
	local file=$1 name=${1%.*} status=0
	shift
	"$@" >"$out/$file" 2>"$out/$name.stderr" </dev/null || status=$?
	echo "$status" >"$out/$name.exit"
	echo "$name: exit $status, $(wc -c <"$out/$file") bytes in $here$out/$file"
	echo "$name=$here$out/$file$root exit=@$here$out/$name.exit stderr=$here$out/$name.stderr" >>"$GITHUB_OUTPUT"
}
